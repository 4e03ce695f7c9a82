import { describe, expect, it } from 'vitest'
import { apple, caldav, calendarserver, carddav, dav } from '../dav/xml/names.ts'
import {
  CALENDAR,
  CALENDARS,
  card,
  CONTACTS,
  errorsOf,
  event,
  readMultistatus,
  sync,
  type Reply,
  type Row,
} from './testing/client.ts'
import { runForEach } from './testing/run-for-each.ts'

const running = runForEach()

const put = (href: string, text = event(href), headers: Record<string, string> = {}): Promise<Reply> =>
  running.send('PUT', href, { 'Content-Type': 'text/calendar', ...headers }, text)

const find = async (href: string, props: string, depth = '0', headers: Record<string, string> = {}): Promise<Row[]> => {
  const body = `<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:R="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/" xmlns:X="urn:x"><D:prop>${props}</D:prop></D:propfind>`
  const reply = await running.send('PROPFIND', href, { Depth: depth, ...headers }, body)
  expect(reply.status).toBe(207)
  return readMultistatus(reply.body).rows
}
const patch = (href: string, inner: string, headers: Record<string, string> = {}): Promise<Reply> =>
  running.send(
    'PROPPATCH',
    href,
    headers,
    `<D:propertyupdate xmlns:D="DAV:" xmlns:A="http://apple.com/ns/ical/" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:X="urn:x">${inner}</D:propertyupdate>`,
  )
const hrefIn = (row: Row | undefined, name: string): string | undefined => row?.props[name]?.children[0]?.text

describe('discovery', () => {
  it('leads from .well-known to the principal, the homes and the collections of a first start', async () => {
    for (const service of ['caldav', 'carddav']) {
      const reply = await running.send('PROPFIND', `/.well-known/${service}`, { Authorization: '' })
      expect([reply.status, reply.headers.location]).toEqual([301, '/'])
    }
    const [root] = await find('/', '<D:current-user-principal/>')
    expect(hrefIn(root, dav('current-user-principal'))).toBe('/principals/anna/')
    const [principal] = await find(
      '/principals/anna/',
      '<C:calendar-home-set/><R:addressbook-home-set/><D:displayname/>',
    )
    expect(hrefIn(principal, caldav('calendar-home-set'))).toBe(CALENDARS)
    expect(hrefIn(principal, carddav('addressbook-home-set'))).toBe('/addressbooks/anna/')
    const [, calendar] = await find(CALENDARS, '<D:displayname/><D:resourcetype/><D:current-user-privilege-set/>', '1')
    expect(calendar).toMatchObject({ href: CALENDAR, missing: [] })
    expect(calendar?.props[dav('displayname')]?.text).toBe('Calendar')
    expect(calendar?.props[dav('resourcetype')]?.children.map(({ name }) => name)).toEqual([
      dav('collection'),
      caldav('calendar'),
    ])
    const [, book] = await find('/addressbooks/anna/', '<D:displayname/><D:resourcetype/>', '1')
    expect(book?.props[dav('resourcetype')]?.children.map(({ name }) => name)).toEqual([
      dav('collection'),
      carddav('addressbook'),
    ])
    expect(book?.props[dav('displayname')]?.text).toBe('Contacts')
  })

  it('says what it can', async () => {
    const reply = await running.send('OPTIONS', CALENDAR)
    expect(reply.headers['dav']).toBe('1, 3, extended-mkcol, calendar-access, addressbook, calendarserver-subscribed')
    expect(reply.headers.allow).toContain('MKCALENDAR')
  })

  it('does not make the first collections again once they were deleted', async () => {
    await running.send('DELETE', CALENDAR)
    await running.restart()
    expect(await find(CALENDARS, '<D:displayname/>', '1')).toHaveLength(1)
  })
})

describe('PROPFIND', () => {
  it('tells what is there and what is not, and with return=minimal only the former', async () => {
    await put(`${CALENDAR}a.ics`)
    const [, member] = await find(CALENDAR, '<D:getetag/><D:getcontenttype/><X:y/>', '1')
    expect(member?.props[dav('getcontenttype')]?.text).toBe('text/calendar; charset=utf-8; component=vevent')
    expect(member?.missing).toEqual(['{urn:x}y'])
    const [, minimal] = await find(CALENDAR, '<D:getetag/><X:y/>', '1', { Prefer: 'return=minimal' })
    expect([Object.keys(minimal?.props ?? {}), minimal?.missing]).toEqual([[dav('getetag')], []])
  })

  it('knows allprop, propname, depth-noroot, and refuses Depth: infinity by its name', async () => {
    const all = await running.send('PROPFIND', CALENDAR, { Depth: '0' })
    const names = Object.keys(readMultistatus(all.body).rows[0]?.props ?? {})
    expect(names).toContain(dav('displayname'))
    expect(names).not.toContain(caldav('supported-calendar-data'))
    const propname = await running.send(
      'PROPFIND',
      CALENDAR,
      { Depth: '0' },
      '<propfind xmlns="DAV:"><propname/></propfind>',
    )
    expect(propname.body).toContain('<C:supported-calendar-data/>')
    expect(await find(CALENDARS, '<D:getetag/>', '1', { Prefer: 'depth-noroot' })).toHaveLength(1)
    const infinite = await running.send('PROPFIND', '/', { Depth: 'infinity' })
    expect([infinite.status, errorsOf(infinite.body)]).toEqual([403, [dav('propfind-finite-depth')]])
  })

  it('gives a ctag that changes with every change', async () => {
    const tag = async (): Promise<string | undefined> =>
      (await find(CALENDAR, '<CS:getctag/>'))[0]?.props[calendarserver('getctag')]?.text
    const before = await tag()
    await put(`${CALENDAR}a.ics`)
    expect(await tag()).not.toBe(before)
  })

  it('refuses bodies that are not XML, not a propfind, or have a DOCTYPE', async () => {
    for (const body of ['no', '<propfind xmlns="DAV:">', '<a/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
      expect((await running.send('PROPFIND', CALENDAR, { Depth: '0' }, body)).status).toBe(400)
  })
})

describe('PROPPATCH', () => {
  it('keeps what the server knows nothing of, over a restart too', async () => {
    const color =
      '<A:calendar-color symbolic-color="red">#FF2968FF</A:calendar-color><A:calendar-order>3</A:calendar-order>'
    const dead = '<X:note xml:lang="de">Grüße &amp; <X:b>mehr</X:b></X:note>'
    const reply = await patch(
      CALENDAR,
      `<D:set><D:prop>${color}${dead}<D:displayname>Büro</D:displayname></D:prop></D:set>`,
    )
    expect([reply.status, readMultistatus(reply.body).rows[0]?.missing]).toEqual([207, []])
    await running.restart()
    const [row] = await find(CALENDAR, '<A:calendar-color/><A:calendar-order/><X:note/><D:displayname/>')
    expect(row?.props[apple('calendar-color')]).toMatchObject({
      text: '#FF2968FF',
      attributes: { 'symbolic-color': 'red' },
    })
    expect(row?.props['{urn:x}note']?.children[0]?.text).toBe('mehr')
    expect(row?.props[dav('displayname')]?.text).toBe('Büro')
    await patch(CALENDAR, '<D:remove><D:prop><X:note/></D:prop></D:remove>')
    expect((await find(CALENDAR, '<X:note/>'))[0]?.missing).toEqual(['{urn:x}note'])
  })

  it('does all or nothing', async () => {
    const reply = await patch(
      CALENDAR,
      '<D:set><D:prop><D:displayname>No</D:displayname><D:getetag>x</D:getetag></D:prop></D:set>',
    )
    expect(reply.body).toContain('403 Forbidden')
    expect(reply.body).toContain('424 Failed Dependency')
    expect(reply.body).toContain('<D:cannot-modify-protected-property/>')
    expect((await find(CALENDAR, '<D:displayname/>'))[0]?.props[dav('displayname')]?.text).toBe('Calendar')
  })

  it('answers without a body where that is preferred', async () => {
    const set = '<D:set><D:prop><D:displayname>x</D:displayname></D:prop></D:set>'
    const reply = await patch(CALENDAR, set, { Prefer: 'return=minimal' })
    expect([reply.status, reply.headers['preference-applied'], reply.body]).toEqual([200, 'return=minimal', ''])
  })

  it('keeps properties of a member, moves them with it and forgets them with it', async () => {
    await put(`${CALENDAR}a.ics`)
    await patch(`${CALENDAR}a.ics`, '<D:set><D:prop><X:y>1</X:y></D:prop></D:set>')
    await running.send('MOVE', `${CALENDAR}a.ics`, { Destination: `${CALENDAR}b.ics` })
    expect((await find(`${CALENDAR}b.ics`, '<X:y/>'))[0]?.props['{urn:x}y']?.text).toBe('1')
    await running.send('DELETE', `${CALENDAR}b.ics`)
    await put(`${CALENDAR}b.ics`)
    expect((await find(`${CALENDAR}b.ics`, '<X:y/>'))[0]?.missing).toEqual(['{urn:x}y'])
  })
})

describe('GET, PUT and DELETE', () => {
  it('gives back every byte, with the ETag the PUT answered', async () => {
    const text = `\uFEFF${event('a', 'Käse \u{1F9C0}').replaceAll('\r\n', '\n')}`
    const made = await put(`${CALENDAR}a.ics`, text)
    expect(made.status).toBe(201)
    const reply = await running.send('GET', `${CALENDAR}a.ics`)
    expect([reply.body, reply.headers.etag]).toEqual([text, made.headers.etag])
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8; component=vevent')
    const head = await running.send('HEAD', `${CALENDAR}a.ics`)
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', String(Buffer.byteLength(text))])
    const fresh = await running.send('GET', `${CALENDAR}a.ics`, { 'If-None-Match': made.headers.etag ?? '' })
    expect([fresh.status, fresh.body]).toEqual([304, ''])
  })

  it('writes only under the conditions of the request', async () => {
    const href = `${CALENDAR}a.ics`
    expect((await put(href, event('a'), { 'If-Match': '*' })).status).toBe(412)
    const made = await put(href, event('a'), { 'If-None-Match': '*' })
    expect(made.status).toBe(201)
    const again = await put(href, event('a', 'new'), { 'If-None-Match': '*' })
    expect([again.status, again.headers.etag]).toEqual([412, made.headers.etag])
    expect((await put(href, event('a', 'new'), { 'If-Match': '"x"' })).status).toBe(412)
    const replaced = await put(href, event('a', 'new'), { 'If-Match': `"x", ${made.headers.etag ?? ''}` })
    expect(replaced.status).toBe(204)
    expect((await put(href, event('a', 'newer'), { If: `([${made.headers.etag ?? ''}])` })).status).toBe(412)
    expect((await put(href, event('a', 'newer'), { If: 'nonsense' })).status).toBe(400)
    expect((await running.send('DELETE', href, { 'If-Match': made.headers.etag ?? '' })).status).toBe(412)
    expect((await running.send('DELETE', href, { 'If-Match': replaced.headers.etag ?? '' })).status).toBe(204)
    expect((await running.send('GET', href)).status).toBe(404)
  })

  it('lets only one of many writers with the same If-Match through', async () => {
    const made = await put(`${CALENDAR}a.ics`, event('a'))
    const writers = Array.from({ length: 10 }, (_, index) =>
      put(`${CALENDAR}a.ics`, event('a', `writer ${index}`), { 'If-Match': made.headers.etag ?? '' }),
    )
    const statuses = (await Promise.all(writers)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(9)
  })

  it('gives the stored text back where that is preferred', async () => {
    const reply = await put(`${CALENDAR}a.ics`, event('a'), { Prefer: 'return=representation' })
    expect([reply.status, reply.body, reply.headers['preference-applied']]).toEqual([
      201,
      event('a'),
      'return=representation',
    ])
  })

  it('deletes a collection with all that is in it, and answers in plain words what it does not do', async () => {
    await put(`${CALENDAR}a.ics`)
    expect((await running.send('DELETE', CALENDAR, { Depth: '0' })).status).toBe(400)
    expect((await running.send('DELETE', CALENDAR)).status).toBe(204)
    expect((await running.send('GET', `${CALENDAR}a.ics`)).status).toBe(404)
    expect((await put(`${CALENDAR}a.ics`)).status).toBe(409)
    expect((await running.send('DELETE', CALENDARS)).status).toBe(403)
    expect((await put(`${CALENDARS}a.ics`)).status).toBe(403)
    expect((await put(CALENDARS)).status).toBe(405)
    expect((await running.send('LOCK', CALENDARS)).status).toBe(405)
  })
})

describe('COPY and MOVE', () => {
  const move = (from: string, to: string, headers: Record<string, string> = {}, method = 'MOVE'): Promise<Reply> =>
    running.send(method, from, { Destination: running.server.origin + to, ...headers })

  it('moves a member with its text, within and between calendars', async () => {
    await put(`${CALENDAR}a.ics`, event('a'))
    await running.send('MKCALENDAR', `${CALENDARS}work/`)
    expect((await move(`${CALENDAR}a.ics`, `${CALENDAR}b.ics`)).status).toBe(201)
    expect((await move(`${CALENDAR}b.ics`, `${CALENDARS}work/c.ics`)).status).toBe(201)
    expect((await running.send('GET', `${CALENDARS}work/c.ics`)).body).toBe(event('a'))
    expect((await running.send('GET', `${CALENDAR}b.ics`)).status).toBe(404)
  })

  it('honours Overwrite, and the rules of the calendar it goes into', async () => {
    await running.send('MKCALENDAR', `${CALENDARS}work/`)
    await put(`${CALENDAR}a.ics`, event('a'))
    await put(`${CALENDARS}work/a.ics`, event('a', 'other'))
    await put(`${CALENDARS}work/b.ics`, event('b'))
    expect((await move(`${CALENDAR}a.ics`, `${CALENDARS}work/a.ics`, { Overwrite: 'F' })).status).toBe(412)
    const conflict = await move(`${CALENDAR}a.ics`, `${CALENDARS}work/b.ics`)
    expect([conflict.status, errorsOf(conflict.body)]).toEqual([409, [caldav('no-uid-conflict')]])
    expect((await move(`${CALENDAR}a.ics`, `${CALENDARS}work/a.ics`)).status).toBe(204)
    expect((await move(`${CALENDARS}work/a.ics`, `${CONTACTS}a.vcf`)).status).toBe(403)
    expect((await move(`${CALENDARS}work/a.ics`, '/calendars/other/x/a.ics')).status).toBe(409)
    expect((await move(`${CALENDARS}work/a.ics`, `${CALENDARS}work/a.ics`)).status).toBe(403)
    const elsewhere = await running.send('MOVE', `${CALENDARS}work/a.ics`, { Destination: 'http://example.org/a.ics' })
    expect(elsewhere.status).toBe(502)
  })

  it('copies and moves whole collections', async () => {
    await put(`${CALENDAR}a.ics`, event('a'))
    await patch(CALENDAR, '<D:set><D:prop><A:calendar-color>#123456</A:calendar-color></D:prop></D:set>')
    const { token } = await sync(running, CALENDAR, '')
    expect((await move(CALENDAR, `${CALENDARS}copy/`, {}, 'COPY')).status).toBe(201)
    expect((await move(CALENDAR, `${CALENDARS}moved/`)).status).toBe(201)
    for (const href of [`${CALENDARS}copy/`, `${CALENDARS}moved/`]) {
      expect((await running.send('GET', `${href}a.ics`)).body).toBe(event('a'))
      expect((await find(href, '<A:calendar-color/>'))[0]?.props[apple('calendar-color')]?.text).toBe('#123456')
      expect((await sync(running, href, token)).status).toBe(403)
    }
    expect((await running.send('GET', CALENDAR)).status).toBe(404)
    const wrong = await move(`${CALENDARS}copy/`, '/addressbooks/anna/copy/')
    expect(errorsOf(wrong.body)).toEqual([caldav('calendar-collection-location-ok')])
  })
})

describe('address books', () => {
  it('store cards and find them', async () => {
    const reply = await running.send('PUT', `${CONTACTS}a.vcf`, { 'Content-Type': 'text/vcard' }, card('a', 'Ada'))
    expect(reply.status).toBe(201)
    expect((await running.send('GET', `${CONTACTS}a.vcf`)).headers['content-type']).toBe('text/vcard; charset=utf-8')
  })
})
