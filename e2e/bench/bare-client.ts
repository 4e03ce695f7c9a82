import { Agent, request, type IncomingMessage } from 'node:http'
import { now } from './clock.ts'

/** The least that any client of the server has to do: `node:http`, no parsing beyond finding hrefs, nothing stored. */
export type BareClient = {
  /** One request on the one connection; `answeredAt` is when the head of the answer was there. */
  ask(method: string, url: string, body: string, headers?: Record<string, string>): Promise<BareAnswer>
  close(): void
}
type BareAnswer = { status: number; headers: IncomingMessage['headers']; body: string; answeredAt: number }

export type Login = { user: string; password: string }

const namespaces = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
const xml = { 'content-type': 'application/xml; charset=utf-8' }
const basic = ({ user, password }: Login): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export function bareClient(login: Login): BareClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const authorization = basic(login)
  return {
    ask: (method, url, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const length = String(Buffer.byteLength(body))
        const outgoing = request(
          url,
          { agent, method, headers: { authorization, 'content-length': length, ...headers } },
          (answer) => {
            const answeredAt = now()
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () =>
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: Buffer.concat(chunks).toString('utf8'),
                answeredAt,
              }),
            )
          },
        )
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}

const syncBody = (token: string, level: string, properties: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><D:sync-collection ${namespaces}><D:sync-token>${token}</D:sync-token><D:sync-level>${level}</D:sync-level><D:prop>${properties}</D:prop></D:sync-collection>`

/** A sync-collection REPORT (RFC 6578) of a collection, or of all below a home; with etags, or with the data too. */
export async function syncCollection(
  client: BareClient,
  url: string,
  { token = '', data = false, level = '1' }: { token?: string; data?: boolean; level?: '1' | 'infinite' } = {},
): Promise<{ body: string; token: string }> {
  const properties = data ? '<D:getetag/><C:calendar-data/>' : '<D:getetag/>'
  const { status, body } = await client.ask('REPORT', url, syncBody(token, level, properties), { ...xml, depth: '0' })
  const next = /<(?:\w+:)?sync-token>([^<]+)</.exec(body)?.[1]
  if (status !== 207 || next === undefined) throw new Error(`sync-collection of ${url}: ${status}`)
  return { body, token: next }
}

/** A first sync at its least: one sync-collection for the hrefs, then the objects in multigets of 100, one after the other. */
export async function bareFirstSync(client: BareClient, url: string): Promise<{ objects: number }> {
  const { body } = await syncCollection(client, url)
  const hrefs = [...body.matchAll(/<(?:\w+:)?href>([^<]+\.ics)</g)].map((found) => found[1])
  for (let at = 0; at < hrefs.length; at += 100) {
    const wanted = hrefs.slice(at, at + 100).map((href) => `<D:href>${href}</D:href>`)
    const multiget = `<?xml version="1.0" encoding="utf-8"?><C:calendar-multiget ${namespaces}><D:prop><D:getetag/><C:calendar-data/></D:prop>${wanted.join('')}</C:calendar-multiget>`
    const { status } = await client.ask('REPORT', url, multiget, { ...xml, depth: '1' })
    if (status !== 207) throw new Error(`calendar-multiget of ${url}: ${status}`)
  }
  return { objects: hrefs.length }
}

/** A held REPORT. `sawPartWith` resolves to when the last byte of the part that holds `text` was there. */
export type BareStream = { sawPartWith(text: string): Promise<number>; close(): void }

/**
 * Opens what the app holds open too: a streaming sync-collection of all below a home, with the data inside.
 *
 * @throws Error when the server does not answer with a stream
 */
export function bareStream(login: Login, home: string, token: string): Promise<BareStream> {
  const body = syncBody(token, 'infinite', '<D:getetag/><C:calendar-data/>')
  return new Promise((resolve, reject) => {
    const outgoing = request(
      home,
      {
        method: 'REPORT',
        agent: false,
        headers: {
          authorization: basic(login),
          ...xml,
          accept: 'multipart/mixed, application/xml;q=0.5',
          'accept-encoding': 'identity',
          prefer: 'wait=900, return=minimal',
          'content-length': String(Buffer.byteLength(body)),
        },
      },
      (answer) => {
        if (!String(answer.headers['content-type']).startsWith('multipart/mixed'))
          return reject(new Error(`${home} does not stream: ${answer.statusCode}`))
        const waiting = new Map<string, (at: number) => void>()
        let unread = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          const at = now()
          unread += chunk
          for (let end; (end = /<\/(?:\w+:)?multistatus>/.exec(unread)) !== null;) {
            const part = unread.slice(0, end.index)
            unread = unread.slice(end.index + end[0].length)
            for (const [text, seen] of waiting)
              if (part.includes(text)) {
                waiting.delete(text)
                seen(at)
              }
          }
        })
        resolve({
          sawPartWith: (text) => new Promise((seen) => waiting.set(text, seen)),
          close: () => outgoing.destroy(),
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
