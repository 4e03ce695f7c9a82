import { eventText } from './plain-client.ts'
import { makeRadicaleCollection } from './servers/radicale.ts'
import { beginWithAccount, calendarBox, checkNow, keepPasswordsOnDisk, liveMark } from './steps/accounts.ts'
import { createEvent, eventNamed, remove, retitle } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, testWithRadicale } from './test.ts'

const event = (summary: string, hour: number): string =>
  eventText({ uid: summary.toLowerCase(), summary, start: todayAt(hour), end: todayAt(hour + 1) })

testWithRadicale(
  'killed between edit and upload: what was typed is there after the restart, and goes out',
  async ({ start, radicale, proxyTo }) => {
    const calendar = await makeRadicaleCollection(radicale, 'work', 'calendar', 'Work')
    const other = otherProgram(radicale)
    await other.put(`${calendar}kept.ics`, event('Kept', 8))
    await other.put(`${calendar}obsolete.ics`, event('Obsolete', 10))
    const proxy = await proxyTo(radicale.url)

    const { window, kill } = await start()
    await beginWithAccount(window, { ...radicale, url: proxy.url })
    await keepPasswordsOnDisk(window)
    await expect(eventNamed(window, 'Obsolete')).toBeVisible()

    await proxy.cut()
    await createEvent(window, 'Typed offline')
    await retitle(window, eventNamed(window, 'Kept'), 'Kept and changed')
    await remove(window, eventNamed(window, 'Obsolete'))
    await expect(eventNamed(window, 'Typed offline', 'waiting to be sent')).toBeVisible()
    await expect(eventNamed(window, 'Obsolete')).toHaveCount(0)
    await kill()
    expect((await other.texts(calendar)).join()).not.toContain('Typed offline')

    const again = await start()
    await expect(eventNamed(again.window, 'Typed offline', 'waiting to be sent')).toBeVisible()
    await expect(eventNamed(again.window, 'Kept and changed', 'waiting to be sent')).toBeVisible()
    await expect(eventNamed(again.window, 'Obsolete')).toHaveCount(0)

    await proxy.mend()
    await checkNow(again.window)
    await expect.poll(() => other.titles(calendar)).toEqual(['Kept and changed', 'Typed offline'])
    await expect(eventNamed(again.window, 'Typed offline', 'waiting')).toHaveCount(0)
    await expect(eventNamed(again.window, 'Typed offline')).toBeVisible()
  },
)

testWithRadicale(
  'killed while the answer to an upload is on its way: sent once, no conflict',
  async ({ start, radicale, proxyTo }) => {
    const calendar = await makeRadicaleCollection(radicale, 'work', 'calendar', 'Work')
    const other = otherProgram(radicale)
    const proxy = await proxyTo(radicale.url)
    const { window, kill } = await start()
    await beginWithAccount(window, { ...radicale, url: proxy.url })
    await keepPasswordsOnDisk(window)

    proxy.faults.breakOff = ({ method }) => method === 'PUT'
    await createEvent(window, 'Sent or not')
    await expect.poll(async () => (await other.texts(calendar)).length).toBe(1)
    await kill()
    delete proxy.faults.breakOff

    const again = await start()
    await expect(eventNamed(again.window, 'Sent or not')).toBeVisible()
    await checkNow(again.window)
    await again.window.getByRole('button', { name: 'Sync status', exact: true }).click()
    const status = again.window.getByRole('dialog', { name: 'Sync status' })
    await expect(status.getByText('All your edits are on their servers.')).toBeVisible()
    expect(await other.texts(calendar)).toHaveLength(1)
  },
)

testWithRadicale(
  'changed in two places: both versions are kept until the user chooses, and each choice works',
  async ({ start, radicale, proxyTo }) => {
    const calendar = await makeRadicaleCollection(radicale, 'work', 'calendar', 'Work')
    const other = otherProgram(radicale)
    const names = ['Alpha', 'Beta', 'Gamma'] as const
    for (const [index, name] of names.entries()) await other.put(`${calendar}${name}.ics`, event(name, 7 + 3 * index))
    const proxy = await proxyTo(radicale.url)
    const { window } = await start()
    await beginWithAccount(window, { ...radicale, url: proxy.url })
    await expect(calendarBox(window, 'Work')).toBeChecked()

    for (const name of names) await expect(eventNamed(window, name)).toBeVisible()
    await proxy.cut()
    for (const [index, name] of names.entries()) {
      await retitle(window, eventNamed(window, name), `${name} of mine`)
      const theirs = { uid: name.toLowerCase(), summary: `${name} of theirs` }
      await other.put(
        `${calendar}${name}.ics`,
        eventText({ ...theirs, start: todayAt(7 + 3 * index), end: todayAt(8 + 3 * index) }),
      )
    }
    await proxy.mend()
    await checkNow(window)
    for (const name of names) await expect(eventNamed(window, `${name} of mine`, 'choose which to keep')).toBeVisible()

    const choose = async (name: string, choice: string): Promise<void> => {
      await window.getByRole('button', { name: 'Sync status', exact: true }).click()
      const status = window.getByRole('dialog', { name: 'Sync status' })
      await status.getByRole('button', { name: new RegExp(`^Compare versions: ${name}`) }).click()
      const dialog = window.getByRole('dialog', { name: /was changed in two places$/ })
      await expect(dialog.getByRole('cell', { name: `${name} of mine` })).toBeVisible()
      await expect(dialog.getByRole('cell', { name: `${name} of theirs` })).toBeVisible()
      await dialog.getByRole('button', { name: choice }).click()
      await expect(dialog).toBeHidden()
    }
    await choose('Alpha', 'Keep mine')
    await choose('Beta', 'Keep theirs')
    await choose('Gamma', 'Keep both')
    await expect
      .poll(() => other.titles(calendar))
      .toEqual(['Alpha of mine', 'Beta of theirs', 'Gamma of mine', 'Gamma of theirs'])
    await expect(eventNamed(window, 'Alpha of mine')).toBeVisible()
    await expect(eventNamed(window, 'Beta of theirs')).toBeVisible()
    await expect(eventNamed(window, 'Gamma of mine')).toBeVisible()
    await expect(eventNamed(window, 'Gamma of theirs')).toBeVisible()
    await expect(eventNamed(window, 'Beta of mine')).toHaveCount(0)
    await expect(liveMark(window, 'Polling')).toBeVisible()
  },
)
