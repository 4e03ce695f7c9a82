import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { eventText } from './plain-client.ts'
import { localCalendar } from './servers/local-server.ts'
import { makeRadicaleCollection } from './servers/radicale.ts'
import { beginWithAccount, calendarBox, checkNow, liveMark } from './steps/accounts.ts'
import { createEvent, eventNamed, remove, retitle } from './steps/events.ts'
import { shownTime, todayAt } from './steps/local-time.ts'
import { otherProgram, type OtherProgram } from './steps/server.ts'
import { expect, test, testWithRadicale } from './test.ts'

const workshop = { uid: 'workshop', summary: 'Workshop', start: todayAt(9), end: todayAt(10) }

/** Another program writes, changes and deletes; the window follows. `look` is what the user does for it, if anything. */
async function followsAnotherProgram(
  window: Page,
  other: OtherProgram,
  calendar: string,
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  await other.put(`${calendar}workshop.ics`, eventText(workshop))
  await look()
  await expect(eventNamed(window, 'Workshop', shownTime(workshop.start))).toBeVisible()

  await other.put(`${calendar}workshop.ics`, eventText({ ...workshop, start: todayAt(11), end: todayAt(12) }))
  await look()
  await expect(eventNamed(window, 'Workshop', shownTime(todayAt(11)))).toBeVisible()

  await other.remove(`${calendar}workshop.ics`)
  await look()
  await expect(eventNamed(window, 'Workshop')).toHaveCount(0)
}

/** The user writes, changes and deletes; the server follows. */
async function reachesTheServer(window: Page, other: OtherProgram, calendar: string): Promise<void> {
  await createEvent(window, 'Review')
  await expect.poll(() => other.texts(calendar)).toEqual([expect.stringContaining('SUMMARY:Review')])
  await retitle(window, eventNamed(window, 'Review'), 'Design review')
  await expect.poll(() => other.texts(calendar)).toEqual([expect.stringContaining('SUMMARY:Design review')])
  await remove(window, eventNamed(window, 'Design review'))
  await expect.poll(() => other.texts(calendar)).toEqual([])
}

test('local server: changes stream in, edits go out', async ({ start, localServer }) => {
  const { window } = await start()
  await beginWithAccount(window, localServer)
  await expect(liveMark(window, 'Streaming')).toBeVisible()
  const calendar = localCalendar(localServer)
  await followsAnotherProgram(window, otherProgram(localServer), calendar)
  await reachesTheServer(window, otherProgram(localServer), calendar)
  await expect(liveMark(window, 'Streaming')).toBeVisible()
})

testWithRadicale('Radicale: changes come when looked for, edits go out', async ({ start, radicale }) => {
  const calendar = await makeRadicaleCollection(radicale, 'work', 'calendar', 'Work')
  const { window } = await start()
  await beginWithAccount(window, radicale)
  await expect(calendarBox(window, 'Work')).toBeChecked()
  await expect(liveMark(window, 'Polling')).toBeVisible()
  await followsAnotherProgram(window, otherProgram(radicale), calendar, () => checkNow(window))
  await reachesTheServer(window, otherProgram(radicale), calendar)
})

test('a path that lets no stream through is long-polled', async ({ start, localServer, proxyTo }) => {
  const proxy = await proxyTo(localServer.url)
  proxy.faults.headers = ({ accept, ...headers }) => ({
    ...headers,
    ...(accept === undefined ? {} : { accept: accept.replace(/multipart\/mixed[^,]*,?\s*/, '') }),
  })
  const { window } = await start()
  await beginWithAccount(window, { ...localServer, url: proxy.url })
  const other = otherProgram(localServer)
  const calendar = localCalendar(localServer)
  await expect(() => expect(proxy.seen).toContain('REPORT /calendars/user/')).toPass()
  // The request for a stream is held like any other, and the first change ends it: then it is known that nothing streams here.
  await other.put(`${calendar}first.ics`, eventText({ ...workshop, uid: 'first', summary: 'First' }))
  await expect(eventNamed(window, 'First')).toBeVisible()
  await expect(liveMark(window, 'Long-poll')).toBeVisible()
  await followsAnotherProgram(window, other, calendar)
  await expect(liveMark(window, 'Long-poll')).toBeVisible()
})

test('two computers on one server: what is typed on one is seen on the other', async ({ start, localServer, room }) => {
  const profile = await mkdtemp(join(room, 'daystream-other-'))
  const here = await start()
  const there = await start({ profile })
  for (const { window } of [here, there]) {
    await beginWithAccount(window, localServer)
    await expect(liveMark(window, 'Streaming')).toBeVisible()
  }
  await createEvent(here.window, 'Picnic')
  await expect(eventNamed(there.window, 'Picnic')).toBeVisible()
  await retitle(there.window, eventNamed(there.window, 'Picnic'), 'Picnic, if dry')
  await expect(eventNamed(here.window, 'Picnic, if dry')).toBeVisible()
  await remove(here.window, eventNamed(here.window, 'Picnic, if dry'))
  await expect(eventNamed(there.window, 'Picnic, if dry')).toHaveCount(0)
  await there.kill()
  await rm(profile, { recursive: true, force: true })
})

test('a server that goes away is said to be, and what changed meanwhile is there when it is back', async ({
  start,
  localServer,
  proxyTo,
}) => {
  const proxy = await proxyTo(localServer.url)
  const { window } = await start()
  await beginWithAccount(window, { ...localServer, url: proxy.url })
  await expect(liveMark(window, 'Streaming')).toBeVisible()
  await proxy.cut()
  await expect(liveMark(window, 'Offline')).toBeVisible()
  await otherProgram(localServer).put(`${localCalendar(localServer)}missed.ics`, eventText(workshop))
  await proxy.mend()
  await window.getByRole('button', { name: 'Try now' }).click()
  await expect(eventNamed(window, 'Workshop')).toBeVisible()
  await expect(liveMark(window, 'Streaming')).toBeVisible()
})

test('a calendar made elsewhere appears with what is in it', async ({ start, localServer }) => {
  const { window } = await start()
  await beginWithAccount(window, localServer)
  await expect(liveMark(window, 'Streaming')).toBeVisible()
  const other = otherProgram(localServer)
  const garden = `${localServer.url}/calendars/user/garden/`
  const properties = '<D:set><D:prop><D:displayname>Garden</D:displayname></D:prop></D:set>'
  const body = `<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${properties}</C:mkcalendar>`
  const { status } = await other.ask('MKCALENDAR', garden, body, { 'content-type': 'application/xml' })
  expect(status).toBe(201)
  await expect(calendarBox(window, 'Garden')).toBeChecked()
  await other.put(`${garden}weeds.ics`, eventText({ ...workshop, uid: 'weeds', summary: 'Weeds' }))
  await expect(eventNamed(window, 'Weeds', '.*Garden')).toBeVisible()
})
