import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context } from './context.ts'
import { dispatch } from './dispatch.ts'
import { createHolds, defaultHoldingLimits, type HoldingLimits } from './holding/holds.ts'
import { emptyAnswer, failure, HttpFailure, sendAnswer, textAnswer, type Answer } from './exchange/answer.ts'
import { createCredentials, type Credentials, type PasswordHash } from './exchange/credentials.ts'
import { isOwnHost } from './exchange/host.ts'
import { readPath, type DavRequest } from './exchange/request.ts'
import { COMPLIANCE } from './methods/options.ts'
import { principalHref } from './resource.ts'
import { createDefaultCollections } from './store/first-start.ts'
import { openStore } from './store/store.ts'
import { createSubscriptions } from './subscribed/subscriptions.ts'

export type LocalServerOptions = {
  /** Folder that holds the data; made if missing. */
  readonly dataDir: string
  /** 0: any free one. */
  readonly port: number
  /** Choose another where the port is taken; else that is an error. */
  readonly otherPort?: boolean
  /** The owner, without a colon. */
  readonly user: string
  /** Password of this run, kept in memory only; null: only `passwords` count. */
  readonly secret: string | null
  /** Hashes of other clients' passwords. */
  readonly passwords?: readonly PasswordHash[]
  /** Origins on this computer or the own network that feeds may be fetched from, e.g. `http://127.0.0.1:8080`. */
  readonly allowFeedOrigins?: readonly string[]
  /** Milliseconds to wait for a process that is ending and still has the folder; else that is an error at once. */
  readonly patience?: number
  readonly holding?: Partial<HoldingLimits>
}

export type LocalServer = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly port: number
  /** Path of the principal: `/principals/<user>/`. */
  readonly principal: string
  /** Replaces the allow-list, from the next fetch on. */
  readonly allowFeedOrigins: (origins: readonly string[]) => void
  /** Answers held requests with the current token, waits for the writer at work and closes. */
  readonly close: () => Promise<void>
}

const wellKnown = (target: string): boolean => /^\/\.well-known\/(caldav|carddav)\/?(\?|$)/.test(target)

async function answerFor(
  incoming: IncomingMessage,
  context: Context,
  credentials: Credentials,
  port: number,
): Promise<Answer> {
  const target = incoming.url ?? '/'
  if (!isOwnHost(incoming.headers.host, port))
    return textAnswer(421, 'This server answers to 127.0.0.1 and localhost only.')
  // RFC 6764 §5; it tells nothing, so it is told to everybody
  if (wellKnown(target)) return emptyAnswer(301, { Location: '/', 'Cache-Control': 'no-cache' })
  if (!(await credentials.accept(incoming.headers.authorization)))
    return textAnswer(401, 'User name and password are needed.', {
      'WWW-Authenticate': 'Basic realm="Daystream on this computer", charset="UTF-8"',
    })
  const request: DavRequest = {
    method: incoming.method ?? 'GET',
    ...readPath(target),
    header: (name) => {
      const value = incoming.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    incoming,
  }
  return dispatch(request, context)
}

function answerOfFailure(error: unknown): Answer {
  if (error instanceof HttpFailure) return error.answer
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return failure(507, 'The disk is full. Nothing was changed; free some space and try again.').answer
  return failure(500, 'The server could not do this. Nothing that was saved before is lost.').answer
}

/** What was not read of a body would be taken for the next request. */
function closeIfUnread(incoming: IncomingMessage, response: ServerResponse): void {
  if (!incoming.complete) response.setHeader('Connection', 'close')
}

async function serve(incoming: IncomingMessage, response: ServerResponse, answer: Promise<Answer>): Promise<void> {
  response.setHeader('DAV', COMPLIANCE)
  let result: Answer
  try {
    result = await answer
  } catch (error) {
    if (incoming.errored !== null || response.destroyed) return
    result = answerOfFailure(error)
  }
  closeIfUnread(incoming, response)
  try {
    await sendAnswer(response, result, incoming.method !== 'HEAD')
  } catch {
    // A file vanished under a long answer: only a broken connection tells the client that it is not whole
    response.destroy()
  }
}

const listen = (server: Server, port: number, otherPort: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      const taken = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
      if (taken && otherPort) listen(server, 0, false).then(resolve, reject)
      else reject(taken ? new Error(`Port ${port} is taken by another program. Choose another.`) : error)
    }
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      resolve((server.address() as AddressInfo).port)
    })
  })

/**
 * Starts "On this computer": CalDAV and CardDAV on the loopback interface over a folder of plain files.
 *
 * URL layout: `/principals/<user>/`, `/calendars/<user>/<name>/<file>.ics`, `/addressbooks/<user>/<name>/<file>.vcf`.
 *
 * @throws Error if the folder cannot be used or no port can be had
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { dataDir, user, secret, passwords = [] } = options
  const now = Date.now
  const store = await openStore(dataDir, user, now, options.patience ?? 0)
  await createDefaultCollections(store, now())
  const holds = createHolds({ ...defaultHoldingLimits, ...options.holding }, now)
  store.onCommit(holds.changed)
  const policy = { allowOrigins: [...(options.allowFeedOrigins ?? [])] }
  const subscriptions = createSubscriptions(store, policy, now)
  const context: Context = { user, homes: store.homes, store, holds, subscriptions, now }
  const credentials = createCredentials(user, secret, passwords)

  let port = 0
  const server = createServer({ noDelay: true, keepAliveTimeout: 120_000 }, (incoming, response) => {
    void serve(incoming, response, answerFor(incoming, context, credentials, port))
  })
  try {
    port = await listen(server, options.port, options.otherPort ?? false)
  } catch (error) {
    await store.close()
    throw error
  }
  subscriptions.start()

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    principal: principalHref(context),
    allowFeedOrigins: (origins) => {
      policy.allowOrigins = [...origins]
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      holds.close()
      // Connections fall idle as their last answers go out
      const sweep = setInterval(() => server.closeIdleConnections(), 10)
      const deadline = setTimeout(() => server.closeAllConnections(), 2000)
      await closed
      clearInterval(sweep)
      clearTimeout(deadline)
      await subscriptions.close()
      await store.close()
    },
  }
}
