import type { Page } from '@playwright/test'
import { fillInAccount } from '../app.ts'
import { expect } from '../test.ts'

/** First run, one press. */
export async function beginOnThisComputer(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'On this computer', exact: true }).click()
  await expect(calendarBox(window, 'Calendar')).toBeChecked()
}

/** First run, the other way in: the account is there when its calendars are listed. */
export async function beginWithAccount(
  window: Page,
  { url, user, password }: { url: string; user: string; password: string },
): Promise<void> {
  const form = await fillInAccount(window, { address: url, user, password })
  await form.press()
  await expect(window.getByRole('navigation', { name: 'Sidebar' }).getByRole('checkbox').first()).toBeVisible()
}

/** The check box of a calendar in the rail. */
export const calendarBox = (window: Page, name: string) =>
  window.getByRole('navigation', { name: 'Sidebar' }).getByRole('checkbox', { name, exact: true })

/** The mark of the only account, when it says this. */
export const liveMark = (window: Page, says: 'Streaming' | 'Long-poll' | 'Polling' | 'Offline' | 'Needs you') =>
  window.getByRole('navigation', { name: 'Sidebar' }).getByRole('button', { name: new RegExp(`: ${says}$`) })

/** Opens "Sync status" and looks at all accounts. */
export async function checkNow(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Sync status', exact: true }).click()
  const status = window.getByRole('dialog', { name: 'Sync status' })
  await status.getByRole('button', { name: 'Check now' }).click()
  await window.keyboard.press('Escape')
  await expect(status).toBeHidden()
}

/** Agrees in the settings to what a machine without keyring offers, so that a restart does not ask again. */
export async function keepPasswordsOnDisk(window: Page): Promise<void> {
  await window.getByRole('navigation', { name: 'Sidebar' }).getByRole('button', { name: 'Settings' }).click()
  const settings = window.getByRole('dialog', { name: 'Settings' })
  const choice = settings.getByRole('switch', { name: /^Keep passwords on disk/ })
  await choice.focus()
  await window.keyboard.press('Space')
  await expect(choice).toBeChecked()
  await settings.getByRole('button', { name: 'Close' }).click()
}
