import { afterEach, describe, expect, it } from 'vitest'
import { accountId, href } from '../../shared/model/names.ts'
import { createHttpClient } from '../http/client.ts'
import { failureOf, startTestServer, type TestAnswer, type TestRequest } from '../http/test-server.ts'
import { listCollections, type HomeListing } from './collections.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function list(answer: (request: TestRequest) => TestAnswer, home = '/c/anna/'): Promise<HomeListing> {
  const server = await startTestServer(answer)
  const http = createHttpClient({ userAgent: 'Test/1', authorizer: null })
  closers.push(http.close, server.close)
  return listCollections({ http, origin: server.origin }, { account: accountId('a'), home: href(home), now: 7 })
}

const row = (path: string, types: string, rest = ''): string =>
  `<response><href>${path}</href><propstat><prop><resourcetype><collection/>${types}</resourcetype>${rest}</prop>` +
  '<status>HTTP/1.1 200 OK</status></propstat></response>'
const listing = (inside: string): TestAnswer => ({
  status: 207,
  headers: { 'Content-Type': 'application/xml' },
  body:
    '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:R="urn:ietf:params:xml:ns:carddav" ' +
    `xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/">${inside}</multistatus>`,
})
const calendar = '<C:calendar/>'
const privileges = (...names: string[]): string =>
  `<current-user-privilege-set>${names.map((name) => `<privilege><${name}/></privilege>`).join('')}</current-user-privilege-set>`

describe('listCollections', () => {
  it('reads all there is to know of a calendar', async () => {
    const { collections } = await list(() =>
      listing(
        row(
          '/c/anna/work',
          calendar,
          `<displayname>Work</displayname><A:calendar-color>#FF9500</A:calendar-color><A:calendar-order>2</A:calendar-order>` +
            '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>' +
            `${privileges('read', 'write')}<sync-token>t</sync-token><CS:getctag>c</CS:getctag>`,
        ),
      ),
    )
    expect(collections).toEqual([
      {
        id: 'a /c/anna/work/',
        account: 'a',
        href: '/c/anna/work/',
        home: '/c/anna/',
        kind: 'calendar',
        displayName: 'Work',
        rawColor: '#FF9500',
        hue: 'amber',
        order: 2,
        components: ['VEVENT'],
        privileges: ['read', 'write-content', 'bind', 'unbind', 'write-properties'],
        readOnly: false,
        supportsSyncCollection: true,
        ctag: 'c',
        syncToken: 't',
        subscription: null,
      },
    ])
  })

  it('names and paints what has neither name nor colour', async () => {
    const { collections } = await list(() =>
      listing(row('/c/anna/caf%C3%A9/', calendar) + row('/c/anna/%ff/', calendar)),
    )
    expect(collections.map(({ displayName }) => displayName)).toEqual(['café', '%ff'])
    expect(collections[0]).toMatchObject({
      rawColor: null,
      privileges: null,
      readOnly: false,
      supportsSyncCollection: false,
    })
    expect(collections[0]?.hue).not.toBe('graphite')
  })

  it('knows what can only be read', async () => {
    const { collections } = await list(() =>
      listing(
        row('/c/anna/shared/', calendar, privileges('read')) +
          row('/c/anna/edit/', calendar, privileges('read', 'write-content')) +
          row('/c/anna/inbox/', '<C:schedule-inbox/>', privileges('all')) +
          row(
            '/c/anna/feed/',
            `${calendar}<subscription/>`,
            '<subscription-href>https://x.example/a.ics</subscription-href>',
          ) +
          row('/c/anna/kept/', '<CS:subscribed/>', '<CS:source><href>https://x.example/b.ics</href></CS:source>'),
      ),
    )
    expect(collections.map(({ kind, readOnly, subscription }) => [kind, readOnly, subscription?.fetchedBy])).toEqual([
      ['calendar', true, undefined],
      ['calendar', false, undefined],
      ['schedule-inbox', true, undefined],
      ['subscribed-calendar', true, 'server'],
      ['subscribed-calendar', true, 'client'],
    ])
    expect(collections[3]?.subscription).toMatchObject({ source: 'https://x.example/a.ics', readAt: 7 })
  })

  it('leaves out what is no calendar or address book, and reads the home’s own sync state', async () => {
    const report =
      '<supported-report-set><supported-report><report><sync-collection/></report></supported-report></supported-report-set>'
    const { collections, homeSyncToken, homePromisesSync } = await list(() =>
      listing(
        row('/c/anna', '<principal/>', `<sync-token>h</sync-token>${report}`) +
          row('/c/anna/files/', '') +
          row(
            '/c/anna/people/',
            '<R:addressbook/>',
            '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>',
          ),
      ),
    )
    expect(collections).toMatchObject([{ href: '/c/anna/people/', kind: 'addressbook', components: [] }])
    expect([homeSyncToken, homePromisesSync]).toEqual(['h', true])
  })

  it('lists a home that is a calendar itself', async () => {
    const { collections } = await list(() => listing(row('/c/anna/', calendar)))
    expect(collections).toMatchObject([{ href: '/c/anna/', home: '/c/anna/' }])
  })

  it('asks a server that chokes for less', async () => {
    const asked: string[] = []
    const { collections } = await list(({ body }) => {
      asked.push(body)
      return body.includes('subscription-href') ? { status: 500 } : listing(row('/c/anna/work/', calendar))
    })
    expect(collections).toHaveLength(1)
    expect(asked).toHaveLength(2)
  })

  it.each([
    [401, 'unauthorized'],
    [404, 'not-found'],
    [503, 'overload'],
  ])('does not ask again after %d', async (status, kind) => {
    let asked = 0
    const failure = await failureOf(
      list(() => {
        asked += 1
        return { status }
      }),
    )
    expect(failure).toMatchObject({ kind })
    expect(asked).toBe(1)
  })
})
