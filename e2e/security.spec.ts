import type { ElectronApplication, Page } from '@playwright/test'
import type { Bridge } from '../shared/ipc/bridge.ts'
import { eventText } from './plain-client.ts'
import { localCalendar } from './servers/local-server.ts'
import { loginPage, startWebServer } from './servers/web-server.ts'
import { beginOnThisComputer, beginWithAccount } from './steps/accounts.ts'
import { eventNamed } from './steps/events.ts'
import { filesHolding } from './steps/files.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

/** What preload adds to every page. */
type WithBridge = { daystream: Bridge }

/** What Electron's types leave out. */
type WithPreferences = { getLastWebPreferences: () => Record<string, unknown> }

const cachePage = (electron: ElectronApplication): Page | undefined =>
  electron.windows().find((page) => page.url().startsWith('app://daystream/cache.html'))

test('pages are sandboxed and isolated, and hold nothing but the bridge', async ({ start }) => {
  const { electron, window } = await start()
  await beginOnThisComputer(window)
  const preferences = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (
        each as unknown as WithPreferences
      ).getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity }
    }),
  )
  expect(preferences).toHaveLength(2)
  for (const each of preferences)
    expect(each).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
  for (const page of [window, cachePage(electron)])
    expect(
      await page?.evaluate(() => ({
        node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
        bridge: Object.keys((globalThis as unknown as WithBridge).daystream).toSorted((a, b) => a.localeCompare(b)),
        origin: location.origin,
      })),
    ).toEqual({ node: [], bridge: ['invoke', 'onEvent', 'platform'], origin: 'app://daystream' })
})

test('the content security policy stands on every answer and holds', async ({ start }) => {
  const outside = await startWebServer(loginPage)
  try {
    const { window } = await start()
    const policies = await window.evaluate(async () => {
      const addresses = [location.href, 'cache.html', ...[...document.scripts].map(({ src }) => src)]
      const answers = await Promise.all(addresses.map((address) => fetch(address)))
      return answers.map(({ headers }) => headers.get('content-security-policy') ?? '')
    })
    expect(policies.length).toBeGreaterThan(2)
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toMatch(/unsafe|https?:/)
    }
    const effect = await window.evaluate(async (url) => {
      const violated: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.body.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="globalThis.injected = true">')
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
      const fetched = await fetch(url).then(
        () => 'fetched',
        () => 'refused',
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { injected: 'injected' in globalThis, fetched, violated: [...new Set(violated)] }
    }, outside.url)
    expect(effect.injected).toBe(false)
    expect(effect.fetched).toBe('refused')
    expect(effect.violated).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr', 'frame-src', 'connect-src']),
    )
  } finally {
    await outside.stop()
  }
})

test('only the app’s own files are served', async ({ start }) => {
  const { window } = await start()
  const statuses = await window.evaluate(() =>
    Promise.all(
      ['/../main/main.cjs', '/%2e%2e/main/main.cjs', '/..%2fmain%2fmain.cjs', '/etc/passwd', '/none.html'].map(
        async (path) => (await fetch(`app://daystream${path}`)).status,
      ),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([404]))
})

test('pages stay where they are and open nothing; links go to the system’s browser', async ({ start }) => {
  const { electron, window } = await start()
  await beginOnThisComputer(window)
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
  const opened = await window.evaluate(async () => {
    const windows = [
      'https://calendar.example/',
      'file:///etc/passwd',
      'javascript:1',
      'app://daystream/index.html',
    ].map((url) => globalThis.open(url))
    const link = document.createElement('a')
    link.href = 'https://elsewhere.example/'
    document.body.append(link)
    link.click()
    location.assign('https://elsewhere.example/')
    location.assign('file:///etc/passwd')
    await new Promise((resolve) => setTimeout(resolve, 500))
    return windows.filter((each) => each !== null).length
  })
  expect(opened).toBe(0)
  expect(window.url()).toBe('app://daystream/index.html')
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
  expect(await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
    'https://calendar.example/',
  ])
  const permissions = await window.evaluate(async () => [
    (await navigator.permissions.query({ name: 'geolocation' })).state,
    await Notification.requestPermission(),
  ])
  expect(permissions).toEqual(['denied', 'denied'])
})

test('commands: unknown ones, malformed ones and other senders are refused', async ({ start }) => {
  const { electron, window } = await start()
  await beginOnThisComputer(window)
  const invoke = (page: Page | undefined, name: string, input: unknown) =>
    page?.evaluate(
      ([command, given]) => (globalThis as unknown as WithBridge).daystream.invoke(command as 'app.state', given),
      [name, input] as const,
    )
  const refused = (kind: string) => ({ ok: false, error: { kind, message: expect.any(String) } })
  expect(await invoke(window, 'app.state', {})).toMatchObject({ ok: true })
  expect(await invoke(window, 'app.quit', {})).toEqual(refused('invalid'))
  expect(await invoke(window, 'constructor', {})).toEqual(refused('invalid'))
  expect(await invoke(window, 'settings.set', { theme: 'neon' })).toEqual(refused('invalid'))
  expect(await invoke(window, 'edit.put', { collection: 7 })).toEqual(refused('invalid'))
  expect(await invoke(cachePage(electron), 'app.state', {})).toEqual(refused('forbidden'))
})

test('without a keyring it is said, and a password is nowhere but in memory', async ({
  start,
  localServer,
  profile,
}) => {
  await otherProgram(localServer).put(
    `${localCalendar(localServer)}known.ics`,
    eventText({ uid: 'known', summary: 'Known', start: todayAt(9), end: todayAt(10) }),
  )
  const password = 'xQ7-fühl-Ω-93kd'
  await localServer.usePassword(password)
  const { window, quit } = await start()
  await beginWithAccount(window, { ...localServer, password })
  await expect(eventNamed(window, 'Known')).toBeVisible()
  await expect(window.getByText('passwords are kept in memory only and asked for again after a restart')).toBeVisible()

  const inPage = await window.evaluate(async () => {
    const stores = await indexedDB.databases()
    const rows = stores.map(
      ({ name }) =>
        new Promise<unknown[]>((resolve) => {
          const opening = indexedDB.open(name ?? '')
          opening.onsuccess = () => {
            const names = [...opening.result.objectStoreNames]
            const reading = opening.result.transaction(names)
            const all = names.map((each) => reading.objectStore(each).getAll())
            reading.oncomplete = () => resolve(all.map(({ result }) => result as unknown))
          }
        }),
    )
    const { daystream } = globalThis as unknown as WithBridge
    return JSON.stringify([
      await Promise.all(rows),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      await daystream.invoke('app.state', {}),
      document.documentElement.outerHTML,
    ])
  })
  expect(inPage).toContain('Known')
  expect(inPage).not.toContain(password)
  await quit()

  expect(await filesHolding(profile, 'user', password)).toEqual([])
  expect(await filesHolding(profile, 'user', 'Known')).not.toEqual([])

  const again = await start()
  await expect(eventNamed(again.window, 'Known')).toBeVisible()
  await expect(again.window.getByText(/The password for user on .* is not here\. Enter it again\./)).toBeVisible()
  await again.window.getByRole('button', { name: 'Enter password' }).click()
  const dialog = again.window.getByRole('dialog', { name: /^Password for/ })
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
  await dialog.getByRole('button', { name: 'Use this password' }).click()
  await expect(dialog).toBeHidden()
  await expect(again.window.getByRole('button', { name: /: Streaming$/ })).toBeVisible()
})
