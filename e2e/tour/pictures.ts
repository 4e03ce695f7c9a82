import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { WORKSHOP, WORKSHOP_MOVED } from './calendars.ts'
import type { Stage } from './stage.ts'

export type Scheme = 'light' | 'dark'

/** px from midnight to 06:40, at 52 px an hour. */
const SIX_FORTY = 346

/** px that the letter above a name takes in the list of contacts. */
const LETTER = 28

const folder = join(import.meta.dirname, '..', '..', 'assets', 'pictures')

/** A picture of the window without a trace of whoever took it: no pointer over anything, no focus. */
async function take(window: Page, name: string, scheme: Scheme): Promise<void> {
  const path = join(folder, `${name}-${scheme}.png`)
  await window.screenshot({ path, animations: 'allow', caret: 'hide' })
  console.log(`assets/pictures/${name}-${scheme}.png`)
}

async function calmly(window: Page): Promise<void> {
  await window.mouse.move(640, 795)
  await window.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  )
  await window.waitForTimeout(400)
}

async function show(window: Page, view: 'Week' | 'Month'): Promise<void> {
  await window.getByRole('button', { name: 'Calendar', exact: true }).click()
  await window.getByRole('radio', { name: view }).click()
  if (view === 'Week')
    await window.getByRole('region', { name: /^Week, / }).evaluate((grid, top) => grid.scrollTo(0, top), SIX_FORTY)
  await calmly(window)
}

const event = (window: Page, title: string, says: string) =>
  window.getByRole('main').getByRole('button', { name: new RegExp(`^${title}, .*${says}`) })

async function live({ app: { window }, changeWorkshop }: Stage, scheme: Scheme): Promise<void> {
  await changeWorkshop(WORKSHOP)
  await expect(event(window, WORKSHOP.title, '12:00')).toBeVisible()
  await window.waitForTimeout(2500)
  await changeWorkshop(WORKSHOP_MOVED)
  await expect(event(window, WORKSHOP.title, '13:00')).toBeVisible()
  await window.waitForTimeout(250)
  await take(window, 'live', scheme)
}

async function contacts({ app: { window } }: Stage, scheme: Scheme): Promise<void> {
  await window.getByRole('button', { name: 'Contacts', exact: true }).click()
  const list = window.getByRole('listbox', { name: 'Contacts' })
  const shown = list.getByRole('option', { name: /Linh Phạm/ })
  // To where the Latin alphabet ends and the others begin; who is out of sight is not in the page.
  await expect(async () => {
    await list.evaluate((scroller) => scroller.scrollBy(0, 200))
    expect(await shown.count()).toBe(1)
  }).toPass()
  await shown.click()
  await shown.evaluate((option) => option.scrollIntoView({ block: 'start' }))
  await list.evaluate((scroller) => scroller.scrollBy(0, -LETTER))
  await calmly(window)
  await take(window, 'contacts', scheme)
}

async function subscription({ app: { window }, clubLink }: Stage, scheme: Scheme): Promise<void> {
  await window.getByRole('button', { name: 'Add calendar' }).click()
  await window.getByRole('menuitem', { name: 'Subscribe to a calendar' }).click()
  const dialog = window.getByRole('dialog', { name: 'Subscribe to a calendar' })
  await dialog.getByRole('textbox', { name: 'Link of the calendar' }).fill(clubLink)
  await expect(dialog.getByRole('region', { name: 'What is behind the link' }).getByText('6 events')).toBeVisible()
  await window.waitForTimeout(300)
  await take(window, 'subscription', scheme)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
}

async function syncStatus({ app: { window } }: Stage, scheme: Scheme): Promise<void> {
  await window.getByRole('button', { name: 'Sync status', exact: true }).click()
  await expect(window.getByRole('dialog', { name: 'Sync status' })).toBeVisible()
  await window.waitForTimeout(300)
  await take(window, 'sync-status', scheme)
  await window.keyboard.press('Escape')
}

/** Takes every picture the README shows, in one scheme. */
export async function takeAll(stage: Stage, scheme: Scheme): Promise<void> {
  const { window } = stage.app
  await mkdir(folder, { recursive: true })
  await window.emulateMedia({ colorScheme: scheme })
  await show(window, 'Month')
  await take(window, 'month', scheme)
  await show(window, 'Week')
  await take(window, 'week', scheme)
  await live(stage, scheme)
  await contacts(stage, scheme)
  await show(window, 'Week')
  await subscription(stage, scheme)
  await syncStatus(stage, scheme)
}
