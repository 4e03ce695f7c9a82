import type http from 'node:http'
import { startTestServer, type TestAnswer, type TestRequest, type TestServer } from '../http/test-server.ts'

export const HOME = '/cal/'
export const WORK = '/cal/work/'

type Member = { etag: string; data: string; seq: number }

/** A small calendar server whose manners a test decides. */
export type TestDavServer = TestServer & {
  put(name: string, data: string): void
  remove(name: string): void
  /** Asked first: an answer, null if it answered by itself, undefined for the usual. */
  answer: (request: TestRequest, response: http.ServerResponse) => TestAnswer | null | undefined
  /** Whether it offers sync-collection. */
  syncs: boolean
  /** Content inside a sync REPORT. */
  inline: boolean
  /** Rows in one answer to a sync REPORT. */
  page: number
  /** Tokens up to this one are refused. */
  refusedTokens: number
  token(): string
  methods(): string[]
}

export const event = (uid: string, summary = uid): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\n` +
  `DTSTART:20260101T100000Z\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

export const multistatus = (inner: string, headers: http.OutgoingHttpHeaders = {}): TestAnswer => ({
  status: 207,
  headers: { 'content-type': 'application/xml; charset=utf-8', ...headers },
  body: `<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/">${inner}</D:multistatus>`,
})

export const davError = (status: number, name: string): TestAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<D:error xmlns:D="DAV:"><D:${name}/></D:error>`,
})

const found = (href: string, props: string): string =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${props}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
const status = (href: string, line: string): string =>
  `<D:response><D:href>${href}</D:href><D:status>HTTP/1.1 ${line}</D:status></D:response>`

export async function startTestDavServer(): Promise<TestDavServer> {
  const members = new Map<string, Member>()
  const removed = new Map<string, number>()
  let seq = 0

  const token = (at = seq): string => `urn:test:${at}`
  const props = ({ etag, data }: Member, inline: boolean): string =>
    `<D:getetag>"${etag}"</D:getetag>${inline ? `<C:calendar-data>${data}</C:calendar-data>` : ''}`

  function listHome(depth: string): TestAnswer {
    const home = found(HOME, '<D:resourcetype><D:collection/></D:resourcetype>')
    if (depth === '0') return multistatus(home)
    const sync = server.syncs
      ? `<D:sync-token>${token()}</D:sync-token><D:supported-report-set><D:supported-report><D:report><D:sync-collection/></D:report></D:supported-report></D:supported-report-set>`
      : ''
    return multistatus(
      home +
        found(
          WORK,
          `<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>Work</D:displayname><CS:getctag>c${seq}</CS:getctag>${sync}`,
        ),
    )
  }

  function sync(body: string): TestAnswer {
    if (!server.syncs) return davError(403, 'supported-report')
    const sent = /urn:test:(\d+)</.exec(body)?.[1]
    const since = sent === undefined ? 0 : Number(sent)
    if (sent !== undefined && since <= server.refusedTokens) return davError(403, 'valid-sync-token')
    const inline = server.inline && body.includes('calendar-data')
    const rows = [
      ...[...members].map(([name, member]) => ({ seq: member.seq, xml: found(WORK + name, props(member, inline)) })),
      ...(sent === undefined
        ? []
        : [...removed].map(([name, at]) => ({ seq: at, xml: status(WORK + name, '404 Not Found') }))),
    ]
      .filter((row) => row.seq > since)
      .toSorted((a, b) => a.seq - b.seq)
    const page = rows.slice(0, server.page)
    const more = rows.length > page.length
    return multistatus(
      page.map(({ xml }) => xml).join('') +
        (more ? status(WORK, '507 Insufficient Storage') : '') +
        `<D:sync-token>${token(more ? page.at(-1)?.seq : seq)}</D:sync-token>`,
    )
  }

  function multiget(body: string): TestAnswer {
    return multistatus(
      [...body.matchAll(/<D:href>([^<]*)<\/D:href>/g)]
        .map(([, href = '']) => {
          const member = members.get(href.slice(WORK.length))
          return member === undefined ? status(href, '404 Not Found') : found(href, props(member, true))
        })
        .join(''),
    )
  }

  function usual({ method, url, body, headers }: TestRequest): TestAnswer {
    if (method === 'PROPFIND' && url === HOME) return listHome(String(headers.depth))
    if (method === 'PROPFIND' && url === WORK)
      return multistatus(
        found(WORK, '<D:resourcetype><D:collection/></D:resourcetype>') +
          [...members].map(([name, member]) => found(WORK + name, props(member, false))).join(''),
      )
    if (method === 'REPORT' && body.includes('sync-collection'))
      return url === WORK ? sync(body) : davError(403, 'supported-report')
    if (method === 'REPORT' && body.includes('multiget')) return multiget(body)
    const member = members.get(url.slice(WORK.length))
    if (method === 'GET' && member !== undefined)
      return { status: 200, headers: { etag: `"${member.etag}"` }, body: member.data }
    return { status: 404 }
  }

  const http = await startTestServer((request, response) => {
    const own = server.answer(request, response)
    return own === undefined ? usual(request) : own
  })
  const server: TestDavServer = {
    ...http,
    put: (name, data) => {
      seq += 1
      removed.delete(name)
      members.set(name, { etag: String(seq), data, seq })
    },
    remove: (name) => {
      seq += 1
      members.delete(name)
      removed.set(name, seq)
    },
    answer: () => undefined,
    syncs: true,
    inline: true,
    page: Infinity,
    refusedTokens: -1,
    token,
    methods: () => http.requests.map(({ method }) => method),
  }
  return server
}
