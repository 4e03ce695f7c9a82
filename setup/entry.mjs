import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { SetupError } from './command.mjs'

const OLDEST_NODE = [20, 19]
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a script's main function, which resolves to the exit code; a SetupError is shown as its message alone. */
export async function enter(say, main) {
  try {
    requireNode(process.versions.node)
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

export function requireNode(version) {
  const [major, minor] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupError(`Node ${version} is too old: Daystream needs ${OLDEST_NODE.join('.')} or newer (nodejs.org).`)
}

/**
 * Runs a program with this terminal as its own and resolves to its exit code. Signals are handed on, and we stay until
 * it has ended, so that what was started for it (a display) is not taken from under it.
 */
export function runHere(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options })
    const handOn = (signal) => {
      // A terminal sends its interrupt to the program itself.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    for (const signal of SIGNALS) process.on(signal, handOn)
    const watch = watchForNpmsEnd(() => child.kill('SIGTERM'))
    const done = () => {
      clearInterval(watch)
      for (const signal of SIGNALS) process.off(signal, handOn)
    }
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

// npm hands a signal to the shell between it and us, which dies without telling us: then our parent is another one.
function watchForNpmsEnd(ended) {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) ended()
  }, 200)
}
