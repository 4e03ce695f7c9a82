import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, test as nodeTest } from 'node:test'
import { sayOn } from './say.mjs'

/** Node's own test; the promise it returns is for subtests only. */
export const test = (name, body) => void nodeTest(name, body)

const folders = []

/** An empty folder that is gone after the tests. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'daystream-test-'))
  folders.push(folder)
  return folder
}

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A set-up's voice whose words can be read back with `words()`. */
export function listened({ isTTY = false, clock } = {}) {
  let heard = ''
  const stream = Object.assign(new PassThrough(), { isTTY }).on('data', (chunk) => {
    heard += chunk
  })
  return { say: sayOn(stream, clock), words: () => heard }
}
