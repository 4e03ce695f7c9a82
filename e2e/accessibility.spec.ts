import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { eventText } from './plain-client.ts'
import { localCalendar } from './servers/local-server.ts'
import { beginWithAccount } from './steps/accounts.ts'
import { eventNamed } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

/** What axe finds that keeps people out, each with where it is. */
async function barriers(page: Page): Promise<string[]> {
  // Electron has no further pages for axe to compare frames in. The rule left out wants a name to hold all that is drawn, word by
  // word in its order; names here tell the whole day where "Mon 16" is drawn, and an event's day before its hours.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .disableRules('label-content-name-mismatch')
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing keeps people out: views and dialogs, ${colorScheme}`, async ({ start, localServer }) => {
    const calendar = localCalendar(localServer)
    const other = otherProgram(localServer)
    const hours = [6, 7, 9, 9, 9, 12, 14]
    for (const [index, hour] of hours.entries())
      await other.put(
        `${calendar}${index}.ics`,
        eventText({ uid: String(index), summary: `Event ${index}`, start: todayAt(hour), end: todayAt(hour + 2) }),
      )
    const book = `${localServer.url}/addressbooks/user/contacts/`
    for (const name of ['Ana', 'Noor', 'Tomasz'])
      await other.put(
        `${book}${name}.vcf`,
        `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${name}\r\nFN:${name}\r\nN:;${name};;;\r\nTEL:+49 30 123\r\nEND:VCARD\r\n`,
      )
    const { window } = await start({ colorScheme })
    await expect(window.getByRole('button', { name: 'On this computer', exact: true })).toBeVisible()
    expect(await barriers(window)).toEqual([])
    await beginWithAccount(window, localServer)
    await expect(eventNamed(window, 'Event 6')).toBeVisible()
    for (const view of ['Week', 'Month', 'Day', 'Agenda']) {
      await window.getByRole('radio', { name: view }).click()
      await expect(eventNamed(window, 'Event 0')).toBeVisible()
      expect(await barriers(window)).toEqual([])
    }
    await window.getByRole('radio', { name: 'Week' }).click()
    await eventNamed(window, 'Event 0').click()
    await window.getByRole('button', { name: 'Edit', exact: true }).click()
    await expect(window.getByRole('region', { name: 'Edit event' })).toBeVisible()
    expect(await barriers(window)).toEqual([])
    await window.keyboard.press('Escape')

    await window.getByRole('button', { name: 'Sync status', exact: true }).click()
    await expect(window.getByRole('dialog', { name: 'Sync status' })).toBeVisible()
    expect(await barriers(window)).toEqual([])
    await window.keyboard.press('Escape')
    await expect(window.getByRole('dialog')).toHaveCount(0)
    for (const [key, dialog] of [
      ['Control+,', 'Settings'],
      ['?', 'Keyboard shortcuts'],
      ['Control+k', 'Search and commands'],
    ] as const) {
      await window.keyboard.press(key)
      await expect(window.getByRole('dialog', { name: dialog })).toBeVisible()
      expect(await barriers(window)).toEqual([])
      await window.keyboard.press('Escape')
      await expect(window.getByRole('dialog', { name: dialog })).toBeHidden()
    }
    await window.getByRole('button', { name: 'Contacts', exact: true }).click()
    await window.getByRole('option', { name: 'Noor' }).click()
    await expect(window.getByRole('article', { name: 'Noor' })).toBeVisible()
    expect(await barriers(window)).toEqual([])
    await window.getByRole('button', { name: 'Edit contact' }).click()
    await expect(window.getByRole('form', { name: 'Edit contact' })).toBeVisible()
    expect(await barriers(window)).toEqual([])
  })

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
    if (name.test(focused.trim())) return
  }
  throw new Error(`A hundred times Tab does not lead to ${name}.`)
}

test('by keyboard alone: from the first run to an event that is made, moved, renamed and deleted', async ({
  start,
}) => {
  const { window } = await start()
  const { keyboard } = window
  const focused = () => window.locator(':focus')
  await expect(window.getByRole('button', { name: 'On this computer', exact: true })).toBeVisible()
  await tabTo(window, /^On this computer/)
  await keyboard.press('Enter')
  await expect(window.getByRole('region', { name: /^Week, / })).toBeVisible()
  await expect(window.getByRole('checkbox', { name: 'Calendar' })).toBeChecked()

  await keyboard.press('c')
  await expect(focused()).toHaveAccessibleName('Title')
  await keyboard.type('By hand')
  await keyboard.press('Enter')
  await expect(eventNamed(window, 'By hand')).toBeVisible()
  const name = (): Promise<string | null> => eventNamed(window, 'By hand').getAttribute('aria-label')
  const before = await name()

  await tabTo(window, /^By hand, /)
  await keyboard.press('m')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect.poll(name).not.toBe(before)
  await expect(focused()).toHaveAccessibleName(/^By hand, /)

  await keyboard.press('Enter')
  await keyboard.press('e')
  await expect(focused()).toHaveAccessibleName('Title')
  await keyboard.press('Control+a')
  await keyboard.type('By keyboard')
  await keyboard.press('Enter')
  await expect(eventNamed(window, 'By keyboard')).toBeVisible()
  await expect(eventNamed(window, 'By hand')).toHaveCount(0)

  await tabTo(window, /^By keyboard, /)
  await keyboard.press('Delete')
  await expect(eventNamed(window, 'By keyboard')).toHaveCount(0)
  await keyboard.press('Control+z')
  await expect(eventNamed(window, 'By keyboard')).toBeVisible()
})

/** Controls that reach out of the window, and how far the page scrolls sideways. */
const cutOff = (page: Page): Promise<{ controls: string[]; sideways: number }> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const controls = [...document.querySelectorAll('button, input, textarea, [role="radio"], [role="option"]')]
      .filter((element) => {
        const { left, right, width, height } = element.getBoundingClientRect()
        const seen = width > 1 && height > 1 && getComputedStyle(element).visibility === 'visible'
        return seen && !scrolls(element.parentElement) && (left < -1 || right > innerWidth + 1)
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? '')
    return { controls, sideways: document.documentElement.scrollWidth - innerWidth }
  })

test('at 200 % nothing is cut off', async ({ start }) => {
  const { electron, window } = await start()
  const whole = { controls: [], sideways: 0 }
  await electron.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.webContents.setZoomFactor(2)
  })
  await expect.poll(() => window.evaluate(() => devicePixelRatio)).toBe(2)
  await expect.poll(() => cutOff(window)).toEqual(whole)
  await window.getByRole('button', { name: 'On this computer', exact: true }).click()
  await expect(window.getByRole('region', { name: /^Week, / })).toBeVisible()
  await expect.poll(() => cutOff(window)).toEqual(whole)
  let shown = 'Week'
  for (const view of ['Month', 'Day', 'Agenda', 'Week']) {
    await window.getByRole('button', { name: shown, exact: true }).click()
    shown = view
    await window.getByRole('menuitem', { name: view }).click()
    await expect(window.getByRole('menu')).toHaveCount(0)
    await expect.poll(() => cutOff(window)).toEqual(whole)
  }
  await window.keyboard.press('c')
  const panel = window.getByRole('region', { name: 'New event' })
  await panel.getByRole('textbox', { name: 'Title' }).fill('Large')
  await expect.poll(() => cutOff(window)).toEqual(whole)
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(eventNamed(window, 'Large')).toBeVisible()
  await window.keyboard.press('Control+,')
  await expect(window.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await expect.poll(() => cutOff(window)).toEqual(whole)
  await window.keyboard.press('Escape')
  await window.keyboard.press('5')
  await expect(window.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  await expect.poll(() => cutOff(window)).toEqual(whole)
})
