import { stripVTControlCharacters } from 'node:util'

const STEP_MS = 5000
const STEP_PERCENT = 10

const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)

/**
 * Progress of one long step. On a terminal one line is drawn over and over; elsewhere (a log, a pipe) a new line follows
 * every tenth or every five seconds, so that a log stays readable and a slow step never looks dead.
 * `at(done, total)` takes bytes; without a total only what has come is shown. `percent(n)` takes 0 to 100.
 */
function progressOn(stream, label, clock) {
  let lastPercent = -STEP_PERCENT
  let lastTime = clock()
  let drawn = false
  const show = (percent, text) => {
    if (stream.isTTY) {
      stream.write(`\r\x1b[2K  ${text}`)
      drawn = true
      return
    }
    const due = percent >= lastPercent + STEP_PERCENT || clock() - lastTime >= STEP_MS
    if (!due) return
    lastPercent = percent
    lastTime = clock()
    stream.write(`  ${text}\n`)
  }
  return {
    at(done, total) {
      const percent = total ? Math.min(100, Math.floor((done / total) * 100)) : 0
      const amount = total ? `${megabytes(done)} of ${megabytes(total)} MB, ${percent} %` : `${megabytes(done)} MB`
      show(percent, `${label}: ${amount}`)
    },
    percent(value) {
      show(value, `${label}: ${Math.floor(value)} %`)
    },
    seconds(value) {
      show(0, `${label}: ${value} s`)
    },
    end() {
      if (drawn) stream.write('\r\x1b[2K')
    },
  }
}

/**
 * How the set-up speaks: `say(line)` writes one line, `say.progress(label)` follows a long step, `say.head(text)` and
 * `say.tail(text)` show the beginning or the end of what a failed program wrote. A program whose own output is read by
 * others (the local server) gets a set-up that speaks on stderr.
 */
export function sayOn(stream, clock = Date.now) {
  const say = (line) => {
    stream.write(`${line}\n`)
  }
  const quote = (lines) => {
    for (const line of lines) stream.write(`    ${line}\n`)
  }
  const linesOf = (text) => stripVTControlCharacters(text).trim().split('\n')
  say.progress = (label) => progressOn(stream, label, clock)
  say.head = (text, count = 10) => quote(linesOf(text).slice(0, count))
  say.tail = (text, count = 20) => quote(linesOf(text).slice(-count))
  return say
}
