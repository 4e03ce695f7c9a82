import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run, SetupError } from './command.mjs'

// A locked-down network may drop packets instead of refusing: after this long without a byte we stop waiting.
const STALL_MS = 20_000
// Its file in Electron's own layout, relative to the dist folder.
const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

export const executableIn = (dist, platform = process.platform) => join(dist, EXECUTABLES[platform] ?? 'electron')

/** The dist folder of the pinned, already unpacked official runtime, or undefined. */
export function installedOfficialRuntime(root) {
  const electron = join(root, 'node_modules', 'electron')
  const dist = join(electron, 'dist')
  try {
    const pinned = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version
    const unpacked = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    // Electron's installer writes path.txt last, so an interrupted unpacking has none.
    const whole = existsSync(join(electron, 'path.txt')) && existsSync(executableIn(dist))
    return whole && unpacked === pinned ? dist : undefined
  } catch {
    return undefined
  }
}

/**
 * Downloads and unpacks the pinned official runtime, as Electron's own installer would, with progress.
 * Returns `{ dist }`, or `{ refused }` with the reason when its host cannot be reached. Throws a SetupError for anything
 * that another try or another runtime would not mend (a wrong checksum, a full disk).
 */
export async function downloadOfficialRuntime(root, say) {
  const electron = join(root, 'node_modules', 'electron')
  const fromElectron = createRequire(join(electron, 'package.json'))
  const { version } = fromElectron('./package.json')
  say(`Downloading Electron ${version} from its release host`)
  try {
    await downloadIntoElectronsCache(fromElectron, version, say)
  } catch (error) {
    if (isNetworkFailure(error)) return { refused: reasonOf(error) }
    throw new SetupError(`Electron ${version} could not be downloaded: ${reasonOf(error)}`)
  }
  const { code, text } = await run(process.execPath, [join(electron, 'install.js')])
  const dist = installedOfficialRuntime(root)
  if (code === 0 && dist !== undefined) return { dist }
  throw new SetupError(`Electron ${version} was downloaded but could not be unpacked: ${text.trim().split('\n')[0]}`)
}

async function downloadIntoElectronsCache(fromElectron, version, say) {
  const { downloadArtifact } = await import(pathToFileURL(fromElectron.resolve('@electron/get')).href)
  const progress = say.progress('Downloading')
  const stalled = new AbortController()
  let timer
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(new Error(`no answer within ${STALL_MS / 1000} s`)), STALL_MS)
  }
  const getProgressCallback = async ({ transferred, total }) => {
    wait()
    progress.at(transferred, total)
  }
  wait()
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      checksums: fromElectron('./checksums.json'),
      cacheRoot: process.env.electron_config_cache,
      arch: process.env.ELECTRON_INSTALL_ARCH ?? process.arch,
      downloadOptions: { quiet: true, signal: stalled.signal, getProgressCallback },
    })
  } finally {
    clearTimeout(timer)
    progress.end()
  }
}

/** Whether the host could not be reached or would not serve us, as against a file that came and is wrong. */
export function isNetworkFailure(error) {
  if (error?.name === 'HTTPError' || error?.name === 'AbortError') return true
  return (
    error instanceof TypeError || /no answer within|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/.test(String(error?.message))
  )
}

const reasonOf = (error) => error?.cause?.message || error?.cause?.code || error?.message || String(error)
