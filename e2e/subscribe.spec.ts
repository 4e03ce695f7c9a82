import type { Page } from '@playwright/test'
import { eventText } from './plain-client.ts'
import { loginPage, startWebServer } from './servers/web-server.ts'
import { beginOnThisComputer, calendarBox } from './steps/accounts.ts'
import { eventNamed } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { expect, test } from './test.ts'

async function allowFeedsFrom(window: Page, origin: string): Promise<void> {
  await window.getByRole('navigation', { name: 'Sidebar' }).getByRole('button', { name: 'Settings' }).click()
  const settings = window.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('textbox', { name: 'Address to allow' }).fill(origin)
  await settings.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(settings.getByText(origin)).toBeVisible()
  await settings.getByRole('button', { name: 'Close' }).click()
}

async function openSubscribing(window: Page) {
  await window.getByRole('button', { name: 'Add calendar' }).click()
  await window.getByRole('menuitem', { name: 'Subscribe to a calendar' }).click()
  return window.getByRole('dialog', { name: 'Subscribe to a calendar' })
}

test('a feed is previewed, fetched, shown and followed', async ({ start }) => {
  const match = { uid: 'match', summary: 'Match', start: todayAt(15), end: todayAt(16) }
  let feed = eventText({ ...match, more: ['LOCATION:Home ground'] })
  const club = await startWebServer((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/calendar' }).end(feed)
  })
  try {
    const { window } = await start()
    await beginOnThisComputer(window)
    await allowFeedsFrom(window, club.url)
    const dialog = await openSubscribing(window)
    await dialog.getByRole('textbox', { name: 'Link of the calendar' }).fill(`${club.url}/club.ics`)
    const preview = dialog.getByRole('region', { name: 'What is behind the link' })
    await expect(preview.getByText('1 event', { exact: true })).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Club')
    await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(calendarBox(window, 'Club')).toBeChecked()
    await expect(eventNamed(window, 'Match', 'Club')).toBeVisible()

    feed = eventText({ ...match, summary: 'Match, away' })
    await window.getByRole('button', { name: 'Options for Club' }).click()
    await window.getByRole('menuitem', { name: 'Refresh now' }).click()
    await expect(eventNamed(window, 'Match, away')).toBeVisible()
    await expect(eventNamed(window, 'Match', 'Club')).toHaveCount(1)

    await eventNamed(window, 'Match, away').click()
    await expect(window.getByText('Read only: Club can be seen here, but not changed.')).toBeVisible()
    await expect(window.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0)
  } finally {
    await club.stop()
  }
})

test('a link that is a login page, or not allowed, is named, with the next step', async ({ start }) => {
  const page = await startWebServer(loginPage)
  try {
    const { window } = await start()
    await beginOnThisComputer(window)
    const dialog = await openSubscribing(window)
    const link = dialog.getByRole('textbox', { name: 'Link of the calendar' })
    await link.fill(`${page.url}/feed.ics`)
    const host = new URL(page.url).host
    await expect(dialog.getByText(`${host} is on this computer or the own network.`)).toBeVisible()
    await expect(dialog.getByText(`Allow ${page.url} in the settings first.`)).toBeVisible()
    await expect(link).toHaveValue(`${page.url}/feed.ics`)
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await allowFeedsFrom(window, page.url)
    await openSubscribing(window)
    await link.fill(`${page.url}/feed.ics`)
    await expect(dialog.getByText(`${host} answers with a web page, perhaps to sign in`)).toBeVisible()
    await expect(link).toHaveValue(`${page.url}/feed.ics`)
    await expect(dialog.getByRole('button', { name: 'Subscribe', exact: true })).toBeDisabled()
  } finally {
    await page.stop()
  }
})
