import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach } from 'node:test'
import { SetupError } from './command.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { isNetworkFailure } from './official-runtime.mjs'
import { runtimeKey } from './republished-runtime.mjs'
import { emptyFolder, listened, test } from './testing.mjs'

const DAY = 24 * 3600 * 1000
const first = { package: 'first@1', integrity: 'sha512-1', electron: '33.2.1', defaultApp: 'main.mjs' }
const second = { package: 'second@1', integrity: 'sha512-2', electron: '25.1.1', defaultApp: 'main.cjs' }

let cache
let tried
let voice

async function unpackInto(runtime) {
  const dist = join(cache, runtimeKey(runtime))
  await mkdir(dist, { recursive: true })
  await writeFile(join(dist, 'electron'), '')
  return dist
}

// A machine with nothing prepared, whose answers each test changes; `tried` notes what was asked.
function find(machine = {}) {
  return electronRuntime({
    root: '/project',
    say: voice.say,
    env: {},
    platform: 'linux',
    arch: 'x64',
    cache,
    runtimes: [first, second],
    installed: () => undefined,
    official: async () => {
      tried.push('official')
      return { refused: 'no such host' }
    },
    republished: async (runtime) => {
      tried.push(runtime.package)
      return unpackInto(runtime)
    },
    ...machine,
  })
}

beforeEach(async () => {
  cache = emptyFolder()
  tried = []
  voice = listened()
})

test('ELECTRON_OVERRIDE_DIST_PATH goes before everything', async () => {
  const dist = await unpackInto(second)
  const found = await find({ env: { ELECTRON_OVERRIDE_DIST_PATH: dist }, installed: () => '/project/electron' })
  assert.deepEqual(found, { dist, executable: join(dist, 'electron'), source: 'override' })
  assert.deepEqual(tried, [])
})

test('ELECTRON_OVERRIDE_DIST_PATH without an Electron in it is an error that names it', async () => {
  const attempt = find({ env: { ELECTRON_OVERRIDE_DIST_PATH: cache } })
  await assert.rejects(attempt, (error) => error instanceof SetupError && error.message.includes(cache))
})

test('an unpacked official runtime is used without asking anybody', async () => {
  await unpackInto(first)
  assert.equal((await find({ installed: () => '/project/electron' })).source, 'official')
  assert.deepEqual(tried, [])
})

test('the official download goes before a republished runtime', async () => {
  const found = await find({ official: async () => ({ dist: '/project/electron' }) })
  assert.equal(found.source, 'official')
  assert.deepEqual(tried, [])
})

test('where the official host refuses, the first republished runtime is taken and said to be older', async () => {
  const found = await find()
  assert.equal(found.source, 'republished')
  assert.deepEqual(tried, ['official', 'first@1'])
  assert.match(voice.words(), /older, republished Electron 33\.2\.1 .*for trying and testing only/)
})

test('where the first package is gone the second is taken', async () => {
  const republished = async (runtime) => (runtime === first ? undefined : unpackInto(runtime))
  assert.equal((await find({ republished })).dist, join(cache, runtimeKey(second)))
})

test('a wrong checksum of the first package does not lead to the second', async () => {
  const republished = async (runtime) => {
    tried.push(runtime.package)
    throw new SetupError('wrong checksum')
  }
  await assert.rejects(find({ republished }), /wrong checksum/)
  assert.deepEqual(tried, ['official', 'first@1'])
})

test('the next start uses the prepared runtime at once and says so again; a day later it asks the official host first', async () => {
  await find()
  tried = []
  voice = listened()
  assert.equal((await find()).source, 'republished')
  assert.deepEqual(tried, [])
  assert.match(voice.words(), /older, republished/)
  await find({ now: Date.now() + 2 * DAY })
  assert.deepEqual(tried, ['official'])
})

for (const [platform, arch] of [
  ['linux', 'arm64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
]) {
  test(`on ${platform} ${arch} there is no fallback: the error says why and what to do`, async () => {
    await assert.rejects(find({ platform, arch }), /no such host[\s\S]*ELECTRON_MIRROR/)
    assert.deepEqual(tried, ['official'])
  })
}

test('only an unreachable host leads to the fallback, not a wrong file', () => {
  assert(isNetworkFailure(new TypeError('fetch failed')))
  assert(isNetworkFailure(new Error('no answer within 20 s')))
  assert(isNetworkFailure(Object.assign(new Error('Response code 403'), { name: 'HTTPError' })))
  assert.equal(isNetworkFailure(new Error('Generated checksum for "electron.zip" did not match')), false)
  assert.equal(isNetworkFailure(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })), false)
})
