import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ForeignServer } from './radicale.ts'

const program = join(import.meta.dirname, '..', '..', 'out', 'main', 'local-server.cjs')

export type LocalServerOptions = {
  /** An existing data folder, which then stays; without it, one of its own that goes with the server. */
  folder?: string
  user?: string
  password?: string
  port?: number
  allowFeedOrigins?: string[]
}

/**
 * Starts the local server alone, as `npm run local-server` does, so that the app meets it as any other server.
 *
 * @throws Error with the server's own words when it ends instead of answering
 */
export async function startLocalServer(options: LocalServerOptions = {}): Promise<ForeignServer> {
  const { user = 'user', password = 'pass', port = 0, allowFeedOrigins = [] } = options
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'daystream-server-')))
  const origins = allowFeedOrigins.flatMap((origin) => ['--allow-feed-origin', origin])
  const named = ['--port', String(port), '--data', folder, '--user', user, '--password', password, ...origins]
  const child = spawn(process.execPath, [program, ...named], { stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      const ready = /^ready url=(\S+?)\/? /m.exec(said)?.[1]
      if (ready !== undefined) resolve(ready)
    })
    void gone.then(() => reject(new Error(`The local server did not start: ${words.trim()}`)))
  })
  return {
    url,
    user,
    password,
    folder,
    async stop() {
      child.kill('SIGTERM')
      await gone
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The calendar it makes for a new owner. */
export const localCalendar = ({ url, user }: { url: string; user: string }): string =>
  `${url}/calendars/${user}/calendar/`

/** A local server that can be away for a while and come back to the same data on the same port. */
export type PausableServer = ForeignServer & {
  pause: () => Promise<void>
  resume: () => Promise<void>
  /** Starts it anew with another password. */
  usePassword: (password: string) => Promise<void>
}

export async function startPausableServer(): Promise<PausableServer> {
  const folder = await mkdtemp(join(tmpdir(), 'daystream-server-'))
  let running = await startLocalServer({ folder })
  const port = Number(new URL(running.url).port)
  const pause = (): Promise<void> => running.stop()
  return {
    ...running,
    pause,
    async resume() {
      running = await startLocalServer({ folder, port })
    },
    async usePassword(password) {
      await pause()
      running = await startLocalServer({ folder, port, password })
    },
    async stop() {
      await pause()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
