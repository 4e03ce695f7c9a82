import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { utilityProcess, type UtilityProcess } from 'electron'
import { z } from 'zod'

const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), origin: z.string(), principal: z.string(), port: z.number().int() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
])

export type LocalServerAddress = { origin: string; principal: string; port: number; user: string; secret: string }

export type LocalServerProcess = {
  /** Starts it, or gives the one that runs. @throws Error with a plain message when it cannot start */
  start(): Promise<LocalServerAddress>
  /** Origins of feeds on this computer or the own network that it may fetch from now on. */
  allowFeedOrigins(origins: readonly string[]): void
  stop(): Promise<void>
}

/** The owner's name on the local server. */
const OWNER = 'me'
const FIRST_RESTART_MS = 500
const LAST_RESTART_MS = 30_000
const STOP_WITHIN_MS = 3_000

/**
 * Runs "On this computer" in its own process and starts it again when it dies. A new secret goes to it at each start over its
 * pipe; it never touches the disk.
 *
 * @param port the remembered port, 0 the first time
 * @param onAddress called at each start: the port can change, the secret always does
 */
export function keepLocalServer(parts: {
  dataDir: string
  port: number
  allowFeedOrigins: () => string[]
  onAddress: (address: LocalServerAddress) => void
  onTrouble: (message: string) => void
}): LocalServerProcess {
  let running: { child: UtilityProcess; ready: Promise<LocalServerAddress> } | null = null
  let port = parts.port
  let wanted = false
  let restartAfter = FIRST_RESTART_MS

  function launch(): Promise<LocalServerAddress> {
    const secret = randomBytes(32).toString('base64url')
    const child = utilityProcess.fork(join(__dirname, 'local-server.cjs'), [], {
      serviceName: 'Daystream local server',
    })
    const ready = new Promise<LocalServerAddress>((resolve, reject) => {
      child.on('message', (raw: unknown) => {
        const answer = answerSchema.parse(raw)
        if (answer.type === 'failed') return reject(new Error(answer.message))
        port = answer.port
        restartAfter = FIRST_RESTART_MS
        const address = { ...answer, user: OWNER, secret }
        parts.onAddress(address)
        resolve(address)
      })
      child.once('exit', () => {
        running = null
        reject(new Error('The local server ended before it was ready.'))
        if (!wanted) return
        setTimeout(() => {
          if (wanted) start().catch((error: Error) => parts.onTrouble(error.message))
        }, restartAfter)
        restartAfter = Math.min(LAST_RESTART_MS, restartAfter * 2)
      })
    })
    child.postMessage({
      type: 'start',
      dataDir: parts.dataDir,
      port,
      user: OWNER,
      secret,
      allowFeedOrigins: parts.allowFeedOrigins(),
    })
    running = { child, ready }
    return ready
  }

  function start(): Promise<LocalServerAddress> {
    wanted = true
    return running?.ready ?? launch()
  }

  return {
    start,
    allowFeedOrigins: (origins) => running?.child.postMessage({ type: 'allow-feed-origins', origins }),
    async stop() {
      wanted = false
      const child = running?.child
      if (child === undefined) return
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.postMessage({ type: 'stop' })
      const killer = setTimeout(() => child.kill(), STOP_WITHIN_MS)
      await gone
      clearTimeout(killer)
    },
  }
}
