import { describe, expect, it } from 'vitest'
import type { XmlElement } from '../xml/element.ts'
import { parseXml } from '../xml/parse.ts'
import { calendarColorOf, calendarOrderOf, componentsOf, displayNameOf } from './calendar.ts'
import { contentOf, etagOf, scheduleTagOf } from './member.ts'
import { calendarHomesOf, calendarUserAddressesOf, currentUserPrincipalOf, isUnauthenticated } from './principal.ts'
import { privilegesOf } from './privileges.ts'
import { collectionKindOf, isCollection } from './resource-type.ts'
import { subscriptionOf } from './subscription.ts'
import { ctagOf, promisesSyncCollection, syncTokenOf } from './sync-state.ts'

const prop = (inside: string): XmlElement =>
  parseXml(
    '<prop xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:R="urn:ietf:params:xml:ns:carddav" ' +
      `xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/">${inside}</prop>`,
    'The properties',
  )
const none = prop('')

describe('a member', () => {
  it('has its tags byte for byte', () => {
    const properties = prop('<getetag>\n W/"a&amp;b" </getetag><C:schedule-tag>"s"</C:schedule-tag>')
    expect(etagOf(properties)).toBe('W/"a&b"')
    expect(scheduleTagOf(properties)).toBe('"s"')
    expect(etagOf(prop('<getetag/>'))).toBeNull()
    expect(scheduleTagOf(none)).toBeNull()
  })

  it('gets back the line ends that XML took away', () => {
    expect(contentOf(prop('<C:calendar-data>BEGIN:X\r\nEND:X\r\n</C:calendar-data>'))).toBe('BEGIN:X\r\nEND:X\r\n')
    expect(contentOf(prop('<C:calendar-data>BEGIN:X&#13;\nA:1\n</C:calendar-data>'))).toBe('BEGIN:X\r\nA:1\n')
    expect(contentOf(prop('<R:address-data>BEGIN:VCARD\n</R:address-data>'))).toBe('BEGIN:VCARD\r\n')
    expect(contentOf(prop('<C:calendar-data/>'))).toBeNull()
    expect(contentOf(none)).toBeNull()
  })
})

describe('collectionKindOf', () => {
  it.each([
    ['<collection/><C:calendar/>', 'calendar'],
    ['<collection/><C:calendar/><subscription/>', 'subscribed-calendar'],
    ['<collection/><CS:subscribed/>', 'subscribed-calendar'],
    ['<collection/><R:addressbook/>', 'addressbook'],
    ['<collection/><C:calendar/><C:schedule-inbox/>', 'schedule-inbox'],
    ['<collection/><C:schedule-outbox/>', 'schedule-outbox'],
    ['<collection/><principal/>', null],
    ['<collection/>', null],
    ['', null],
  ])('%s is %s', (types, kind) => {
    const properties = prop(`<resourcetype>${types}</resourcetype>`)
    expect(collectionKindOf(properties)).toBe(kind)
    expect(isCollection(properties)).toBe(types !== '')
  })
})

describe('a calendar', () => {
  it('has a name, colour, order and components', () => {
    const properties = prop(
      '<displayname>A &amp;amp; B</displayname><A:calendar-color> #FF2968FF </A:calendar-color><A:calendar-order>3</A:calendar-order>' +
        '<C:supported-calendar-component-set><C:comp name="vevent"/><C:comp name="VTODO"/><C:comp/></C:supported-calendar-component-set>',
    )
    expect(displayNameOf(properties)).toBe('A & B')
    expect(calendarColorOf(properties)).toBe('#FF2968FF')
    expect(calendarOrderOf(properties)).toBe(3)
    expect(componentsOf(properties)).toEqual(['VEVENT', 'VTODO'])
  })

  it('may have none of them', () => {
    const empty = prop('<displayname/><A:calendar-order>first</A:calendar-order>')
    expect([displayNameOf(empty), calendarColorOf(empty), calendarOrderOf(empty), componentsOf(empty)]).toEqual([
      null,
      null,
      null,
      [],
    ])
  })
})

describe('privilegesOf', () => {
  const set = (names: string): XmlElement =>
    prop(
      `<current-user-privilege-set>${names.replace(/<(\S+)\/>/g, '<privilege><$1/></privilege>')}</current-user-privilege-set>`,
    )
  it.each([
    ['<all/>', ['read', 'write-content', 'bind', 'unbind', 'write-properties']],
    ['<read/><write/>', ['read', 'write-content', 'bind', 'unbind', 'write-properties']],
    ['<read/><C:read-free-busy/>', ['read']],
    ['<write-content/><read/>', ['read', 'write-content']],
    ['', []],
  ])('of %s', (names, privileges) => expect(privilegesOf(set(names))).toEqual(privileges))

  it('is null where the server does not say', () => expect(privilegesOf(none)).toBeNull())
})

describe('the sync state', () => {
  it('is read from token, ctag and report set', () => {
    const properties = prop(
      '<sync-token> t1 </sync-token><CS:getctag>c1</CS:getctag><supported-report-set>' +
        '<supported-report><report><C:calendar-query/></report></supported-report>' +
        '<supported-report><report><sync-collection/></report></supported-report></supported-report-set>',
    )
    expect([syncTokenOf(properties), ctagOf(properties), promisesSyncCollection(properties)]).toEqual([
      't1',
      'c1',
      true,
    ])
    expect([syncTokenOf(none), ctagOf(none), promisesSyncCollection(none)]).toEqual([null, null, false])
  })
})

describe('subscriptionOf', () => {
  it('reads one the server fetches', () => {
    expect(
      subscriptionOf(
        prop(
          '<subscription-href>https://x.example/a.ics</subscription-href>' +
            '<subscription-suggested-refresh-interval>PT1H</subscription-suggested-refresh-interval>' +
            '<subscription-next-refresh-interval>PT20M</subscription-next-refresh-interval>' +
            '<subscription-deletions-suppressed/><subscription-disabled>false</subscription-disabled>',
        ),
        7,
      ),
    ).toEqual({
      source: 'https://x.example/a.ics',
      fetchedBy: 'server',
      suggestedRefreshInterval: 'PT1H',
      nextRefreshInterval: 'PT20M',
      deletionsSuppressed: true,
      disabled: false,
      readAt: 7,
    })
  })

  it('reads one the server only keeps', () => {
    const kept = prop('<CS:source><href>webcal://x.example/a.ics</href></CS:source><A:refreshrate>P1W</A:refreshrate>')
    expect(subscriptionOf(kept, 7)).toMatchObject({
      source: 'webcal://x.example/a.ics',
      fetchedBy: 'client',
      suggestedRefreshInterval: 'P1W',
      disabled: false,
    })
    expect(subscriptionOf(none, 7)).toBeNull()
  })
})

describe('a principal', () => {
  it('names itself, its homes and addresses', () => {
    const properties = prop(
      '<current-user-principal><href> /p/anna/ </href></current-user-principal>' +
        '<C:calendar-home-set><href>/c/1/</href><href>https://x.example/c/2/</href><href/></C:calendar-home-set>' +
        '<C:calendar-user-address-set><href>mailto:a@x.example</href></C:calendar-user-address-set>',
    )
    expect(currentUserPrincipalOf(properties)).toBe('/p/anna/')
    expect(calendarHomesOf(properties)).toEqual(['/c/1/', 'https://x.example/c/2/'])
    expect(calendarUserAddressesOf(properties)).toEqual(['mailto:a@x.example'])
    expect(isUnauthenticated(properties)).toBe(false)
  })

  it('may be nobody', () => {
    expect(isUnauthenticated(prop('<current-user-principal><unauthenticated/></current-user-principal>'))).toBe(true)
    expect(isUnauthenticated(none)).toBe(false)
    expect(currentUserPrincipalOf(none)).toBeNull()
  })
})
