import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { calendarserver, dav } from '../dav/xml/names.ts'
import { feedOf, startFeedServer, type FeedServer } from '../feeds/testing/feed-server.ts'
import {
  CALENDARS,
  errorsOf,
  event,
  readMultistatus,
  run,
  sync,
  type Reply,
  type Row,
  type Running,
} from './testing/client.ts'

const PARROTS = `${CALENDARS}parrots/`

let running: Running
let feeds: FeedServer
beforeEach(async () => {
  feeds = await startFeedServer()
  running = await run({ allowFeedOrigins: [feeds.origin] })
})
afterEach(async () => {
  await running.close()
  await feeds.close()
})

const namespaces =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"'
const type = '<D:resourcetype> <D:collection/> <C:calendar/> <D:subscription/> </D:resourcetype>'
const mkcol = (props: string, href = PARROTS): Promise<Reply> =>
  running.send(
    'MKCOL',
    href,
    { 'Content-Type': 'application/xml' },
    `<D:mkcol ${namespaces}> <D:set> <D:prop> ${props} </D:prop> </D:set> </D:mkcol>`,
  )
const patch = (set: string, remove = '', href = PARROTS): Promise<Reply> =>
  running.send(
    'PROPPATCH',
    href,
    {},
    `<D:propertyupdate ${namespaces}>${set === '' ? '' : `<D:set><D:prop>${set}</D:prop></D:set>`}${remove === '' ? '' : `<D:remove><D:prop>${remove}</D:prop></D:remove>`}</D:propertyupdate>`,
  )
const NOW = '<D:subscription-next-refresh-interval>PT0S</D:subscription-next-refresh-interval>'
const props = async (): Promise<Row['props']> => {
  const names = [
    'resourcetype',
    'displayname',
    'subscription-href',
    'subscription-suggested-refresh-interval',
    'subscription-next-refresh-interval',
    'subscription-deletions-suppressed',
    'subscription-disabled',
    'current-user-privilege-set',
  ]
  const body = `<D:propfind ${namespaces}><D:prop>${names.map((name) => `<D:${name}/>`).join('')}<CS:source/></D:prop></D:propfind>`
  const reply = await running.send('PROPFIND', PARROTS, { Depth: '0' }, body)
  return readMultistatus(reply.body).rows[0]?.props ?? {}
}
const href = (path = '/parrot-events.ics'): string =>
  `<D:subscription-href>${feeds.origin}${path}</D:subscription-href>`

/** What the calendar shows: href → SUMMARY. */
const shown = async (): Promise<Record<string, string>> => {
  const { rows } = await sync(running, PARROTS, '', { prop: '<D:getetag/><C:calendar-data/>' })
  return Object.fromEntries(
    rows.map((row) => [
      row.href.slice(PARROTS.length),
      /SUMMARY:(.*)\r/.exec(row.props['{urn:ietf:params:xml:ns:caldav}calendar-data']?.text ?? '')?.[1] ?? '',
    ]),
  )
}
const etags = async (): Promise<Record<string, string | undefined>> =>
  Object.fromEntries((await sync(running, PARROTS, '')).rows.map((row) => [row.href, row.props[dav('getetag')]?.text]))

const soon = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10))
}
const fetches = (path = '/parrot-events.ics'): number =>
  feeds.requests.filter((request) => request.path === path).length
const settled = async (count: number): Promise<void> => {
  await soon(() => Promise.resolve(fetches() >= count))
  // The state is written last: the time of the next refresh tells that this one is through
  await soon(
    async () =>
      JSON.parse(await readFile(join(running.dataDir, 'calendars/anna/parrots/collection.json'), 'utf8')).subscription
        .nextRefreshAt > Date.now(),
  )
}
const begin = async (body: string, more = ''): Promise<void> => {
  feeds.answer('/parrot-events.ics', { body })
  expect((await mkcol(type + href() + more)).status).toBe(201)
  await settled(1)
}
/** The feed says something else, and the user asks for it. */
const refresh = async (reply: Parameters<FeedServer['answer']>[1]): Promise<void> => {
  feeds.answer('/parrot-events.ics', reply)
  const before = fetches()
  await soon(async () => (await patch(NOW)).status === 202)
  await soon(() => Promise.resolve(fetches() > before))
  await running.server.close() // waits for the refresh at work
  await running.restart()
}

describe('the example of seed 001', () => {
  const example = `<D:resourcetype> <D:collection/> <C:calendar/> <D:subscription/> </D:resourcetype> <D:displayname>Parrot Events</D:displayname> <D:subscription-href >http://example.org/parrot-events.ics</D:subscription-href> <D:subscription-deletions-suppressed >true</D:subscription-deletions-suppressed> <D:subscription-suggested-refresh-interval >PT1H</D:subscription-suggested-refresh-interval>`

  it('makes a subscribed calendar out of the feed', async () => {
    feeds.answer('/parrot-events.ics', { body: feedOf({ polly: 'Polly speaks', coco: 'Coco flies' }) })
    const made = await mkcol(example.replace('http://example.org', feeds.origin))
    expect([made.status, made.body]).toEqual([201, ''])
    await soon(async () => Object.keys(await shown()).length === 2)
    expect(await shown()).toEqual({ 'polly.ics': 'Polly speaks', 'coco.ics': 'Coco flies' })
    const given = await props()
    expect(given[dav('resourcetype')]?.children.map(({ name }) => name)).toContain(dav('subscription'))
    expect(given[dav('displayname')]?.text).toBe('Parrot Events')
    expect(given[dav('subscription-href')]?.text).toBe(`${feeds.origin}/parrot-events.ics`)
    expect(given[dav('subscription-suggested-refresh-interval')]?.text).toBe('PT1H')
    expect(given[dav('subscription-next-refresh-interval')]?.text).toMatch(/^PT/)
    expect(given[dav('subscription-deletions-suppressed')]).toBeDefined()
    expect(given[dav('subscription-disabled')]).toBeUndefined()
  })

  it('is taken word for word, though nobody answers there', async () => {
    expect((await mkcol(example)).status).toBe(201)
    expect((await props())[dav('subscription-href')]?.text).toBe('http://example.org/parrot-events.ics')
    expect(await shown()).toEqual({})
  })
})

describe('making a subscription', () => {
  it('takes CS:subscribed and CS:source for the same', async () => {
    feeds.answer('/parrot-events.ics', { body: feedOf({ a: 'A' }, undefined, 'NAME:Parrots') })
    const apple = `<D:resourcetype><D:collection/><CS:subscribed/></D:resourcetype><CS:source><D:href>${feeds.origin}/parrot-events.ics</D:href></CS:source><A:refreshrate>PT2H</A:refreshrate>`
    expect((await mkcol(apple)).status).toBe(201)
    await settled(1)
    const given = await props()
    expect(given[dav('resourcetype')]?.children.map(({ name }) => name)).toContain(dav('subscription'))
    expect(given[calendarserver('source')]?.children[0]?.text).toBe(`${feeds.origin}/parrot-events.ics`)
    expect(given[dav('subscription-suggested-refresh-interval')]?.text).toBe('PT2H')
    // The feed's name is taken over a moment after its events.
    await vi.waitFor(async () => expect((await props())[dav('displayname')]?.text).toBe('Parrots'))
  })

  it('is refused where the address is missing or may not be fetched, and makes nothing', async () => {
    const missing = await mkcol(type)
    expect([missing.status, errorsOf(missing.body)]).toEqual([403, ['{urn:daystream}missing-subscription-href']])
    for (const address of ['http://127.0.0.1:1/a.ics', 'http://10.0.0.1/', 'ftp://example.org/a', 'nonsense']) {
      const refused = await mkcol(`${type}<D:subscription-href>${address}</D:subscription-href>`)
      expect([refused.status, errorsOf(refused.body)]).toEqual([403, ['{urn:daystream}subscription-href-not-allowed']])
    }
    expect((await running.send('PROPFIND', PARROTS, { Depth: '0' })).status).toBe(404)
    expect(feeds.requests).toEqual([])
  })

  it('is refused for an address book', async () => {
    const types =
      '<D:resourcetype><D:collection/><R:addressbook xmlns:R="urn:ietf:params:xml:ns:carddav"/><D:subscription/></D:resourcetype>'
    const reply = await mkcol(types + href(), '/addressbooks/anna/x/')
    expect(errorsOf(reply.body)).toEqual([dav('valid-resourcetype')])
  })
})

describe('the members of a subscription', () => {
  it('cannot be written, but the calendar can be named, coloured and deleted', async () => {
    await begin(feedOf({ a: 'A' }))
    for (const [method, headers, body] of [
      ['PUT', { 'Content-Type': 'text/calendar' }, event('a')],
      ['DELETE', {}, undefined],
      ['MOVE', { Destination: `${CALENDARS}calendar/a.ics` }, undefined],
    ] as const)
      expect((await running.send(method, `${PARROTS}a.ics`, headers, body)).status).toBe(403)
    expect(
      (await running.send('PUT', `${PARROTS}new.ics`, { 'Content-Type': 'text/calendar' }, event('new'))).status,
    ).toBe(403)
    expect((await running.send('COPY', `${PARROTS}a.ics`, { Destination: `${CALENDARS}calendar/a.ics` })).status).toBe(
      201,
    )
    const privileges = (await props())[dav('current-user-privilege-set')]?.children.map(
      ({ children }) => children[0]?.name,
    )
    expect(privileges).toContain(dav('write-properties'))
    expect(privileges).not.toContain(dav('write-content'))
    expect(
      (await patch('<D:displayname>x</D:displayname><A:calendar-color>#ff0000</A:calendar-color>')).body,
    ).toContain('200 OK')
    expect((await running.send('DELETE', PARROTS)).status).toBe(204)
  })
})

describe('a refresh', () => {
  it('is answered 202 with a time to come again, and not twice in a moment', async () => {
    await begin(feedOf({ a: 'A' }))
    const accepted = await patch(NOW)
    expect([accepted.status, accepted.headers['retry-after']]).toEqual([202, '2'])
    expect((await patch(NOW)).status).toBe(207)
    expect(
      (await patch('<D:subscription-next-refresh-interval>PT1H</D:subscription-next-refresh-interval>')).body,
    ).toContain('403 Forbidden')
  })

  it('changes what changed and leaves hrefs and etags of the rest, new time stamps aside', async () => {
    await begin(feedOf({ a: 'A', b: 'B', c: 'C' }, '20260101T000000Z'))
    const before = await etags()
    const { token } = await sync(running, PARROTS, '')
    await refresh({ body: feedOf({ a: 'A', b: 'B new', d: 'D' }, '20260202T000000Z') })
    const change = await sync(running, PARROTS, token)
    expect([change.changed.toSorted(), change.removed]).toEqual([
      [`${PARROTS}b.ics`, `${PARROTS}d.ics`],
      [`${PARROTS}c.ics`],
    ])
    expect((await etags())[`${PARROTS}a.ics`]).toBe(before[`${PARROTS}a.ics`])
    expect(await shown()).toEqual({ 'a.ics': 'A', 'b.ics': 'B new', 'd.ics': 'D' })
  })

  it('asks conditionally the next time', async () => {
    feeds.answer('/parrot-events.ics', { headers: { ETag: '"1"' }, body: feedOf({ a: 'A' }) })
    await mkcol(type + href())
    await settled(1)
    await refresh({ status: 304 })
    expect(feeds.requests.at(-1)?.headers['if-none-match']).toBe('"1"')
    expect(await shown()).toEqual({ 'a.ics': 'A' })
  })

  it.each([
    ['a page to sign in', { body: '<!DOCTYPE html><html>Sign in</html>' }],
    ['a cut body', { body: feedOf({ a: 'new', b: 'B' }).slice(0, -30) }],
    ['nothing', { body: '' }],
    ['an error', { status: 500 }],
    ['less than a tenth', { body: feedOf({}) }],
  ])('that brings %s changes nothing', async (_, reply) => {
    await begin(feedOf({ a: 'A', b: 'B' }))
    const { token } = await sync(running, PARROTS, '')
    await refresh(reply)
    expect(await sync(running, PARROTS, token)).toMatchObject({ status: 207, rows: [], token })
    expect((await props())[dav('subscription-disabled')]).toBeUndefined()
  })

  it('keeps what vanished where that is wished, except what is marked as deleted', async () => {
    await begin(feedOf({ a: 'A', b: 'B', c: 'C' }), '<D:subscription-deletions-suppressed/>')
    await refresh({ body: feedOf({ c: 'C\r\nSTATUS:DELETED', d: 'D' }) })
    expect(await shown()).toEqual({ 'a.ics': 'A', 'b.ics': 'B', 'd.ics': 'D' })
    await patch('', '<D:subscription-deletions-suppressed/>')
    expect((await props())[dav('subscription-deletions-suppressed')]).toBeUndefined()
    await refresh({ body: feedOf({ e: 'E' }) })
    expect(await shown()).toEqual({ 'e.ics': 'E' })
  })

  it('is not tried again by itself where the feed is gone, says so, and is after all when the user asks', async () => {
    await begin(feedOf({ a: 'A' }))
    const home = await sync(running, CALENDARS, '', { level: '1' })
    await refresh({ status: 410 })
    expect((await props())[dav('subscription-disabled')]).toBeDefined()
    expect((await props())[dav('subscription-next-refresh-interval')]).toBeUndefined()
    expect(await shown()).toEqual({ 'a.ics': 'A' })
    expect((await sync(running, CALENDARS, home.token, { level: '1' })).changed).toEqual([PARROTS])
    await refresh({ body: feedOf({ a: 'back' }) })
    expect((await props())[dav('subscription-disabled')]).toBeUndefined()
    expect(await shown()).toEqual({ 'a.ics': 'back' })
  })

  it('comes by itself when it is due, also after the server was off', async () => {
    await begin(feedOf({ a: 'A' }))
    await running.server.close()
    const path = join(running.dataDir, 'calendars/anna/parrots/collection.json')
    const file = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...file, subscription: { ...file.subscription, nextRefreshAt: 0 } }))
    feeds.answer('/parrot-events.ics', { body: feedOf({ a: 'later' }) })
    await running.restart()
    await soon(async () => (await shown())['a.ics'] === 'later')
  })

  it('follows a permanent redirect for good when it saw it twice', async () => {
    feeds.answer('/new.ics', { body: feedOf({ a: 'A' }) })
    const moved = { status: 301, headers: { Location: '/new.ics' } }
    feeds.answer('/parrot-events.ics', moved)
    await mkcol(type + href())
    await settled(1)
    expect((await props())[dav('subscription-href')]?.text).toBe(`${feeds.origin}/parrot-events.ics`)
    await refresh(moved)
    expect((await props())[dav('subscription-href')]?.text).toBe(`${feeds.origin}/new.ics`)
  })

  it('reads from a new address at once when it is given one', async () => {
    await begin(feedOf({ a: 'A' }))
    feeds.answer('/other.ics', { body: feedOf({ b: 'B' }) })
    expect((await patch(href('/other.ics'))).status).toBe(202)
    await soon(async () => Object.keys(await shown()).join() === 'b.ics')
    const refused = await patch('<D:subscription-href>http://10.0.0.1/</D:subscription-href>')
    expect(refused.body).toContain('subscription-href-not-allowed')
  })

  it('does not keep other requests waiting while it takes a large feed', async () => {
    const events = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`uid-${index}`, 'x'.repeat(300)]))
    feeds.answer('/parrot-events.ics', { body: feedOf(events) })
    await mkcol(type + href())
    let answered = 0
    const path = join(running.dataDir, 'calendars/anna/parrots/collection.json')
    while (JSON.parse(await readFile(path, 'utf8')).subscription.lastSuccessAt === null) {
      await running.send('PROPFIND', CALENDARS, { Depth: '0' })
      answered += 1
    }
    expect((await sync(running, PARROTS, '')).rows).toHaveLength(3000)
    expect(answered).toBeGreaterThan(10)
  })
})
