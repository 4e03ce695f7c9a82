import assert from 'node:assert/strict'
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach } from 'node:test'
import { buildIsCurrent, fingerprint } from './build.mjs'
import { emptyFolder, test } from './testing.mjs'

let root
const put = async (path, text) => writeFile(join(root, path), text)

beforeEach(async () => {
  root = emptyFolder()
  await mkdir(join(root, 'out'))
  await mkdir(join(root, 'electron'))
  await put('electron/main.ts', 'one')
  await put('electron/main.test.ts', 'a test')
  await put('out/.sources', fingerprint(root))
})

test('a build of these very sources is current', () => {
  assert(buildIsCurrent(root))
})

test('no stamp, no build: it was interrupted', async () => {
  await rm(join(root, 'out', '.sources'))
  assert.equal(buildIsCurrent(root), false)
})

const changes = [
  { what: 'an added file', change: () => put('electron/other.ts', '') },
  { what: 'a removed file', change: () => rm(join(root, 'electron', 'main.ts')) },
  { what: 'a changed file', change: () => put('electron/main.ts', 'longer') },
  { what: 'a file put back to an older state', change: () => utimes(join(root, 'electron', 'main.ts'), 1, 1) },
]
for (const { what, change } of changes) {
  test(`${what} asks for a new build`, async () => {
    await change()
    assert.equal(buildIsCurrent(root), false)
  })
}

test('a changed test asks for none', async () => {
  await put('electron/main.test.ts', 'another test')
  assert(buildIsCurrent(root))
})
