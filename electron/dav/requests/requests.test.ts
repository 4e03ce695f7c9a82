import { afterEach, describe, expect, it } from 'vitest'
import { etag, href, scheduleTag } from '../../../shared/model/names.ts'
import { createHttpClient } from '../../http/client.ts'
import { failureOf, startTestServer, type TestAnswer, type TestServer } from '../../http/test-server.ts'
import type { DavConnection } from '../connection.ts'
import { apple, caldav, dav } from '../xml/names.ts'
import { element } from '../xml/write.ts'
import { mkcalendar, mkcol } from './create-collection.ts'
import { remove } from './delete.ts'
import { get } from './get.ts'
import { calendarQuery, listMembers } from './listing.ts'
import { move } from './move.ts'
import { multiget } from './multiget.ts'
import { options } from './options.ts'
import { propfind } from './propfind.ts'
import { proppatch } from './proppatch.ts'
import { put } from './put.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function start(answer: TestAnswer): Promise<{ server: TestServer; connection: DavConnection }> {
  const server = await startTestServer(() => answer)
  const http = createHttpClient({ userAgent: 'Test/1', authorizer: null })
  closers.push(http.close, server.close)
  return { server, connection: { http, origin: server.origin } }
}

const multistatus = (inside: string): TestAnswer => ({
  status: 207,
  headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  body: `<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</multistatus>`,
})
const row = (path: string, prop: string): string =>
  `<response><href>${path}</href><propstat><prop>${prop}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

const member = href('/cal/a.ics')
const type = 'text/calendar; charset=utf-8'

describe('put', () => {
  const ask = { href: member, data: 'BEGIN:VCALENDAR', contentType: type, condition: { type: 'create' } } as const

  it('says how it was stored', async () => {
    const { server, connection } = await start({ status: 201, headers: { ETag: 'W/"1"', 'Schedule-Tag': '"s"' } })
    expect(await put(connection, ask)).toEqual({ status: 201, href: '/cal/a.ics', etag: 'W/"1"', scheduleTag: '"s"' })
    expect(server.requests).toMatchObject([
      {
        method: 'PUT',
        url: '/cal/a.ics',
        body: 'BEGIN:VCALENDAR',
        headers: { 'if-none-match': '*', 'content-type': type },
      },
    ])
  })

  it.each([
    [{ type: 'match', etag: etag('"1"') }, { 'if-match': '"1"' }],
    [{ type: 'schedule-tag', scheduleTag: scheduleTag('"s"') }, { 'if-schedule-tag-match': '"s"' }],
    [{ type: 'none' }, {}],
  ] as const)('states the condition %j', async (condition, headers) => {
    const { server, connection } = await start({ status: 204 })
    expect(await put(connection, { ...ask, condition })).toMatchObject({ etag: null, scheduleTag: null })
    const conditions = Object.entries(server.requests[0]?.headers ?? {}).filter(([name]) => name.startsWith('if-'))
    expect(Object.fromEntries(conditions)).toEqual(headers)
  })

  it.each([
    ['/cal/b.ics', '/cal/b.ics'],
    ['c%2Dd.ics', '/cal/c-d.ics'],
    ['https://inside.example/cal/b.ics', '/cal/a.ics'],
    ['http://[', '/cal/a.ics'],
  ])('follows the Location %s only on its own host', async (location, stored) => {
    const { connection } = await start({ status: 201, headers: { Location: location } })
    expect((await put(connection, ask)).href).toBe(stored)
  })

  it.each([
    ['412', { status: 412 }, { kind: 'precondition', status: 412 }],
    [
      'a refusal with its reason',
      { status: 403, body: '<error xmlns="DAV:"><no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>' },
      { kind: 'precondition', preconditions: ['no-uid-conflict'] },
    ],
    [
      'failure inside a 207',
      multistatus('<response><href>/cal/a.ics</href><status>HTTP/1.1 423 Locked</status></response>'),
      { kind: 'refused', status: 423 },
    ],
    [
      'an error with success for status',
      { status: 200, headers: { 'Content-Type': 'text/xml' }, body: '<error xmlns="DAV:"><x/></error>' },
      { kind: 'precondition', preconditions: ['x'] },
    ],
    ['no room', { status: 507 }, { kind: 'overload' }],
  ])('fails for %s', async (_, answer, failure) => {
    const { connection } = await start(answer)
    expect(await failureOf(put(connection, ask))).toMatchObject(failure)
  })
})

describe('remove', () => {
  it('deletes on its condition', async () => {
    const { server, connection } = await start({ status: 204 })
    await remove(connection, { href: member, condition: { type: 'match', etag: etag('"1"') } })
    expect(server.requests).toMatchObject([{ method: 'DELETE', headers: { 'if-match': '"1"' } }])
  })

  it('knows what is gone already', async () => {
    const { connection } = await start({ status: 404 })
    const failure = await failureOf(remove(connection, { href: member, condition: { type: 'none' } }))
    expect(failure).toMatchObject({ kind: 'not-found', message: expect.stringContaining('/cal/a.ics') })
  })
})

describe('get', () => {
  it('reads a member byte for byte', async () => {
    const { connection } = await start({ status: 200, headers: { ETag: '"1"' }, body: 'BEGIN:X\nä\r\n' })
    expect(await get(connection, { href: member })).toEqual({
      href: member,
      etag: '"1"',
      scheduleTag: null,
      data: 'BEGIN:X\nä\r\n',
    })
  })
})

describe('multiget', () => {
  it('asks by path and tells found from missing; the rest it leaves out', async () => {
    const { server, connection } = await start(
      multistatus(
        row('/cal/a.ics', '<getetag>"1"</getetag><C:calendar-data>BEGIN:X\n</C:calendar-data>') +
          '<response><href>/cal/b.ics</href><status>HTTP/1.1 404 Not Found</status></response>' +
          '<response><href>/cal/c.ics</href><status>HTTP/1.1 500 Oops</status></response>' +
          row('/cal/d.ics', '<getetag>"4"</getetag>'),
      ),
    )
    const hrefs = ['/cal/a.ics', 'https://p1.example/cal/b.ics'].map(href)
    expect(await all(multiget(connection, { href: href('/cal/'), kind: 'calendar', hrefs }))).toEqual([
      { type: 'found', href: '/cal/a.ics', etag: '"1"', scheduleTag: null, data: 'BEGIN:X\r\n' },
      { type: 'missing', href: '/cal/b.ics' },
    ])
    expect(server.requests[0]).toMatchObject({ method: 'REPORT', headers: { depth: '1' } })
    expect(server.requests[0]?.body).toContain('<D:href>/cal/a.ics</D:href><D:href>/cal/b.ics</D:href>')
    expect(server.requests[0]?.body).toContain('<C:calendar-multiget')
  })

  it('asks an address book in its own words', async () => {
    const { server, connection } = await start(multistatus(''))
    await all(multiget(connection, { href: href('/book/'), kind: 'addressbook', hrefs: [href('/book/a.vcf')] }))
    expect(server.requests[0]?.body).toMatch(/<R:addressbook-multiget.*<D:getetag\/><R:address-data\/><\/D:prop>/s)
  })
})

describe('listings', () => {
  const answer = multistatus(
    row('/cal/', '<resourcetype><collection/></resourcetype>') +
      row('/cal/a.ics', '<getetag>"1"</getetag><resourcetype/>') +
      '<response><href>/cal/gone.ics</href><status>HTTP/1.1 404 Not Found</status></response>' +
      row('/cal/b', '<getetag>"2"</getetag>'),
  )
  const members = [
    { href: '/cal/a.ics', etag: '"1"' },
    { href: '/cal/b', etag: '"2"' },
  ]

  it('list members with their etags', async () => {
    const { server, connection } = await start(answer)
    expect(await all(listMembers(connection, { href: href('/cal/') }))).toEqual(members)
    expect(server.requests[0]).toMatchObject({ method: 'PROPFIND', headers: { depth: '1' } })
  })

  it('list by component and time range', async () => {
    const { server, connection } = await start(answer)
    const timeRange = { start: '20261101T000000Z', end: '20261201T000000Z' }
    expect(await all(calendarQuery(connection, { href: href('/cal/'), component: 'VEVENT', timeRange }))).toEqual(
      members,
    )
    expect(server.requests[0]?.body).toContain(
      '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">' +
        '<C:time-range start="20261101T000000Z" end="20261201T000000Z"/></C:comp-filter></C:comp-filter>',
    )
    await all(calendarQuery(connection, { href: href('/cal/'), component: 'VTODO' }))
    expect(server.requests[1]?.body).toContain('<C:comp-filter name="VTODO"/>')
  })
})

describe('propfind', () => {
  it('gives responses as they come', async () => {
    const { server, connection } = await start(multistatus(row('/cal/', '<displayname>Work</displayname>')))
    const { url, responses } = await propfind(connection, {
      href: href('/cal/'),
      depth: '0',
      properties: [dav('displayname'), apple('calendar-color')],
    })
    expect(url).toBe(`${server.origin}/cal/`)
    expect(await all(responses)).toMatchObject([{ href: '/cal/' }])
    expect(server.requests[0]?.body).toContain('<D:prop><D:displayname/><A:calendar-color/></D:prop>')
  })

  it.each([
    [{ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><html>' }, 'not-dav'],
    [{ status: 401 }, 'unauthorized'],
    [{ status: 405 }, 'refused'],
  ])('fails for %j', async (answer, kind) => {
    const { connection } = await start(answer)
    const ask = propfind(connection, { href: href('/cal/'), depth: '0', properties: [] })
    expect(await failureOf(ask)).toMatchObject({ kind })
  })
})

describe('collections', () => {
  const properties = [element(dav('displayname'), 'A & B')]

  it('are made by MKCOL or MKCALENDAR', async () => {
    const { server, connection } = await start({ status: 201 })
    await mkcol(connection, { href: href('/cal/'), properties })
    await mkcalendar(connection, { href: href('/cal/'), properties })
    const inside = '<D:set><D:prop><D:displayname>A &amp; B</D:displayname></D:prop></D:set>'
    expect(server.requests.map(({ method }) => method)).toEqual(['MKCOL', 'MKCALENDAR'])
    expect(server.requests[0]?.body).toContain(`<D:mkcol xmlns:D="DAV:">${inside}</D:mkcol>`)
    expect(server.requests[1]?.body).toContain(`${inside}</C:mkcalendar>`)
  })

  it('fail with the condition named in a propstat, not with its 424', async () => {
    const { connection } = await start({
      status: 403,
      body:
        '<mkcol-response xmlns="DAV:"><propstat><prop><displayname/></prop><status>HTTP/1.1 424 Failed Dependency</status></propstat>' +
        '<propstat><prop><resourcetype/></prop><status>HTTP/1.1 403 Forbidden</status><error><valid-resourcetype/></error></propstat></mkcol-response>',
    })
    expect(await failureOf(mkcol(connection, { href: href('/cal/'), properties }))).toMatchObject({
      kind: 'precondition',
      preconditions: ['valid-resourcetype'],
    })
  })

  it('have their properties set and removed', async () => {
    const { server, connection } = await start(multistatus(row('/cal/', '<displayname/>')))
    await proppatch(connection, { href: href('/cal/'), set: properties, remove: [caldav('calendar-description')] })
    expect(server.requests[0]?.body).toContain(
      '<D:set><D:prop><D:displayname>A &amp; B</D:displayname></D:prop></D:set>' +
        '<D:remove><D:prop><C:calendar-description/></D:prop></D:remove>',
    )
  })

  it('say which change failed, not what failed because of it', async () => {
    const { connection } = await start(
      multistatus(
        '<response><href>/cal/</href>' +
          '<propstat><prop><displayname/></prop><status>HTTP/1.1 424 Failed Dependency</status></propstat>' +
          '<propstat><prop><C:x/></prop><status>HTTP/1.1 403 Forbidden</status><error><cannot-modify-protected-property/></error></propstat></response>',
      ),
    )
    expect(await failureOf(proppatch(connection, { href: href('/cal/'), set: properties }))).toMatchObject({
      kind: 'precondition',
      preconditions: ['cannot-modify-protected-property'],
    })
  })
})

describe('move', () => {
  it('names its destination whole', async () => {
    const { server, connection } = await start({ status: 201 })
    await move(connection, { href: member, destination: href('/two/a.ics'), overwrite: false })
    expect(server.requests).toMatchObject([
      { method: 'MOVE', headers: { destination: `${server.origin}/two/a.ics`, overwrite: 'F' } },
    ])
  })
})

describe('options', () => {
  it('reads what a server can do', async () => {
    const headers = { DAV: '1, 3, calendar-access', Allow: 'OPTIONS,REPORT', Server: 'Test/1' }
    const { connection } = await start({ status: 200, headers })
    expect(await options(connection, { href: href('/cal/') })).toEqual({
      dav: ['1', '3', 'calendar-access'],
      allow: ['OPTIONS', 'REPORT'],
      server: 'Test/1',
    })
  })
})
