import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, session } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { channels } from '../shared/ipc/bridge.ts'
import type { AppEvent } from '../shared/ipc/events.ts'
import { reasonOf } from '../shared/model/reason.ts'
import { startDaystream } from './daystream.ts'
import type { WindowControls } from './ipc/handlers.ts'
import { serveCommands } from './ipc/serve.ts'
import { openSettings } from './settings/settings.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from './shell/app-protocol.ts'
import { cachePortOver } from './shell/cache-port.ts'
import { keepCacheWindow, type CacheWindow } from './shell/cache-window.ts'
import { openCredentialVault } from './shell/credential-vault.ts'
import { keepLocalServer } from './shell/local-server-process.ts'
import { lockDown } from './shell/lock-down.ts'
import { openLog } from './shell/log.ts'
import { setMenu } from './shell/menu.ts'
import { watchNetwork } from './shell/network.ts'
import { chooseProfile } from './shell/profile.ts'
import { quitAfter } from './shell/quit.ts'
import { firstFrame, openUiWindow } from './shell/windows.ts'

// Composition: builds the parts and connects their ports. What they do is theirs.

/** A page that draws nothing must not keep the rest from starting. */
const FIRST_FRAME_WITHIN_MS = 1_500

const profile = chooseProfile(process.argv)
const log = openLog(profile)
const inProfile = (name: string): string => join(profile, name)

const controls = (window: BrowserWindow): WindowControls => ({
  control(action) {
    if (action === 'minimise') window.minimize()
    else if (action === 'close') window.close()
    else if (window.isMaximized()) window.unmaximize()
    else window.maximize()
  },
})

async function start(): Promise<void> {
  serveApp(join(__dirname, '../renderer'))
  setMenu()
  const settings = await openSettings(inProfile('settings.json'))
  nativeTheme.themeSource = settings.get().theme

  const windows = new Set<BrowserWindow>()
  const emit = (event: AppEvent): void => {
    for (const window of windows) window.webContents.send(channels.event, event)
  }

  let cacheWindow: CacheWindow | null = null
  function openWindow(): BrowserWindow {
    const window = openUiWindow()
    windows.add(window)
    cacheWindow?.serve(window)
    window.once('closed', () => {
      windows.delete(window)
      // The hidden window would keep the app alive for ever with nothing to see of it.
      if (windows.size === 0 && process.platform !== 'darwin') app.quit()
    })
    return window
  }

  // The last view is drawn from what the page itself remembers: nothing else may take the processor before that.
  const first = openWindow()
  const started = firstFrame(first, FIRST_FRAME_WITHIN_MS).then(async () => {
    const vault = await openCredentialVault(inProfile('credentials.json'), settings.get().weakCredentialStorage)
    const rememberedPort = Number(await readFile(inProfile('local-server-port'), 'utf8').catch(() => '0')) || 0
    return startDaystream({
      profile,
      version: app.getVersion(),
      settings,
      credentials: vault,
      resolveProxy: (url) => session.defaultSession.resolveProxy(url),
      localServer: (onAddress) =>
        keepLocalServer({
          dataDir: inProfile('On this computer'),
          port: rememberedPort,
          allowFeedOrigins: () => settings.get().allowFeedOrigins,
          onAddress(address) {
            void writeFileAtomic(inProfile('local-server-port'), String(address.port))
            onAddress(address)
          },
          onTrouble: (message) => log.error(`Local server: ${message}`),
        }),
      async onSettings(next) {
        nativeTheme.themeSource = next.theme
        await vault.setWeakAllowed(next.weakCredentialStorage)
      },
      emit,
      log,
    })
  })

  serveCommands<WindowControls>(
    {
      handle: (channel, listener) =>
        ipcMain.handle(channel, (event, name: unknown, input: unknown) => {
          const frame = event.senderFrame
          const window = BrowserWindow.fromWebContents(event.sender)
          if (frame === null || window === null) return undefined
          return listener({ url: frame.url, isMainFrame: frame.parent === null, asker: controls(window) }, name, input)
        }),
    },
    `${APP_ORIGIN}/index.html`,
    started.then(({ handlers }) => handlers),
    (error) => log.error('A command failed', error),
  )

  app.on('second-instance', () => {
    const [first] = windows
    if (first === undefined) return openWindow()
    if (first.isMinimized()) first.restore()
    first.focus()
  })
  app.on('activate', () => {
    if (windows.size === 0) openWindow()
  })

  const daystream = await started
  const cache = keepCacheWindow((port) => daystream.cache.connect(cachePortOver(port)), daystream.onCacheState)
  cacheWindow = cache
  for (const window of windows) cache.serve(window)
  const stopWatching = watchNetwork(daystream.setOnline, daystream.wake)

  async function stop(): Promise<void> {
    stopWatching()
    // The cache last: it still has to hear of what was just written.
    await daystream.stop().finally(() => cache.close())
  }
  quitAfter(app, stop, (error) => log.error('Could not stop cleanly', error))
}

registerAppScheme()
lockDown()
process.on('uncaughtException', (error) => log.error('Uncaught', error))
process.on('unhandledRejection', (error) => log.error('Unhandled', error))

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.error('Could not start', error)
      dialog.showErrorBox(
        'Daystream could not start',
        `${reasonOf(error)}\n\nNothing was changed. Its folder is ${profile}.`,
      )
      app.exit(1)
    })
} else app.quit()
