import { request, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childNamed, childrenNamed, childText, type XmlElement } from '../../dav/xml/element.ts'
import { dav, type XmlName } from '../../dav/xml/names.ts'
import { parseXml } from '../../dav/xml/parse.ts'
import { startLocalServer, type LocalServer, type LocalServerOptions } from '../server.ts'

export const USER = 'anna'
export const SECRET = 'a secret of this run'
export const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:${SECRET}`).toString('base64')}`
export const CALENDAR = '/calendars/anna/calendar/'
export const CALENDARS = '/calendars/anna/'
export const CONTACTS = '/addressbooks/anna/contacts/'

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string }

/** A server in this process, on a folder of its own. */
export type Running = {
  server: LocalServer
  dataDir: string
  send: (method: string, path: string, headers?: Record<string, string>, body?: string | Buffer) => Promise<Reply>
  /** A socket to write raw requests to. */
  open: () => Promise<Socket>
  /** Ends the server and starts another on the same folder. */
  restart: (options?: Partial<LocalServerOptions>) => Promise<void>
  close: () => Promise<void>
}

export async function run(options: Partial<LocalServerOptions> = {}): Promise<Running> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'daystream-server-')))
  const start = (more: Partial<LocalServerOptions> = {}): Promise<LocalServer> =>
    startLocalServer({ dataDir, port: 0, user: USER, secret: SECRET, ...options, ...more })
  const running: Running = {
    server: await start(),
    dataDir,
    send: (method, path, headers = {}, body) =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          {
            host: '127.0.0.1',
            port: running.server.port,
            method,
            path,
            headers: {
              Authorization: AUTHORIZATION,
              ...headers,
              ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
            },
          },
          (incoming) => {
            const chunks: Buffer[] = []
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
            incoming.on('error', reject)
            incoming.on('end', () =>
              resolve({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                body: Buffer.concat(chunks).toString('utf8'),
              }),
            )
          },
        )
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    open: () =>
      new Promise((resolve, reject) => {
        const socket = connect(running.server.port, '127.0.0.1', () => resolve(socket))
        socket.setNoDelay(true)
        socket.once('error', reject)
      }),
    restart: async (more) => {
      await running.server.close()
      running.server = await start(more)
    },
    close: async () => {
      await running.server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return running
}

export const event = (uid: string, summary = uid, more = ''): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261121T080000Z\r\n` +
  `DTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\nSUMMARY:${summary}\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`

export const card = (uid: string, name = uid, more = ''): string =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${uid}\r\nFN:${name}\r\nN:${name};;;;\r\n${more}END:VCARD\r\n`

export const syncBody = (token: string, options: { level?: string; prop?: string; limit?: number } = {}): string =>
  `<?xml version="1.0"?><D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token>${token}</D:sync-token>` +
  `<D:sync-level>${options.level ?? '1'}</D:sync-level>` +
  (options.limit === undefined ? '' : `<D:limit><D:nresults>${options.limit}</D:nresults></D:limit>`) +
  `<D:prop>${options.prop ?? '<D:getetag/>'}</D:prop></D:sync-collection>`

export type Row = { href: string; status: number | null; props: Record<string, XmlElement>; missing: string[] }

/** The rows and the token of a multistatus. */
export function readMultistatus(body: string): { rows: Row[]; token: string | null; root: XmlElement } {
  const root = parseXml(body, 'The answer')
  const code = (parent: XmlElement): number | null => {
    const line = childText(parent, dav('status'))
    return line === null ? null : Number(line.split(' ')[1])
  }
  const rows = childrenNamed(root, dav('response')).map((response): Row => {
    const row: Row = { href: childText(response, dav('href')) ?? '', status: code(response), props: {}, missing: [] }
    for (const propstat of childrenNamed(response, dav('propstat')))
      for (const property of childNamed(propstat, dav('prop'))?.children ?? [])
        if (code(propstat) === 200) row.props[property.name] = property
        else row.missing.push(property.name)
    return row
  })
  return { rows, token: childText(root, dav('sync-token')), root }
}

/** The names inside `DAV:error`. */
export const errorsOf = (body: string): XmlName[] => parseXml(body, 'The error').children.map(({ name }) => name)

/** A sync-collection REPORT, taken apart. */
export async function sync(
  running: Running,
  href: string,
  token: string,
  options: { level?: string; prop?: string; limit?: number } = {},
): Promise<{
  status: number
  body: string
  rows: Row[]
  token: string
  changed: string[]
  removed: string[]
  truncated: boolean
}> {
  const reply = await running.send('REPORT', href, { 'Content-Type': 'application/xml' }, syncBody(token, options))
  if (reply.status !== 207)
    return { status: reply.status, body: reply.body, rows: [], token: '', changed: [], removed: [], truncated: false }
  const { rows, token: next } = readMultistatus(reply.body)
  const cut = rows.filter(({ status }) => status === 507)
  return {
    status: 207,
    body: reply.body,
    rows,
    token: next ?? '',
    changed: rows.filter(({ status }) => status === null).map((row) => row.href),
    removed: rows.filter(({ status }) => status === 404).map((row) => row.href),
    truncated: cut.length === 1 && cut[0]?.href === href,
  }
}
