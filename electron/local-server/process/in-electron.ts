import { z } from 'zod'
import { startLocalServer, type LocalServer } from '../server.ts'
import { rememberedPasswords } from './passwords.ts'
import { plainMessage } from './plain-message.ts'

const messageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataDir: z.string().min(1),
    port: z.number().int().min(0).max(65_535),
    user: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^:]*$/),
    secret: z.string().min(16),
    allowFeedOrigins: z.array(z.string()),
  }),
  z.object({ type: z.literal('allow-feed-origins'), origins: z.array(z.string()) }),
  z.object({ type: z.literal('stop') }),
])

/** After the app was killed, its old server may take a moment to notice. */
const patience = 5000

/** The pipe to Electron's main process, as `process.parentPort` of a utility process offers it. */
export type ParentPort = {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

const portSchema = z.custom<ParentPort>(
  (value) => typeof value === 'object' && value !== null && 'postMessage' in value,
)

/**
 * Serves one app: waits for `start`, answers `ready` or `failed`, takes another allow-list, and ends at `stop`.
 *
 * @param exit ends the process
 */
export function startInElectron(pipe: unknown, exit: (code: number) => void): void {
  const port = portSchema.parse(pipe)
  let server: Promise<LocalServer> | null = null

  const start = async (options: Extract<z.infer<typeof messageSchema>, { type: 'start' }>): Promise<void> => {
    try {
      server = startLocalServer({
        ...options,
        otherPort: true,
        patience,
        passwords: rememberedPasswords(options.dataDir),
      })
      const { origin, principal, port: chosen } = await server
      port.postMessage({ type: 'ready', origin, principal, port: chosen })
    } catch (error) {
      port.postMessage({ type: 'failed', message: plainMessage(error, options.dataDir) })
      exit(1)
    }
  }

  const allow = async (origins: readonly string[]): Promise<void> => (await server)?.allowFeedOrigins(origins)

  const stop = async (): Promise<void> => {
    await (await server)?.close()
    exit(0)
  }

  port.on('message', ({ data }) => {
    const message = messageSchema.safeParse(data)
    if (!message.success) port.postMessage({ type: 'failed', message: 'The local server was started in a wrong way.' })
    else if (message.data.type === 'start') void start(message.data)
    else if (message.data.type === 'stop') void stop()
    else void allow(message.data.origins)
  })
}
