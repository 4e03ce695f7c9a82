import { beforeEach, describe, expect, it } from 'vitest'
import { caldav, carddav, dav } from '../dav/xml/names.ts'
import { CALENDAR, CALENDARS, card, CONTACTS, errorsOf, event, readMultistatus, type Reply } from './testing/client.ts'
import { runForEach } from './testing/run-for-each.ts'

const running = runForEach()

const put = (href: string, text: string, type = 'text/calendar'): Promise<Reply> =>
  running.send('PUT', href, { 'Content-Type': type }, text)
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const component = (name: string, uid: string, ...lines: string[]): string[] => [
  `BEGIN:${name}`,
  `UID:${uid}`,
  ...lines,
  `END:${name}`,
]

describe('MKCALENDAR and extended MKCOL', () => {
  const namespaces =
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:R="urn:ietf:params:xml:ns:carddav" xmlns:A="http://apple.com/ns/ical/"'
  const make = (
    method: string,
    href: string,
    props: string,
    root = method === 'MKCALENDAR' ? 'C:mkcalendar' : 'D:mkcol',
  ): Promise<Reply> =>
    running.send(method, href, {}, `<${root} ${namespaces}><D:set><D:prop>${props}</D:prop></D:set></${root}>`)

  it('make a calendar with its properties and components', async () => {
    const reply = await make(
      'MKCALENDAR',
      `${CALENDARS}tasks/`,
      '<D:displayname>Tasks</D:displayname><A:calendar-color>#abcdef</A:calendar-color><C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>',
    )
    expect(reply.status).toBe(201)
    const refused = await put(`${CALENDARS}tasks/a.ics`, event('a'))
    expect([refused.status, errorsOf(refused.body)]).toEqual([403, [caldav('supported-calendar-component')]])
    expect((await put(`${CALENDARS}tasks/b.ics`, calendar(...component('VTODO', 'b')))).status).toBe(201)
  })

  it('make an address book', async () => {
    const types = '<D:resourcetype><D:collection/><R:addressbook/></D:resourcetype><D:displayname>Team</D:displayname>'
    expect((await make('MKCOL', '/addressbooks/anna/team', types)).status).toBe(201)
    expect((await put('/addressbooks/anna/team/a.vcf', card('a'), 'text/vcard')).status).toBe(201)
  })

  it('refuse what is not a collection of this server, each by its name', async () => {
    const types = '<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>'
    const plain = await running.send('MKCOL', `${CALENDARS}plain/`)
    expect([plain.status, errorsOf(plain.body)]).toEqual([403, [dav('valid-resourcetype')]])
    expect((await make('MKCOL', CALENDAR, types)).status).toBe(405)
    const inside = await make('MKCOL', `${CALENDAR}inside/`, types)
    expect([inside.status, errorsOf(inside.body)]).toEqual([403, [caldav('calendar-collection-location-ok')]])
    const wrongHome = await make('MKCOL', '/addressbooks/anna/x/', types)
    expect(errorsOf(wrongHome.body)).toEqual([caldav('calendar-collection-location-ok')])
    expect((await make('MKCOL', '/calendars/other/x/', types)).status).toBe(409)
    expect((await make('MKCOL', `${CALENDARS}x/`, types, 'D:propfind')).status).toBe(415)
  })

  it('make nothing where one property is refused', async () => {
    const props =
      '<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>x</D:displayname><D:sync-token>y</D:sync-token>'
    const reply = await make('MKCOL', `${CALENDARS}x/`, props)
    expect([reply.status, reply.body.includes('mkcol-response'), reply.body.includes('424')]).toEqual([403, true, true])
    expect((await running.send('GET', `${CALENDARS}x/`)).status).toBe(404)
  })
})

describe('preconditions of PUT', () => {
  it.each([
    ['not a calendar', 'hello', caldav('valid-calendar-data')],
    ['cut in the middle', event('a').slice(0, 100), caldav('valid-calendar-data')],
    ['a line without a colon', calendar('BEGIN:VEVENT', 'UID', 'END:VEVENT'), caldav('valid-calendar-data')],
    ['nothing in it', calendar(), caldav('valid-calendar-data')],
    ['no UID', calendar('BEGIN:VEVENT', 'END:VEVENT'), caldav('valid-calendar-object-resource')],
    [
      'two UIDs',
      calendar(...component('VEVENT', 'a'), ...component('VEVENT', 'b')),
      caldav('valid-calendar-object-resource'),
    ],
    [
      'two kinds',
      calendar(...component('VEVENT', 'a'), ...component('VTODO', 'a')),
      caldav('valid-calendar-object-resource'),
    ],
    ['a METHOD', calendar('METHOD:REQUEST', ...component('VEVENT', 'a')), caldav('valid-calendar-object-resource')],
    [
      'a component the calendar does not take',
      calendar(...component('VFREEBUSY', 'a')),
      caldav('supported-calendar-component'),
    ],
  ])('refuse %s', async (_, text, name) => {
    const reply = await put(`${CALENDAR}a.ics`, text)
    expect([reply.status, errorsOf(reply.body)]).toEqual([403, [name]])
  })

  it('refuse bytes that are not UTF-8, a wrong media type, and what is too large', async () => {
    const latin = Buffer.from(event('a', 'K\u00e4se'), 'latin1')
    expect(errorsOf((await running.send('PUT', `${CALENDAR}a.ics`, {}, latin)).body)).toEqual([
      caldav('valid-calendar-data'),
    ])
    expect(errorsOf((await put(`${CALENDAR}a.ics`, event('a'), 'application/json')).body)).toEqual([
      caldav('supported-calendar-data'),
    ])
    const large = event('a', 'x', `DESCRIPTION:${'x'.repeat(10 * 1024 * 1024)}\r\n`)
    const reply = await put(`${CALENDAR}a.ics`, large)
    expect([reply.status, errorsOf(reply.body)]).toEqual([403, [caldav('max-resource-size')]])
  })

  it('refuse a UID that another member has, and name that member', async () => {
    await put(`${CALENDAR}a b.ics`.replaceAll(' ', '%20'), event('a'))
    const reply = await put(`${CALENDAR}other.ics`, event('a'))
    expect([reply.status, errorsOf(reply.body)]).toEqual([409, [caldav('no-uid-conflict')]])
    expect(reply.body).toContain(`<D:href>${CALENDAR}a%20b.ics</D:href>`)
    await put(`${CONTACTS}a.vcf`, card('a'), 'text/vcard')
    expect(errorsOf((await put(`${CONTACTS}b.vcf`, card('a'), 'text/vcard')).body)).toEqual([
      carddav('no-uid-conflict'),
    ])
    await running.send('DELETE', `${CALENDAR}a%20b.ics`)
    expect((await put(`${CALENDAR}other.ics`, event('a'))).status).toBe(201)
  })

  it('refuse what is not a vCard', async () => {
    for (const text of ['hello', card('a') + card('b'), card('a').slice(0, 40)])
      expect(errorsOf((await put(`${CONTACTS}a.vcf`, text, 'text/vcard')).body)).toEqual([
        carddav('valid-address-data'),
      ])
  })

  it('let overrides and their time zone through', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:X',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const text = calendar(
      ...zone,
      ...component('VEVENT', 'a', 'RRULE:FREQ=DAILY'),
      ...component('VEVENT', 'a', 'RECURRENCE-ID:20260101T000000Z'),
    )
    expect((await put(`${CALENDAR}a.ics`, text)).status).toBe(201)
  })
})

describe('calendar-multiget', () => {
  it('answers each href asked for, however it is spelled', async () => {
    await put(`${CALENDAR}a%40b.ics`, event('a'))
    const hrefs = [
      `${CALENDAR}a%40b.ics`,
      `${running.server.origin}${CALENDAR}a@b.ics`,
      `${CALENDAR}none.ics`,
      '/principals/anna/',
      `${CALENDAR}../x`,
    ]
    const body = `<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>${hrefs.map((href) => `<D:href>${href}</D:href>`).join('')}</C:calendar-multiget>`
    const { rows } = readMultistatus((await running.send('REPORT', CALENDAR, { Depth: '1' }, body)).body)
    expect(rows.map(({ href, status }) => [href, status])).toEqual([
      [`${CALENDAR}a@b.ics`, null],
      [`${CALENDAR}a@b.ics`, null],
      [`${CALENDAR}none.ics`, 404],
      ['/principals/anna/', 404],
      [`${CALENDAR}../x`, 404],
    ])
    expect(rows[0]?.props[caldav('calendar-data')]?.text).toBe(event('a'))
    const wrong = body.replaceAll('calendar-multiget', 'unknown-report')
    expect(errorsOf((await running.send('REPORT', CALENDAR, {}, wrong)).body)).toEqual([dav('supported-report')])
    const inBook = await running.send('REPORT', CONTACTS, {}, body)
    expect([inBook.status, errorsOf(inBook.body)]).toEqual([403, [dav('supported-report')]])
  })
})

describe('calendar-query', () => {
  const query = async (filter: string, headers: Record<string, string> = { Depth: '1' }): Promise<string[] | Reply> => {
    const body = `<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter>${filter}</C:filter></C:calendar-query>`
    const reply = await running.send('REPORT', CALENDAR, headers, body)
    return reply.status === 207
      ? readMultistatus(reply.body)
          .rows.map(({ href }) => href.slice(CALENDAR.length, -4))
          .toSorted()
      : reply
  }
  const inCalendar = (inner: string): string => `<C:comp-filter name="VCALENDAR">${inner}</C:comp-filter>`
  const events = (inner: string): string => inCalendar(`<C:comp-filter name="VEVENT">${inner}</C:comp-filter>`)
  const range = (start: string, end?: string): string =>
    `<C:time-range start="${start}"${end === undefined ? '' : ` end="${end}"`}/>`

  beforeEach(async () => {
    const store = (name: string, kind: string, ...lines: string[]): Promise<Reply> =>
      put(`${CALENDAR}${name}.ics`, calendar(...component(kind, name, ...lines)))
    await store(
      'single',
      'VEVENT',
      'DTSTART:20260310T090000Z',
      'DTEND:20260310T100000Z',
      'SUMMARY:Breakfast\\, late',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.com',
    )
    await store(
      'weekly',
      'VEVENT',
      'DTSTART;TZID=Europe/Berlin:20200106T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY',
      'EXDATE;TZID=Europe/Berlin:20260316T090000',
      'SUMMARY:Standup',
    )
    await store('day', 'VEVENT', 'DTSTART;VALUE=DATE:20260312', 'SUMMARY:Holiday', 'CLASS:PRIVATE')
    await store('ended', 'VEVENT', 'DTSTART:20260101T090000Z', 'DTEND:20260101T100000Z', 'RRULE:FREQ=DAILY;COUNT=3')
    await put(
      `${CALENDAR}moved.ics`,
      calendar(
        ...component(
          'VEVENT',
          'moved',
          'DTSTART:20260201T090000Z',
          'DTEND:20260201T100000Z',
          'RRULE:FREQ=MONTHLY;COUNT=2',
        ),
        ...component(
          'VEVENT',
          'moved',
          'RECURRENCE-ID:20260301T090000Z',
          'DTSTART:20260311T090000Z',
          'DTEND:20260311T100000Z',
        ),
      ),
    )
    await store('todo', 'VTODO', 'DUE:20260310T120000Z')
    await store('undated', 'VTODO', 'SUMMARY:some day')
  })

  it('finds by component', async () => {
    expect(await query(inCalendar('<C:comp-filter name="VTODO"/>'))).toEqual(['todo', 'undated'])
    expect(await query(inCalendar(''))).toHaveLength(7)
    expect(await query(inCalendar('<C:comp-filter name="VTODO"><C:is-not-defined/></C:comp-filter>'))).toHaveLength(5)
  })

  it('finds by time, recurrence, overrides and exceptions included', async () => {
    expect(await query(events(range('20260309T000000Z', '20260315T000000Z')))).toEqual([
      'day',
      'moved',
      'single',
      'weekly',
    ])
    expect(await query(events(range('20260316T000000Z', '20260317T000000Z')))).toEqual([])
    expect(await query(events(range('20260323T080000Z', '20260323T083000Z')))).toEqual(['weekly'])
    expect(await query(events(range('20260330T070000Z', '20260330T080000Z')))).toEqual(['weekly'])
    expect(await query(events(range('20260330T080000Z', '20260330T090000Z')))).toEqual([])
    expect(await query(events(range('20260301T090000Z', '20260301T100000Z')))).toEqual([])
    expect(await query(events(range('20260310T100000Z', '20260310T110000Z')))).toEqual([])
    expect(await query(events(range('20270101T000000Z')))).toEqual(['weekly'])
    const todos = (inner: string): string => inCalendar(`<C:comp-filter name="VTODO">${inner}</C:comp-filter>`)
    expect(await query(todos(range('20260310T000000Z', '20260311T000000Z')))).toEqual(['todo', 'undated'])
    expect(await query(todos(range('20260311T000000Z', '20260312T000000Z')))).toEqual(['undated'])
  })

  it('finds by property and parameter', async () => {
    expect(
      await query(events('<C:prop-filter name="SUMMARY"><C:text-match>breakfast, LATE</C:text-match></C:prop-filter>')),
    ).toEqual(['single'])
    expect(
      await query(
        events(
          '<C:prop-filter name="SUMMARY"><C:text-match collation="i;octet">breakfast</C:text-match></C:prop-filter>',
        ),
      ),
    ).toEqual([])
    expect(await query(events('<C:prop-filter name="CLASS"/>'))).toEqual(['day'])
    expect(await query(events('<C:prop-filter name="SUMMARY"><C:is-not-defined/></C:prop-filter>'))).toEqual([
      'ended',
      'moved',
    ])
    expect(
      await query(
        events('<C:prop-filter name="SUMMARY"><C:text-match negate-condition="yes">a</C:text-match></C:prop-filter>'),
      ),
    ).toEqual([])
    expect(
      await query(
        events(
          '<C:prop-filter name="ATTENDEE"><C:param-filter name="PARTSTAT"><C:text-match>DECLINED</C:text-match></C:param-filter></C:prop-filter>',
        ),
      ),
    ).toEqual(['single'])
    expect(
      await query(
        events(`<C:prop-filter name="DTSTART">${range('20260312T000000Z', '20260313T000000Z')}</C:prop-filter>`),
      ),
    ).toEqual(['day'])
  })

  it('asks no members at Depth: 0, and them where Depth is missing', async () => {
    expect(await query(inCalendar(''), { Depth: '0' })).toEqual([])
    expect(await query(inCalendar(''), {})).toHaveLength(7)
  })

  it('refuses filters that are none', async () => {
    const name = async (filter: string): Promise<unknown> => {
      const reply = await query(filter)
      return Array.isArray(reply) ? reply : [reply.status, errorsOf(reply.body)]
    }
    expect(await name('')).toEqual([403, [caldav('valid-filter')]])
    expect(await name('<C:comp-filter name="VEVENT"/>')).toEqual([403, [caldav('valid-filter')]])
    expect(await name(events(range('tomorrow')))).toEqual([403, [caldav('valid-filter')]])
    expect(await name(events('<C:time-range/>'))).toEqual([403, [caldav('valid-filter')]])
    expect(
      await name(events('<C:prop-filter name="X"><C:text-match collation="i;other">x</C:text-match></C:prop-filter>')),
    ).toEqual([403, [caldav('supported-collation')]])
  })
})

describe('addressbook-query', () => {
  const query = async (filter: string, more = ''): Promise<(string | number | null)[][]> => {
    const body = `<R:addressbook-query xmlns:D="DAV:" xmlns:R="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/><R:address-data/></D:prop>${filter}${more}</R:addressbook-query>`
    const { rows } = readMultistatus((await running.send('REPORT', CONTACTS, { Depth: '1' }, body)).body)
    return rows.map(({ href, status }) => [href.slice(CONTACTS.length), status])
  }
  beforeEach(async () => {
    await put(
      `${CONTACTS}ada.vcf`,
      card('ada', 'Ada Lovelace', 'item1.EMAIL;TYPE=WORK:ada@example.com\r\n'),
      'text/vcard',
    )
    await put(
      `${CONTACTS}eva.vcf`,
      card('eva', '\u00c9va', 'EMAIL;TYPE=HOME:eva@example.org\r\nNICKNAME:x\r\n'),
      'text/vcard',
    )
  })
  const prop = (name: string, inner: string, test = 'anyof'): string =>
    `<R:prop-filter name="${name}" test="${test}">${inner}</R:prop-filter>`
  const text = (value: string, attributes = ''): string => `<R:text-match ${attributes}>${value}</R:text-match>`

  it('finds by text, kind of match, group, parameter and absence', async () => {
    const both = [
      ['ada.vcf', null],
      ['eva.vcf', null],
    ]
    const [ada, eva] = [[['ada.vcf', null]], [['eva.vcf', null]]]
    expect(await query('')).toEqual(both)
    expect(await query(`<R:filter>${prop('FN', text('lovelace'))}</R:filter>`)).toEqual(ada)
    expect(await query(`<R:filter>${prop('FN', text('\u00e9VA'))}</R:filter>`)).toEqual(eva)
    expect(await query(`<R:filter>${prop('FN', text('ada', 'match-type="ends-with"'))}</R:filter>`)).toEqual([])
    expect(
      await query(`<R:filter>${prop('EMAIL', text('ada@example.com', 'match-type="equals"'))}</R:filter>`),
    ).toEqual(ada)
    expect(await query(`<R:filter>${prop('ITEM1.EMAIL', '')}</R:filter>`)).toEqual(ada)
    expect(
      await query(
        `<R:filter>${prop('EMAIL', '<R:param-filter name="TYPE"><R:text-match>home</R:text-match></R:param-filter>')}</R:filter>`,
      ),
    ).toEqual(eva)
    expect(await query(`<R:filter>${prop('NICKNAME', '<R:is-not-defined/>')}</R:filter>`)).toEqual(ada)
    const two = prop('FN', text('ada')) + prop('NICKNAME', text('x'))
    expect(await query(`<R:filter test="anyof">${two}</R:filter>`)).toEqual(both)
    expect(await query(`<R:filter test="allof">${two}</R:filter>`)).toEqual([])
  })

  it('says where it stopped at a limit', async () => {
    expect(await query('', '<R:limit><R:nresults>1</R:nresults></R:limit>')).toEqual([
      ['ada.vcf', null],
      ['', 507],
    ])
  })
})
