import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { eventText } from './plain-client.ts'
import { localCalendar, startLocalServer } from './servers/local-server.ts'
import { beginOnThisComputer, beginWithAccount, checkNow, keepPasswordsOnDisk, liveMark } from './steps/accounts.ts'
import { createEvent, eventNamed } from './steps/events.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

const event = (summary: string, hour: number): string =>
  eventText({ uid: summary.toLowerCase(), summary, start: todayAt(hour), end: todayAt(hour + 1) })

test('with the server away, the last view is there at once; and the server’s news when it is back', async ({
  start,
  localServer,
}) => {
  const calendar = localCalendar(localServer)
  const other = otherProgram(localServer)
  await other.put(`${calendar}known.ics`, event('Known', 8))
  const { window, quit } = await start()
  await beginWithAccount(window, localServer)
  await keepPasswordsOnDisk(window)
  await expect(eventNamed(window, 'Known')).toBeVisible()
  await quit()
  await localServer.pause()

  const again = await start()
  await expect(eventNamed(again.window, 'Known')).toBeVisible()
  await expect(liveMark(again.window, 'Offline')).toBeVisible()
  await expect(again.window.getByText(`${new URL(localServer.url).host} could not be reached`)).toBeVisible()
  await createEvent(again.window, 'Meanwhile')
  await expect(eventNamed(again.window, 'Meanwhile', 'waiting to be sent')).toBeVisible()

  await localServer.resume()
  await checkNow(again.window)
  await expect(liveMark(again.window, 'Streaming')).toBeVisible()
  await expect.poll(async () => (await other.texts(calendar)).join()).toContain('Meanwhile')
  await other.put(`${calendar}news.ics`, event('News', 12))
  await expect(eventNamed(again.window, 'News')).toBeVisible()
})

/** The hidden window with the cache that lives now. */
const cachePage = async (electron: ElectronApplication): Promise<Page> => {
  const isCache = (page: Page): boolean => !page.isClosed() && page.url().startsWith('app://daystream/cache.html')
  return electron.windows().find(isCache) ?? electron.waitForEvent('window', { predicate: isCache })
}

test('the hidden window, its worker, or the local server killed: the app comes back by itself', async ({
  start,
  profile,
}) => {
  // What another program enters with: the password given when the server ran alone on this folder.
  const alone = await startLocalServer({ folder: join(profile, 'On this computer'), user: 'me', password: 'pass' })
  await alone.stop()
  const { electron, window } = await start()
  await beginOnThisComputer(window)
  await expect(liveMark(window, 'Streaming')).toBeVisible()
  const put = async (summary: string, hour: number): Promise<void> => {
    const port = await readFile(join(profile, 'local-server-port'), 'utf8')
    const server = { url: `http://127.0.0.1:${port}`, user: 'me', password: 'pass' }
    await otherProgram(server).put(`${localCalendar(server)}${summary}.ics`, event(summary, hour))
  }
  const change = async (summary: string, hour: number): Promise<void> => {
    await expect(() => put(summary, hour)).toPass()
    await expect(eventNamed(window, summary)).toBeVisible()
  }
  await change('Before', 6)

  await test.step('the hidden window', async () => {
    const hidden = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('cache.html'))
        ?.webContents.getOSProcessId(),
    )
    const seen = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('index.html'))
        ?.webContents.getOSProcessId(),
    )
    expect(hidden).not.toBe(seen)
    process.kill(hidden ?? 0, 'SIGKILL')
    await change('Window', 8)
  })

  await test.step('the worker, by an error of its own', async () => {
    const page = await cachePage(electron)
    const [worker] = page.workers()
    const closed = page.waitForEvent('close')
    await worker?.evaluate(() => void Promise.reject(new Error('broken')))
    await closed
    await change('Error', 10)
  })

  await test.step('the worker, without a word', async () => {
    const page = await cachePage(electron)
    await expect.poll(() => page.workers().length).toBe(1)
    const closed = page.waitForEvent('close')
    await page.workers()[0]?.evaluate(() => globalThis.close())
    await closed
    await change('Silence', 12)
  })

  await test.step('the local server', async () => {
    const pid = await electron.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Daystream local server')?.pid,
    )
    process.kill(pid ?? 0, 'SIGKILL')
    await change('Server', 14)
    await createEvent(window, 'Own edit')
    await expect(eventNamed(window, 'Own edit')).toBeVisible()
    await expect(eventNamed(window, 'Own edit', 'waiting')).toHaveCount(0)
  })
  await expect(eventNamed(window, 'Before')).toBeVisible()
})

/** What happens to the cache on disk between two runs. */
const harms = {
  deleted: (folder: string) => rm(folder, { recursive: true }),
  'damaged in one file': async (folder: string) => {
    const [database] = (await readdir(folder)).filter((name) => name.endsWith('.leveldb'))
    const inside = join(folder, database ?? '')
    const [log] = (await readdir(inside)).filter((name) => name.endsWith('.log'))
    await writeFile(join(inside, log ?? ''), Buffer.alloc(1000, 'x'))
  },
  'damaged beyond reading': async (folder: string) => {
    for (const database of await readdir(folder))
      for (const file of await readdir(join(folder, database)))
        await writeFile(join(folder, database, file), 'no database')
  },
} as const

for (const [harm, inflict] of Object.entries(harms))
  test(`the cache ${harm}: it is read again from the server, and no waiting edit is lost`, async ({
    start,
    profile,
    localServer,
    proxyTo,
  }) => {
    const calendar = localCalendar(localServer)
    const other = otherProgram(localServer)
    await other.put(`${calendar}known.ics`, event('Known', 8))
    const proxy = await proxyTo(localServer.url)
    const { window, quit } = await start()
    await beginWithAccount(window, { ...localServer, url: proxy.url })
    await keepPasswordsOnDisk(window)
    await expect(eventNamed(window, 'Known')).toBeVisible()
    await proxy.cut()
    await createEvent(window, 'Waiting edit')
    await expect(eventNamed(window, 'Waiting edit', 'waiting to be sent')).toBeVisible()
    await quit()
    await inflict(join(profile, 'IndexedDB'))
    // Its last view is no proof that the cache was read again.
    await other.remove(`${calendar}known.ics`)
    await other.put(`${calendar}newer.ics`, event('Newer', 11))

    const again = await start()
    await expect(eventNamed(again.window, 'Waiting edit', 'waiting to be sent')).toBeVisible()
    await proxy.mend()
    await checkNow(again.window)
    await expect(eventNamed(again.window, 'Newer')).toBeVisible()
    await expect(eventNamed(again.window, 'Known')).toHaveCount(0)
    await expect.poll(async () => (await other.texts(calendar)).join()).toContain('Waiting edit')
    await expect(eventNamed(again.window, 'Waiting edit', 'waiting')).toHaveCount(0)
  })
