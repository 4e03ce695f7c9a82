import type { Locator, Page } from '@playwright/test'
import { expect } from '../test.ts'

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Events of this title, in whatever view is shown. `says` is what else their name must tell, in its order: day, time, state. */
export const eventNamed = (window: Page, title: string, says = ''): Locator =>
  window.getByRole('main').getByRole('button', { name: new RegExp(`^${escaped(title)}, .*${says}`) })

/** Writes a new event for the hour the app proposes. */
export async function createEvent(window: Page, title: string): Promise<void> {
  await window.getByRole('button', { name: 'New event', exact: true }).click()
  const panel = window.getByRole('region', { name: 'New event' })
  await panel.getByRole('textbox', { name: 'Title' }).fill(title)
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel).toBeHidden()
}

/** Opens an event and gives it another title. `which` answers the question a series asks. */
export async function retitle(
  window: Page,
  event: Locator,
  title: string,
  which?: 'This event' | 'All events',
): Promise<void> {
  await event.click()
  await window.getByRole('button', { name: 'Edit', exact: true }).click()
  const panel = window.getByRole('region', { name: 'Edit event' })
  await panel.getByRole('textbox', { name: 'Title' }).fill(title)
  await panel.getByRole('button', { name: 'Save' }).click()
  if (which !== undefined) await window.getByRole('button', { name: which }).click()
  const details = window.getByRole('region', { name: title, exact: true })
  await details.getByRole('button', { name: 'Close' }).click()
  await expect(details).toBeHidden()
}

/** Opens an event and deletes it. */
export async function remove(window: Page, event: Locator): Promise<void> {
  await event.click()
  await window.getByRole('button', { name: 'Delete', exact: true }).click()
}
