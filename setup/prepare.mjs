import { join } from 'node:path'
import { prepareBuild } from './build.mjs'
import { hasDisplay, startVirtualDisplay } from './display.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { preparePackages } from './packages.mjs'
import { sandboxArguments } from './sandbox.mjs'
import {
  ELECTRON_LIBRARIES,
  prepareSystemPackages,
  TEST_FONTS,
  TEST_SERVERS,
  VIRTUAL_DISPLAY,
} from './system-packages.mjs'

export const ROOT = join(import.meta.dirname, '..')

/**
 * Everything that has to be there before a part of the project can run, each step only when it is asked for and not done:
 * `packages` always; `build` the bundled app; `runtime` an Electron with its system libraries; `window` a display;
 * `tests` fonts and servers of other people.
 * Returns the environment for the programs to start (Playwright and the benchmarks find Electron by it), the runtime, the
 * sandbox arguments for starting it by hand, whether the display is a `virtual` one, and `stop` to end what was started here.
 */
export async function prepare({ say, build = false, runtime = false, window = false, tests = false }) {
  await preparePackages({ root: ROOT, say })
  const virtual = window && !hasDisplay()
  await prepareSystemPackages({
    say,
    needs: [...(runtime ? ELECTRON_LIBRARIES : []), ...(virtual ? VIRTUAL_DISPLAY : [])],
    wants: tests ? [...TEST_FONTS, ...TEST_SERVERS] : [],
  })
  const electron = runtime ? await electronRuntime({ root: ROOT, say }) : undefined
  if (build) await prepareBuild({ root: ROOT, say })
  const sandbox = window ? sandboxArguments({ dist: electron.dist, say }) : []
  const display = virtual ? await startVirtualDisplay({ say }) : undefined
  const env = { ...process.env, ...display?.env }
  if (electron) env.ELECTRON_OVERRIDE_DIST_PATH = electron.dist
  return { env, electron, sandbox, virtual, stop: async () => display?.stop() }
}
