// node setup/run.mjs NAME [arguments]: prepares what one of the npm scripts needs, then runs it.
import { join } from 'node:path'
import { prepareBuild } from './build.mjs'
import { SetupError } from './command.mjs'
import { enter, runHere } from './entry.mjs'
import { packageApp } from './package-app.mjs'
import { prepare, ROOT } from './prepare.mjs'
import { sayOn } from './say.mjs'

const REAL_APP = { build: true, runtime: true, window: true, tests: true }

const at = (...path) => join(ROOT, ...path)
const node = (args, { env, cwd = ROOT }) => runHere(process.execPath, args, { env, cwd })
const typescript = (script) => (args, ready) => node([at('setup', 'typescript.mjs'), at(script), ...args], ready)

const SCRIPTS = {
  build: { needs: {}, run: (_args, { say }) => prepareBuild({ root: ROOT, say, force: true }).then(() => 0) },
  tour: { needs: REAL_APP, run: typescript('e2e/tour.ts') },
  bench: { needs: REAL_APP, run: typescript('e2e/bench/main.ts') },
  icons: {
    needs: { runtime: true, window: true },
    run: (_args, { electron, sandbox, env }) =>
      runHere(electron.executable, [...sandbox, at('assets', 'icons', 'generate.mjs')], { env }),
  },
  package: { needs: { build: true, runtime: true }, run: packageApp },
  // Its stdout carries the server's own line only, for whoever started it to read.
  'local-server': {
    needs: { build: true },
    output: process.stderr,
    run: (args, { env }) => node([at('out', 'main', 'local-server.cjs'), ...args], { env, cwd: process.env.INIT_CWD }),
  },
}

const [name, ...args] = process.argv.slice(2)
const script = SCRIPTS[name]
const say = sayOn(script?.output ?? process.stdout)

await enter(say, async () => {
  if (script === undefined) throw new SetupError(`Say what to run: ${Object.keys(SCRIPTS).join(', ')}.`)
  const ready = await prepare({ say, ...script.needs })
  try {
    return await script.run(args, { ...ready, say })
  } finally {
    await ready.stop()
  }
})
