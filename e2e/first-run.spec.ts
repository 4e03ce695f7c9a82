import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beginOnThisComputer, beginWithAccount, calendarBox } from './steps/accounts.ts'
import { createEvent, eventNamed, remove, retitle } from './steps/events.ts'
import { expect, test } from './test.ts'

/** The events in a profile's folder of plain files. */
async function eventFiles(profile: string): Promise<string[]> {
  const folder = join(profile, 'On this computer', 'calendars', 'me', 'calendar')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ics'))
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

test('one press begins on this computer; events are plain files that outlive the app', async ({ start, profile }) => {
  const { window, quit } = await start()
  await expect(window.getByText('Where should they live?')).toBeVisible()
  await beginOnThisComputer(window)

  await createEvent(window, 'Dentist')
  await expect(eventNamed(window, 'Dentist')).toBeVisible()
  await expect.poll(() => eventFiles(profile)).toEqual([expect.stringContaining('SUMMARY:Dentist')])

  await retitle(window, eventNamed(window, 'Dentist'), 'Dentist, upstairs')
  await expect(eventNamed(window, 'Dentist, upstairs')).toBeVisible()
  await expect.poll(() => eventFiles(profile)).toEqual([expect.stringContaining('SUMMARY:Dentist\\, upstairs')])

  await createEvent(window, 'Lunch')
  await expect.poll(async () => (await eventFiles(profile)).length).toBe(2)
  await remove(window, eventNamed(window, 'Lunch'))
  await expect(eventNamed(window, 'Lunch')).toHaveCount(0)
  await expect.poll(async () => (await eventFiles(profile)).length).toBe(1)

  await quit()
  const again = await start()
  await expect(eventNamed(again.window, 'Dentist, upstairs')).toBeVisible()
  await expect(eventNamed(again.window, 'Lunch')).toHaveCount(0)
})

test('an account by its address shows its calendars', async ({ start, localServer }) => {
  const { window } = await start()
  await beginWithAccount(window, localServer)
  await expect(calendarBox(window, 'Calendar')).toBeChecked()
})

test('what was typed for an account is still there after going back', async ({ start }) => {
  const { window } = await start()
  await window.getByRole('button', { name: 'Add an account' }).click()
  await window.getByRole('button', { name: 'Add account' }).click()
  await expect(window.getByText('Type the address of your server, or your e-mail address.')).toBeVisible()
  await window.getByRole('textbox', { name: 'Server address or e-mail' }).fill('ines@work.example')
  await expect(window.getByRole('textbox', { name: 'User name' })).toHaveValue('ines@work.example')
  await window.getByRole('textbox', { name: 'Password' }).fill('half typed')
  await window.getByRole('button', { name: 'Back' }).click()
  await expect(window.getByRole('button', { name: 'On this computer', exact: true })).toBeVisible()
  await window.getByRole('button', { name: 'Add an account' }).click()
  await expect(window.getByRole('textbox', { name: 'Server address or e-mail' })).toHaveValue('ines@work.example')
  await expect(window.getByRole('textbox', { name: 'Password' })).toHaveValue('half typed')
})

test('a second start on the same profile shows the first window and ends', async ({ start, profile }) => {
  const { electron, window } = await start()
  await beginOnThisComputer(window)
  const binary = electron.process().spawnfile
  const args = [...(process.platform === 'linux' ? ['--no-sandbox'] : []), '.', '--profile', profile]
  const second = spawn(binary, args, { cwd: join(import.meta.dirname, '..'), stdio: 'ignore' })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  const windows = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(2)
  await createEvent(window, 'Still alone')
  await expect(eventNamed(window, 'Still alone')).toBeVisible()
})
