import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { hueColor } from '../../shared/model/hue-color.ts'
import { launch, newProfile, type RunningApp } from '../app.ts'
import { startLocalServer } from '../servers/local-server.ts'
import { startRadicale } from '../servers/radicale.ts'
import { startWebServer } from '../servers/web-server.ts'
import { setSettings } from '../steps/app-state.ts'
import { otherProgram, type OtherProgram } from '../steps/server.ts'
import { club, family, holidays, onThisComputer, TOUR_NOW, work, WORKSHOP, type TourCalendar } from './calendars.ts'
import { setClock } from './clock.ts'
import { calendarText, cardText, eventLines, type TourEvent } from './objects.ts'
import { people } from './people.ts'

/** What the pictures are taken of. */
export type Stage = {
  app: RunningApp
  /** Link of a feed that is not subscribed to yet. */
  clubLink: string
  /** Somebody else changes the workshop on the server. */
  changeWorkshop: (to: TourEvent) => Promise<void>
  strike: () => Promise<void>
}

const PASSWORD = 'of the tour only'

async function make({ ask }: OtherProgram, url: string, { name, hue }: TourCalendar): Promise<void> {
  const properties = `<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>${name}</D:displayname><A:calendar-color>${hueColor[hue]}</A:calendar-color>`
  const body = `<?xml version="1.0"?><D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/"><D:set><D:prop>${properties}</D:prop></D:set></D:mkcol>`
  const { status } = await ask('MKCOL', url, body, { 'content-type': 'application/xml' })
  if (status !== 201) throw new Error(`MKCOL of ${name}: ${status}`)
}

/** Gives a principal the name that the app shows for the account. */
async function name({ ask }: OtherProgram, principal: string, displayName: string): Promise<void> {
  const body = `<?xml version="1.0"?><D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>${displayName}</D:displayname></D:prop></D:set></D:propertyupdate>`
  const { status } = await ask('PROPPATCH', principal, body, { 'content-type': 'application/xml' })
  if (status !== 207) throw new Error(`PROPPATCH of ${principal}: ${status}`)
}

/** Makes calendars below a home and fills them. */
async function fill(other: OtherProgram, home: string, calendars: readonly TourCalendar[]): Promise<void> {
  for (const [index, calendar] of calendars.entries()) {
    const url = `${home}calendar-${index}/`
    await make(other, url, calendar)
    for (const [at, event] of calendar.events.entries()) {
      const uid = `${index}-${at}@tour.example`
      await other.put(`${url}event-${at}.ics`, calendarText(eventLines(event, uid)))
    }
  }
}

const feedText = ({ name, hue, events }: TourCalendar): string =>
  calendarText(
    events.flatMap((event, index) => eventLines(event, `${index}@feed.example`)),
    [`X-WR-CALNAME:${name}`, `X-APPLE-CALENDAR-COLOR:${hueColor[hue]}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT6H'],
  )

/** What "On this computer" holds, written by the local server running alone on the folder before the app has it. */
async function fillThisComputer(profile: string): Promise<void> {
  const server = await startLocalServer({ folder: join(profile, 'On this computer'), user: 'me', password: PASSWORD })
  const other = otherProgram(server)
  const home = `${server.url}/calendars/me/`
  await fill(other, home, onThisComputer)
  await other.remove(`${home}calendar/`)
  for (const [index, person] of people.entries())
    await other.put(`${server.url}/addressbooks/me/contacts/person-${index}.vcf`, cardText(person, `person-${index}`))
  await server.stop()
}

async function addAccount(window: Page, server: { url: string; user: string; password: string }): Promise<void> {
  await window.getByRole('button', { name: 'Add calendar' }).click()
  await window.getByRole('menuitem', { name: 'Add an account' }).click()
  const dialog = window.getByRole('dialog', { name: 'Add an account' })
  await dialog.getByRole('textbox', { name: 'Server address or e-mail' }).fill(server.url)
  await dialog.getByRole('textbox', { name: 'User name' }).fill(server.user)
  await dialog.getByRole('textbox', { name: 'Password' }).fill(server.password)
  await dialog.getByRole('button', { name: 'Add account' }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
}

async function subscribe(window: Page, link: string): Promise<void> {
  await window.getByRole('button', { name: 'Add calendar' }).click()
  await window.getByRole('menuitem', { name: 'Subscribe to a calendar' }).click()
  const dialog = window.getByRole('dialog', { name: 'Subscribe to a calendar' })
  await dialog.getByRole('textbox', { name: 'Link of the calendar' }).fill(link)
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** A server that tells of changes, one that has to be asked, two feeds, and the app with all of it. */
export async function build(): Promise<Stage> {
  const profile = await newProfile()
  await fillThisComputer(profile.path)

  const streaming = await startLocalServer({ user: 'Work', password: PASSWORD })
  const workHome = `${streaming.url}/calendars/Work/`
  const workProgram = otherProgram(streaming)
  await fill(workProgram, workHome, work)
  await workProgram.remove(`${workHome}calendar/`)
  const changeWorkshop = (to: TourEvent): Promise<void> =>
    workProgram.put(`${workHome}calendar-1/workshop.ics`, calendarText(eventLines(to, 'workshop@tour.example')))
  await changeWorkshop(WORKSHOP)

  const polled = await startRadicale({ user: 'Family', password: PASSWORD })
  const familyProgram = otherProgram(polled)
  await name(familyProgram, `${polled.url}/Family/`, 'Family')
  await fill(familyProgram, `${polled.url}/Family/`, family)

  const feeds = await startWebServer((incoming, outgoing) => {
    const feed = incoming.url?.startsWith('/club') ? club : holidays
    outgoing.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' }).end(feedText(feed))
  })

  const app = await launch({ profile: profile.path })
  const { window } = app
  await setSettings(window, { weakCredentialStorage: true, allowFeedOrigins: [feeds.url] })
  await setClock(app, TOUR_NOW)
  await window.getByRole('button', { name: 'On this computer', exact: true }).click()
  await addAccount(window, streaming)
  await addAccount(window, polled)
  await subscribe(window, `${feeds.url}/holidays.ics`)
  return {
    app,
    clubLink: `${feeds.url}/club/2026-27.ics`,
    changeWorkshop,
    async strike() {
      await app.quit()
      await Promise.all([streaming.stop(), polled.stop(), feeds.stop(), profile.remove()])
    },
  }
}
