import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caldav, dav } from '../dav/xml/names.ts'
import {
  CALENDAR,
  CALENDARS,
  errorsOf,
  event,
  readMultistatus,
  run,
  sync,
  syncBody,
  type Running,
} from './testing/client.ts'

let running: Running
beforeEach(async () => {
  running = await run()
})
afterEach(() => running.close())

const put = async (name: string, text = event(name)): Promise<void> => {
  const reply = await running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, text)
  expect([201, 204]).toContain(reply.status)
}
const remove = async (name: string): Promise<void> => {
  expect((await running.send('DELETE', CALENDAR + name)).status).toBe(204)
}
const at = (...names: string[]): string[] => names.map((name) => CALENDAR + name)

describe('RFC 6578', () => {
  it('S1: advertises the report and the token where a report would work, not in allprop', async () => {
    const prop = '<propfind xmlns="DAV:"><prop><sync-token/><supported-report-set/></prop></propfind>'
    for (const href of [CALENDAR, CALENDARS]) {
      const reply = await running.send('PROPFIND', href, { Depth: '0' }, prop)
      const props = readMultistatus(reply.body).rows[0]?.props
      expect(reply.body).toContain('sync-collection')
      expect(props?.[dav('sync-token')]?.text).toBe((await sync(running, href, '', { level: 'infinite' })).token)
    }
    const all = await running.send('PROPFIND', CALENDAR, { Depth: '0' })
    expect(all.body).not.toContain('sync-token')
  })

  it('S4, S5: lists all members the first time and then only what changed, each once', async () => {
    await put('a.ics')
    await put('b.ics')
    await remove('b.ics')
    const first = await sync(running, CALENDAR, '')
    expect([first.changed, first.removed]).toEqual([at('a.ics'), []])
    await put('a.ics', event('a.ics', 'new'))
    await put('a.ics', event('a.ics', 'newer'))
    await put('c.ics')
    const second = await sync(running, CALENDAR, first.token)
    expect([second.changed, second.removed]).toEqual([at('a.ics', 'c.ics'), []])
    const third = await sync(running, CALENDAR, second.token)
    expect(third.rows).toEqual([])
    expect(third.token).toBe(second.token)
  })

  it('gives calendar-data inside the report', async () => {
    await put('a.ics', event('a.ics', 'Grüße & <mehr>'))
    const { rows } = await sync(running, CALENDAR, '', { prop: '<D:getetag/><C:calendar-data/>' })
    expect(rows[0]?.props[caldav('calendar-data')]?.text).toBe(event('a.ics', 'Grüße & <mehr>'))
  })

  it('S14: refuses a token it did not give for this collection', async () => {
    const home = await sync(running, CALENDARS, '', { level: 'infinite' })
    for (const token of ['urn:x', home.token, `${home.token}0`]) {
      const reply = await sync(running, CALENDAR, token)
      expect(reply.status).toBe(403)
      expect(errorsOf(reply.body)).toEqual([dav('valid-sync-token')])
    }
  })

  it('takes the root in the namespace of the mail', async () => {
    const body = syncBody('').replaceAll('D:sync-collection', 'C:sync-collection')
    expect((await running.send('REPORT', CALENDAR, {}, body)).status).toBe(207)
  })
})
