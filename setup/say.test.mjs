import assert from 'node:assert/strict'
import { listened, test } from './testing.mjs'

function speaker({ isTTY }) {
  const time = { now: 0 }
  const { say, words } = listened({ isTTY, clock: () => time.now })
  return { time, words, progress: say.progress('Downloading') }
}

test('in a log, progress is a line every tenth, however many steps there are', () => {
  const { words, progress } = speaker({ isTTY: false })
  for (let bytes = 0; bytes <= 200e6; bytes += 1e6) progress.at(bytes, 200e6)
  progress.end()
  const lines = words().trimEnd().split('\n')
  assert.equal(lines.length, 11)
  assert.equal(lines[0], '  Downloading: 0.0 of 200 MB, 0 %')
  assert.equal(lines.at(-1), '  Downloading: 200 of 200 MB, 100 %')
  assert.equal(words().includes('\r'), false)
})

test('in a log, a slow step shows that it lives every five seconds', () => {
  const { time, words, progress } = speaker({ isTTY: false })
  for (time.now = 0; time.now <= 11_000; time.now += 500) progress.at(1e6, 200e6)
  assert.equal(words().trimEnd().split('\n').length, 3)
})

test('on a terminal one line is drawn over and removed at the end', () => {
  const { words, progress } = speaker({ isTTY: true })
  progress.at(100e6, 200e6)
  progress.end()
  assert.equal(words(), '\r\x1b[2K  Downloading: 100 of 200 MB, 50 %\r\x1b[2K')
})
