import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventText } from './plain-client.ts'
import { fillInAccount } from './app.ts'
import { calendarBox } from './steps/accounts.ts'
import { createEvent, eventNamed } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { expect, testWithRadicale } from './test.ts'

const EVENTS = 600

testWithRadicale(
  'a long first sync tells how far it is, can be stopped and taken up, and all works meanwhile',
  async ({ start, radicale, proxyTo }) => {
    const folder = join(radicale.folder, 'data', 'collection-root', 'user', 'archive')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, '.Radicale.props'), JSON.stringify({ tag: 'VCALENDAR', 'D:displayname': 'Archive' }))
    const names = Array.from({ length: EVENTS }, (_, index) => `old-${index}`)
    for (const uid of names)
      await writeFile(
        join(folder, `${uid}.ics`),
        eventText({ uid, summary: uid, start: '20200101T100000', end: '20200101T110000' }),
      )
    const today = { uid: 'today', summary: 'Last of all', start: todayAt(9), end: todayAt(10) }
    await writeFile(join(folder, 'zz.ics'), eventText(today))

    const proxy = await proxyTo(radicale.url)
    proxy.faults.trickle = ({ method }) => (method === 'REPORT' ? 4_000 : null)
    const { window } = await start()
    const form = await fillInAccount(window, { address: proxy.url, user: radicale.user, password: radicale.password })
    await form.press()
    await expect(calendarBox(window, 'Archive')).toBeChecked()

    const progress = window.getByRole('progressbar', { name: 'First sync of Archive' })
    await expect(progress).toBeVisible()
    await expect(progress).toHaveAttribute('aria-valuetext', /^\d+ of 601$/)
    await expect(progress).toHaveAttribute('aria-valuetext', /^[1-9]\d* of \d+$/)
    await createEvent(window, 'Typed meanwhile')
    await expect(eventNamed(window, 'Typed meanwhile')).toBeVisible()
    await expect(progress).toBeVisible()

    await window.getByRole('button', { name: 'Cancel first sync of Archive' }).click()
    await expect(window.getByText(/^Stopped at \d+/)).toBeVisible()
    await expect(progress).toHaveCount(0)
    delete proxy.faults.trickle
    await window.getByRole('button', { name: 'Go on' }).click()
    await expect(eventNamed(window, 'Last of all')).toBeVisible()
    await expect(window.getByText(/^Stopped at/)).toHaveCount(0)
    await expect
      .poll(async () => (await readdir(folder)).filter((name) => name.endsWith('.ics')).length)
      .toBe(EVENTS + 2)
  },
)
