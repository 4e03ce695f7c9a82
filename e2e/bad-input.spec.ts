import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fillInAccount } from './app.ts'
import { eventText } from './plain-client.ts'
import { localCalendar } from './servers/local-server.ts'
import { freePort, makeRadicaleCollection } from './servers/radicale.ts'
import { loginPage, startWebServer } from './servers/web-server.ts'
import { beginWithAccount, calendarBox, checkNow, liveMark } from './steps/accounts.ts'
import { createEvent, eventNamed } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test, testWithRadicale } from './test.ts'

const event = (summary: string, hour: number): string =>
  eventText({ uid: summary.toLowerCase(), summary, start: todayAt(hour), end: todayAt(hour + 1) })

const isReport = ({ method }: { method: string }): boolean => method === 'REPORT'

test('every address that does not work is named, with the next step, and nothing typed is lost', async ({
  start,
  localServer,
  proxyTo,
}) => {
  const nobody = `http://127.0.0.1:${await freePort()}`
  const website = await startWebServer(loginPage)
  const untrusted = await startWebServer(loginPage, true)
  const babble = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'))
  await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', () => resolve()))
  const proxy = await proxyTo(localServer.url)
  const { window } = await start()
  const form = await fillInAccount(window, { address: 'nothing yet', user: 'user', password: 'pass' })
  const address = window.getByRole('textbox', { name: 'Server address or e-mail' })
  const password = window.getByRole('textbox', { name: 'Password' })
  const refuses = async (typed: string, ...words: (string | RegExp)[]): Promise<void> => {
    await address.fill(typed)
    await form.press()
    for (const each of words) await expect(window.getByText(each)).toBeVisible()
    await expect(address).toHaveValue(typed)
    await expect(password).toHaveValue('pass')
  }
  try {
    await test.step('no address', () => refuses('nothing yet', '“nothing yet” is neither a mail address nor'))
    await test.step('unreachable host', () =>
      refuses(nobody, `${new URL(nobody).host} could not be reached: nothing answers on that port. Check the address`))
    await test.step('not a DAV server', () =>
      refuses(website.url, /^127\.0\.0\.1.* not as a calendar or contacts server\. Check the address/))
    await test.step('not HTTP at all', () => {
      const { port } = babble.address() as { port: number }
      return refuses(
        `http://127.0.0.1:${port}`,
        /^127\.0\.0\.1.* not as a calendar or contacts server\. Check the address/,
      )
    })
    await test.step('no encryption on a foreign host', () =>
      refuses('http://calendar.example', /^calendar\.example would be spoken to without encryption\. Nothing was sent/))
    await test.step('a certificate that is not trusted', () =>
      refuses(untrusted.url, /^The certificate of localhost:\d+ is not trusted: it is self-signed\. Nothing was sent/))
    await test.step('malformed XML', async () => {
      proxy.faults.answer = () => ({
        status: 207,
        type: 'application/xml',
        body: '<D:multistatus xmlns:D="DAV:"><D:resp',
      })
      await refuses(proxy.url, /127\.0\.0\.1:\d+/, /XML|before its end/)
      delete proxy.faults.answer
    })
    await test.step('an answer that breaks off', async () => {
      proxy.faults.breakOff = () => true
      await refuses(proxy.url, /127\.0\.0\.1:\d+.* (broke off before its end|ended before its end)/)
      delete proxy.faults.breakOff
    })
    await test.step('wrong password', async () => {
      await address.fill(localServer.url)
      await password.fill('wrong')
      await form.press()
      await expect(window.getByText(/does not accept the user name or password\. Check them/)).toBeVisible()
      await expect(password).toHaveValue('wrong')
    })
    await password.fill('pass')
    await form.press()
    await expect(calendarBox(window, 'Calendar')).toBeChecked()
  } finally {
    await Promise.all([website.stop(), untrusted.stop()])
    babble.close()
  }
})

testWithRadicale(
  'answers that cannot be read: what is known stays, it is said, and it ends by itself',
  async ({ start, radicale, proxyTo }) => {
    const calendar = await makeRadicaleCollection(radicale, 'work', 'calendar', 'Work')
    const other = otherProgram(radicale)
    await other.put(`${calendar}known.ics`, event('Known', 8))
    const proxy = await proxyTo(radicale.url)
    const { host } = new URL(proxy.url)
    const { window } = await start()
    await beginWithAccount(window, { ...radicale, url: proxy.url })
    await expect(eventNamed(window, 'Known')).toBeVisible()
    const story = async (words: RegExp): Promise<void> => {
      await window.getByRole('button', { name: 'Sync status', exact: true }).click()
      const status = window.getByRole('dialog', { name: 'Sync status' })
      await expect(status.getByText(words)).toBeVisible()
      await window.keyboard.press('Escape')
    }

    await other.put(`${calendar}unreachable.ics`, event('Behind the fault', 10))
    await test.step('malformed XML', async () => {
      proxy.faults.body = (text, asked) => (isReport(asked) ? text.replaceAll('</', '<//') : text)
      await checkNow(window)
      await story(new RegExp(`${host} is not well-formed XML.*tell whoever runs the server`))
      await expect(eventNamed(window, 'Known')).toBeVisible()
      delete proxy.faults.body
    })
    await test.step('a multistatus that breaks off', async () => {
      proxy.faults.breakOff = isReport
      await checkNow(window)
      await story(
        new RegExp(`${host} (broke off|ended) before its end. Nothing was changed by it. If it lasts, try again later`),
      )
      await expect(eventNamed(window, 'Known')).toBeVisible()
      await createEvent(window, 'Typed meanwhile')
      await expect(eventNamed(window, 'Typed meanwhile')).toBeVisible()
      delete proxy.faults.breakOff
    })
    await checkNow(window)
    await expect(eventNamed(window, 'Behind the fault')).toBeVisible()
    await expect(liveMark(window, 'Polling')).toBeVisible()
    await expect.poll(() => other.titles(calendar)).toEqual(['Behind the fault', 'Known', 'Typed meanwhile'])
  },
)

test('an event that cannot be read is named; the rest is shown', async ({ start, localServer }) => {
  await localServer.pause()
  const folder = join(localServer.folder, 'calendars', 'user', 'calendar')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'broken.ics'),
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:next tuesday\r\n',
  )
  await localServer.resume()
  const other = otherProgram(localServer)
  await other.put(`${localCalendar(localServer)}fine.ics`, event('Fine', 8))
  const { window } = await start()
  await beginWithAccount(window, localServer)
  await expect(eventNamed(window, 'Fine')).toBeVisible()
  await window.getByRole('button', { name: 'Sync status', exact: true }).click()
  const status = window.getByRole('dialog', { name: 'Sync status' })
  await expect(status.getByText(/broken\.ics in “Calendar” cannot be read/)).toBeVisible()
  await window.keyboard.press('Escape')
  await other.put(`${localCalendar(localServer)}news.ics`, event('News', 10))
  await expect(eventNamed(window, 'News')).toBeVisible()
  await expect(liveMark(window, 'Streaming')).toBeVisible()
})
