import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { href, syncToken } from '../../../shared/model/names.ts'
import { createHttpClient } from '../../http/client.ts'
import { failureOf, startTestServer, type TestAnswer, type TestServer } from '../../http/test-server.ts'
import type { DavConnection } from '../connection.ts'
import { syncCollection, type SyncItem, type SyncRequest } from './sync-collection.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function start(
  handler: Parameters<typeof startTestServer>[0],
): Promise<{ server: TestServer; connection: DavConnection }> {
  const server = await startTestServer(handler)
  const http = createHttpClient({ userAgent: 'Test/1', authorizer: null })
  closers.push(http.close, server.close)
  return { server, connection: { http, origin: server.origin } }
}

const multistatus = (inside: string): string =>
  `<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</multistatus>`
const answer = (inside: string, headers = {}): TestAnswer => ({
  status: 207,
  headers: { 'Content-Type': 'application/xml', ...headers },
  body: multistatus(inside),
})
const changed = (path: string, etag: string): string =>
  `<response><href>${path}</href><propstat><prop><getetag>${etag}</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>`
const failed = (path: string, status: number, error = ''): string =>
  `<response><href>${path}</href><status>HTTP/1.1 ${status} X</status>${error}</response>`
const token = (value: string): string => `<sync-token>${value}</sync-token>`

const request: SyncRequest = { href: href('/cal/'), token: null, level: '1', contents: [] }

async function itemsOf(items: AsyncIterable<SyncItem>): Promise<SyncItem[]> {
  const all: SyncItem[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('syncCollection', () => {
  it('asks as RFC 6578 has it', async () => {
    const { server, connection } = await start(() => answer(token('t2')))
    const { items } = await syncCollection(connection, {
      href: href('/cal/'),
      token: syncToken('a&b'),
      level: 'infinite',
      limit: 5,
      contents: ['calendar', 'addressbook'],
      waitSeconds: 50,
      streaming: true,
    })
    await itemsOf(items)
    expect(server.requests).toMatchObject([
      {
        method: 'REPORT',
        url: '/cal/',
        headers: {
          depth: '0',
          prefer: 'return=minimal, wait=50',
          accept: 'multipart/mixed, application/xml;q=0.5, text/xml;q=0.5',
          'content-type': 'application/xml; charset=utf-8',
        },
      },
    ])
    expect(server.requests[0]?.body).toContain(
      '<D:sync-token>a&amp;b</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>5</D:nresults></D:limit>' +
        '<D:prop><D:getetag/><D:resourcetype/><C:schedule-tag/><C:calendar-data/><R:address-data/></D:prop>',
    )
  })

  it('asks for etags only, and starts with an empty token', async () => {
    const { server, connection } = await start(() => answer(token('t1')))
    await itemsOf((await syncCollection(connection, request)).items)
    expect(server.requests[0]?.body).toContain(
      '<D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>',
    )
    expect(server.requests[0]?.headers.accept).toBeUndefined()
  })

  it('tells members, collections and removed ones apart, and gives the token last', async () => {
    const { connection } = await start(() =>
      answer(
        token('t2') +
          '<response><href>/cal/a.ics</href><propstat><prop><getetag>"1"</getetag><C:schedule-tag>"s"</C:schedule-tag>' +
          '<C:calendar-data>BEGIN:VCALENDAR\r\n</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>' +
          '<response><href>/cal/bare.ics</href></response>' +
          failed('/cal/old-draft.ics', 201) +
          failed('/cal/gone.ics', 404) +
          failed('/cal', 200) +
          changed('/cal/sub/', '"2"') +
          '<response><href>/cal/noslash</href><propstat><prop><resourcetype><collection/></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>' +
          failed('/cal/closed/', 403, '<error><sync-traversal-supported/></error>') +
          failed('/cal/', 507),
      ),
    )
    const { items, streaming, appliedWait } = await syncCollection(connection, request)
    expect([streaming, appliedWait]).toEqual([false, null])
    const nothing = { etag: null, scheduleTag: null, data: null }
    expect(await itemsOf(items)).toEqual([
      { type: 'changed', href: '/cal/a.ics', etag: '"1"', scheduleTag: '"s"', data: 'BEGIN:VCALENDAR\r\n' },
      { type: 'changed', href: '/cal/bare.ics', ...nothing },
      { type: 'changed', href: '/cal/old-draft.ics', ...nothing },
      { type: 'removed', href: '/cal/gone.ics' },
      { type: 'collection', href: '/cal' },
      { type: 'collection', href: '/cal/sub/' },
      { type: 'collection', href: '/cal/noslash' },
      { type: 'unsyncable', href: '/cal/closed/', status: 403, preconditions: ['sync-traversal-supported'] },
      { type: 'truncated' },
      { type: 'token', token: 't2' },
      { type: 'end', clean: true },
    ])
  })

  it.each([
    ['a dead token', 403, '<error xmlns="DAV:"><valid-sync-token/></error>', 'precondition', ['valid-sync-token']],
    ['a rate limit', 403, '<error xmlns="DAV:"/>', 'overload', []],
    [
      'a refused limit',
      507,
      '<error xmlns="DAV:"><number-of-matches-within-limits/></error>',
      'overload',
      ['number-of-matches-within-limits'],
    ],
    [
      'an error with success for status',
      207,
      '<error xmlns="DAV:"><supported-report/></error>',
      'precondition',
      ['supported-report'],
    ],
    ['a page for people', 200, '<html></html>', 'not-dav', []],
    ['an answer without token', 207, multistatus(''), 'malformed', []],
  ])('fails for %s', async (_, status, body, kind, preconditions) => {
    const { connection } = await start(() => ({ status, body, headers: { 'Content-Type': 'text/html' } }))
    const failure = await failureOf(syncCollection(connection, request).then(({ items }) => itemsOf(items)))
    expect(failure).toMatchObject({ kind, preconditions })
  })

  it('says how long an overloaded server wants to be left alone', async () => {
    const { connection } = await start(() => ({ status: 429, headers: { 'Retry-After': '90' } }))
    expect(await failureOf(syncCollection(connection, request))).toMatchObject({ kind: 'overload', retryAfter: 90_000 })
  })

  it('asks an old server once more with Depth 1', async () => {
    const { server, connection } = await start(({ headers }) =>
      headers['depth'] === '1' ? answer(token('t')) : { status: 400 },
    )
    expect(await itemsOf((await syncCollection(connection, request)).items)).toHaveLength(2)
    expect(server.requests.map(({ headers }) => headers['depth'])).toEqual(['0', '1'])
  })

  it('finds the proof of a long-poll in the answer or in a 1xx', async () => {
    const { connection } = await start((_, response) => {
      response.writeProcessing()
      return answer(token('t'), { 'Preference-Applied': 'return=minimal, wait=30' })
    })
    expect((await syncCollection(connection, { ...request, waitSeconds: 60 })).appliedWait).toBe(30)
  })
})

describe('a stream', () => {
  const part = (inside: string): string => {
    const body = multistatus(inside)
    return `--b\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  }

  const open = async (): Promise<{ items: AsyncGenerator<SyncItem>; response: ServerResponse; close: () => void }> => {
    let stream: ServerResponse | undefined
    const { connection } = await start((_, response) => {
      response.writeHead(207, {
        'Content-Type': 'multipart/mixed; boundary="b"',
        'Preference-Applied': 'wait=240, return=minimal',
      })
      response.flushHeaders()
      stream = response
      return null
    })
    const answered = await syncCollection(connection, { ...request, streaming: true, waitSeconds: 240, lane: 'held' })
    expect([answered.streaming, answered.appliedWait]).toEqual([true, 240])
    if (stream === undefined) throw new Error('no stream')
    return { items: answered.items, response: stream, close: answered.close }
  }
  const next = async (items: AsyncGenerator<SyncItem>): Promise<unknown> => (await items.next()).value

  it('gives each change and its token with the last byte of its part', async () => {
    const { items, response } = await open()
    response.write(part(token('t1')))
    expect(await next(items)).toEqual({ type: 'token', token: 't1' })
    response.write('\r\n')
    response.write(part(changed('/cal/a.ics', '"1"') + token('t2')))
    expect(await next(items)).toMatchObject({ type: 'changed', href: '/cal/a.ics' })
    expect(await next(items)).toEqual({ type: 'token', token: 't2' })
    response.write('\r\n')
    await new Promise((resolve) => setTimeout(resolve, 20))
    response.write('\r\n')
    expect(await next(items)).toEqual({ type: 'heartbeat' })
    response.end(`${part(failed('/cal/', 404) + token('t3'))}\r\n--b--`)
    expect(await itemsOf(items)).toEqual([
      { type: 'lost', status: 404 },
      { type: 'token', token: 't3' },
      { type: 'end', clean: true },
    ])
  })

  it('is not clean without its closing delimiter', async () => {
    const { items, response } = await open()
    response.end(part(token('t1')))
    expect(await itemsOf(items)).toEqual([
      { type: 'token', token: 't1' },
      { type: 'end', clean: false },
    ])
  })

  it('fails when the connection breaks', async () => {
    const { items, response } = await open()
    response.write(part(token('t1')))
    expect(await next(items)).toEqual({ type: 'token', token: 't1' })
    response.destroy()
    expect(await failureOf(next(items))).toMatchObject({ kind: 'truncated' })
  })

  it('ends for the server when it is closed here', async () => {
    const { response, close } = await open()
    const closed = new Promise((resolve) => response.on('close', resolve))
    close()
    await closed
  })
})
