import { describe, expect, it } from 'vitest'
import { caldav, dav } from '../dav/xml/names.ts'
import { CALENDAR, CALENDARS, CONTACTS, errorsOf, event, readMultistatus, sync, syncBody } from './testing/client.ts'
import { runForEach } from './testing/run-for-each.ts'

const running = runForEach()

const put = async (name: string, text = event(name), headers: Record<string, string> = {}): Promise<void> => {
  const reply = await running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar', ...headers }, text)
  expect([201, 204]).toContain(reply.status)
}
const remove = async (name: string): Promise<void> => {
  expect((await running.send('DELETE', CALENDAR + name)).status).toBe(204)
}
const transfer = (method: 'MOVE' | 'COPY', from: string, to: string): Promise<unknown> =>
  running.send(method, from, { Destination: running.server.origin + to })
const at = (...names: string[]): string[] => names.map((name) => CALENDAR + name)
const tokenProperty = async (href: string): Promise<string | undefined> => {
  const body = '<propfind xmlns="DAV:"><prop><sync-token/></prop></propfind>'
  const reply = await running.send('PROPFIND', href, { Depth: '0' }, body)
  return readMultistatus(reply.body).rows[0]?.props[dav('sync-token')]?.text
}

describe('RFC 6578', () => {
  it('S1: advertises the report and the token where a report works, and the token is what the report would give', async () => {
    for (const href of [CALENDAR, CALENDARS, CONTACTS]) {
      const body = '<propfind xmlns="DAV:"><prop><supported-report-set/></prop></propfind>'
      expect((await running.send('PROPFIND', href, { Depth: '0' }, body)).body).toContain('sync-collection')
      expect(await tokenProperty(href)).toBe((await sync(running, href, '', { level: 'infinite' })).token)
    }
    expect((await running.send('PROPFIND', CALENDAR, { Depth: '0' })).body).not.toContain('sync-token')
    const patch = '<propertyupdate xmlns="DAV:"><set><prop><sync-token>x</sync-token></prop></set></propertyupdate>'
    const refused = await running.send('PROPPATCH', CALENDAR, {}, patch)
    expect(refused.body).toContain('cannot-modify-protected-property')
  })

  it('S2: needs a collection and a level; a Depth beside the level means nothing', async () => {
    await put('a.ics')
    const member = await sync(running, `${CALENDAR}a.ics`, '')
    expect([member.status, errorsOf(member.body)]).toEqual([403, [dav('supported-report')]])
    const withDepth = await running.send('REPORT', CALENDAR, { Depth: '1' }, syncBody(''))
    expect(withDepth.status).toBe(207)
    expect((await sync(running, CALENDAR, '', { level: '2' })).status).toBe(400)
  })

  it('S2: takes the Depth of the drafts where the level is missing, and refuses where both are', async () => {
    await put('a.ics')
    const body = syncBody('').replace('<D:sync-level>1</D:sync-level>', '')
    const rows = async (headers: Record<string, string>): Promise<string[]> =>
      readMultistatus((await running.send('REPORT', CALENDARS, headers, body)).body).rows.map(({ href }) => href)
    expect(await rows({ Depth: '1' })).toEqual([CALENDAR])
    expect(await rows({ Depth: 'infinity' })).toEqual([CALENDAR, `${CALENDAR}a.ics`])
    expect((await running.send('REPORT', CALENDARS, {}, body)).status).toBe(400)
    expect((await running.send('REPORT', CALENDARS, { Depth: '0' }, body)).status).toBe(400)
  })

  it('S3: a token is a URI, and good at both levels', async () => {
    const one = await sync(running, CALENDARS, '', { level: '1' })
    expect(new URL(one.token).protocol).toBe('urn:')
    await put('a.ics')
    const deep = await sync(running, CALENDARS, one.token, { level: 'infinite' })
    expect(deep.changed).toEqual(at('a.ics'))
    await put('b.ics')
    const flat = await sync(running, CALENDARS, deep.token, { level: '1' })
    expect([flat.status, flat.rows]).toEqual([207, []])
  })

  it('S4: the first time lists all members and no removed ones', async () => {
    await put('a.ics')
    await put('b.ics')
    await remove('b.ics')
    for (const level of ['1', 'infinite']) {
      const { changed, removed } = await sync(running, CALENDAR, '', { level })
      expect([changed, removed]).toEqual([at('a.ics'), []])
    }
  })

  it('S5: each member once; changed when new or with another etag, removed when gone, else not at all', async () => {
    await put('a.ics')
    await put('b.ics')
    await put('same.ics')
    const { token } = await sync(running, CALENDAR, '')
    await put('a.ics', event('a.ics', 'new'))
    await put('a.ics', event('a.ics', 'newer'))
    await put('same.ics')
    await put('c.ics')
    await remove('b.ics')
    const next = await sync(running, CALENDAR, token)
    expect([next.changed, next.removed]).toEqual([at('a.ics', 'c.ics'), at('b.ics')])
    expect((await sync(running, CALENDAR, next.token)).rows).toEqual([])
  })

  it('S6: removed and made again is changed; made and removed is removed', async () => {
    await put('a.ics')
    const { token } = await sync(running, CALENDAR, '')
    await remove('a.ics')
    await put('a.ics')
    await put('b.ics')
    await put('b.ics', event('b.ics', 'new'))
    await remove('b.ics')
    const next = await sync(running, CALENDAR, token)
    expect([next.changed, next.removed]).toEqual([at('a.ics'), at('b.ics')])
  })

  it('S7: a changed member has a propstat and no status, a removed one a status and no propstat', async () => {
    await put('a.ics')
    const { token } = await sync(running, CALENDAR, '')
    await remove('a.ics')
    await put('b.ics')
    for (const prop of ['<D:getetag/>', '']) {
      const { rows, root } = { ...readMultistatus((await sync(running, CALENDAR, token, { prop })).body) }
      expect(rows.map(({ status }) => status)).toEqual([404, null])
      const propstats = root.children.map(
        ({ children }) => children.filter(({ name }) => name === dav('propstat')).length,
      )
      expect(propstats).toEqual([0, 1, 0])
    }
  })

  it('S8: a move is a removal and a change, a copy a change', async () => {
    await running.send('MKCALENDAR', `${CALENDARS}work/`)
    await put('a.ics')
    await put('b.ics')
    const { token } = await sync(running, CALENDARS, '', { level: 'infinite' })
    await transfer('MOVE', `${CALENDAR}a.ics`, `${CALENDAR}moved.ics`)
    await transfer('COPY', `${CALENDAR}b.ics`, `${CALENDARS}work/copy.ics`)
    const next = await sync(running, CALENDARS, token, { level: 'infinite' })
    expect(next.changed.toSorted()).toEqual([`${CALENDAR}moved.ics`, `${CALENDARS}work/copy.ics`])
    expect(next.removed).toEqual(at('a.ics'))
  })

  it('S9, S11: infinite on the home tells members of all depths; level 1 the collections, also when their own data changes', async () => {
    const { token } = await sync(running, CALENDARS, '', { level: 'infinite' })
    await running.send('MKCALENDAR', `${CALENDARS}work/`)
    await put('a.ics')
    const deep = await sync(running, CALENDARS, token, { level: 'infinite' })
    expect(deep.changed).toEqual([`${CALENDARS}work/`, `${CALENDAR}a.ics`])
    const flat = await sync(running, CALENDARS, token, { level: '1' })
    expect(flat.changed).toEqual([`${CALENDARS}work/`])
    const patch = '<propertyupdate xmlns="DAV:"><set><prop><displayname>New</displayname></prop></set></propertyupdate>'
    await running.send('PROPPATCH', CALENDAR, {}, patch)
    expect((await sync(running, CALENDARS, flat.token, { level: '1' })).changed).toEqual([CALENDAR])
    expect((await sync(running, '/', '', { level: 'infinite' })).status).toBe(403)
  })

  it('S10: a removed collection is told, its members are not', async () => {
    await put('a.ics')
    const { token } = await sync(running, CALENDARS, '', { level: 'infinite' })
    await put('b.ics')
    await running.send('DELETE', CALENDAR)
    const next = await sync(running, CALENDARS, token, { level: 'infinite' })
    expect([next.changed, next.removed]).toEqual([[], [CALENDAR]])
  })

  it('S10: of a collection removed and made again, members that did not come back are removed', async () => {
    await put('a.ics')
    await put('b.ics')
    const { token } = await sync(running, CALENDARS, '', { level: 'infinite' })
    const own = await sync(running, CALENDAR, '')
    await running.send('DELETE', CALENDAR)
    await running.send('MKCALENDAR', CALENDAR)
    await put('b.ics')
    const next = await sync(running, CALENDARS, token, { level: 'infinite' })
    expect(next.changed.toSorted()).toEqual([CALENDAR, `${CALENDAR}b.ics`])
    expect(next.removed).toEqual(at('a.ics'))
    expect((await sync(running, CALENDAR, own.token)).status).toBe(403)
  })

  it('S12: pages say so with a 507 for the request-URI, and lose and repeat nothing', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await put(`${name}.ics`)
    await remove('e.ics')
    const seen: string[] = []
    let token = ''
    for (let more = true; more;) {
      const page = await sync(running, CALENDAR, token, { limit: 2 })
      seen.push(...page.changed)
      expect(page.removed).toEqual([])
      if (seen.length === 2) {
        await put('a.ics', event('a.ics', 'changed between two pages'))
        await remove('b.ics')
      }
      more = page.truncated
      if (more)
        expect(
          errorsOf(page.body.replace(/.*(<D:error>.*<\/D:error>).*/s, '<D:m xmlns:D="DAV:">$1</D:m>')),
        ).toHaveLength(1)
      token = page.token
      if (seen.length >= 4) break
    }
    expect(seen).toEqual(at('a.ics', 'b.ics', 'c.ics', 'd.ics'))
    const last = await sync(running, CALENDAR, token)
    expect([last.changed, last.removed]).toEqual([at('a.ics'), at('b.ics')])
    expect(await tokenProperty(CALENDAR)).toBe(last.token)
  })

  it('S13: a limit that cannot be honoured fails the whole request', async () => {
    const reply = await sync(running, CALENDAR, '', { limit: 0 })
    expect([reply.status, errorsOf(reply.body)]).toEqual([507, [dav('number-of-matches-within-limits')]])
  })

  it('S14: refuses a token that it did not give for this collection', async () => {
    await put('a.ics')
    const home = await sync(running, CALENDARS, '', { level: 'infinite' })
    const own = await sync(running, CALENDAR, '')
    for (const token of [
      'urn:x',
      'x',
      home.token,
      `${own.token}0`,
      own.token.replace(/:\d+$/, ':0'),
      `${own.token}-99`,
    ]) {
      const reply = await sync(running, CALENDAR, token)
      expect([token, reply.status, errorsOf(reply.body)]).toEqual([token, 403, [dav('valid-sync-token')]])
    }
  })

  it('S14: a token outlives restarts', async () => {
    await put('a.ics')
    const { token } = await sync(running, CALENDAR, '')
    const property = await tokenProperty(CALENDAR)
    await running.restart()
    expect(await tokenProperty(CALENDAR)).toBe(property)
    await put('b.ics')
    await running.restart()
    expect((await sync(running, CALENDAR, token)).changed).toEqual(at('b.ics'))
  })

  it('S15: takes a token as a state token in If', async () => {
    const { token } = await sync(running, CALENDAR, '')
    const guard = { If: `<${CALENDAR}> (<${token}>)`, 'Content-Type': 'text/calendar' }
    expect((await running.send('PUT', `${CALENDAR}a.ics`, guard, event('a'))).status).toBe(201)
    expect((await running.send('PUT', `${CALENDAR}b.ics`, guard, event('b'))).status).toBe(412)
    const not = { ...guard, If: `<${running.server.origin}${CALENDAR}> (Not <${token}>)` }
    expect((await running.send('PUT', `${CALENDAR}b.ics`, not, event('b'))).status).toBe(201)
    expect((await running.send('REPORT', CALENDAR, { If: `(<${token}>)` }, syncBody(''))).status).toBe(412)
  })
})

describe('beyond RFC 6578', () => {
  it('gives calendar-data and address-data inside the report, byte for byte', async () => {
    const text = event('a.ics', 'Grüße & <mehr> ]]>').replace('SUMMARY', 'X-FOLDED:a\r\n  b\r\nSUMMARY')
    await put('a.ics', text)
    const { rows } = await sync(running, CALENDARS, '', { level: 'infinite', prop: '<D:getetag/><C:calendar-data/>' })
    expect(rows[1]?.props[caldav('calendar-data')]?.text).toBe(text)
    expect(rows[0]?.missing).toEqual([caldav('calendar-data')])
  })

  it('takes the root in the namespace of the mail (seed 000)', async () => {
    await put('a.ics')
    const body = syncBody('').replaceAll('D:sync-collection', 'C:sync-collection')
    const reply = await running.send('REPORT', CALENDAR, {}, body)
    expect(readMultistatus(reply.body).rows.map(({ href }) => href)).toEqual(at('a.ics'))
  })

  it('ignores elements it does not know and their order', async () => {
    await put('a.ics')
    const body =
      '<s:sync-collection xmlns:s="DAV:"><s:prop/><x xmlns="urn:x"/><s:sync-level> 1 </s:sync-level><s:sync-token/></s:sync-collection>'
    expect(readMultistatus((await running.send('REPORT', CALENDAR, {}, body)).body).rows).toHaveLength(1)
  })
})
