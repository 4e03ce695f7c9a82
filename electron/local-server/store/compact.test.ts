import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CALENDAR, CALENDARS, CONTACTS, event, run, sync, USER, type Running } from '../testing/client.ts'
import { openChangeLog, readChangeLog } from './change-log.ts'
import { compact } from './compact.ts'
import { loadHomes } from './load.ts'

let running: Running
beforeEach(async () => {
  running = await run()
})
afterEach(() => running.close())

it('forgets old removals only, and then refuses just the tokens that would miss one', async () => {
  const put = (name: string): Promise<unknown> =>
    running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, event(name))
  await put('a.ics')
  const before = await sync(running, CALENDAR, '')
  await put('b.ics')
  await put('c.ics')
  await running.send('DELETE', `${CALENDAR}b.ics`)
  const after = await sync(running, CALENDAR, '')
  const home = await sync(running, CALENDARS, '', { level: 'infinite' })
  const contacts = await sync(running, CONTACTS, '')
  await running.server.close()

  const later = Date.now() + 100 * 24 * 3600 * 1000
  const path = join(running.dataDir, 'changes', 'anna.log')
  const log = await openChangeLog(path, running.dataDir, readChangeLog(path))
  await compact(loadHomes(running.dataDir, USER, readChangeLog(path), later).homes, log, later)
  await log.close()
  expect(readChangeLog(path).records.map((record) => [record.path, record.op])).toEqual([
    [CALENDAR, 'put'],
    [CONTACTS, 'put'],
    [`${CALENDAR}a.ics`, 'put'],
    [`${CALENDAR}c.ics`, 'put'],
  ])

  await running.restart()
  expect((await sync(running, CALENDAR, before.token)).status).toBe(403)
  for (const [href, token] of [
    [CALENDAR, after.token],
    [CALENDARS, home.token],
    [CONTACTS, contacts.token],
  ] as const) {
    const next = await sync(running, href, token, { level: 'infinite' })
    expect([next.status, next.rows, next.token]).toEqual([207, [], token])
  }
  await put('d.ics')
  expect((await sync(running, CALENDAR, after.token)).changed).toEqual([`${CALENDAR}d.ics`])
})
