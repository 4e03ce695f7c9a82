import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

const webPreferences = (): Electron.WebPreferences => ({
  preload: join(__dirname, '../preload/preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  spellcheck: false,
  v8CacheOptions: 'bypassHeatCheck',
})

/** The surface of the tokens, so that no white flashes before the first frame. */
const surface = (): string => (nativeTheme.shouldUseDarkColors ? '#18191a' : '#ffffff')

const loaded = new WeakSet<BrowserWindow>()

/** Whether the page of a window listens already. */
export const hasLoaded = (window: BrowserWindow): boolean => loaded.has(window)

/** Resolves when a window has drawn its first frame, at the latest after `atMost` milliseconds. */
export const firstFrame = (window: BrowserWindow, atMost: number): Promise<void> =>
  new Promise((resolve) => {
    window.once('ready-to-show', () => resolve())
    window.once('closed', () => resolve())
    setTimeout(resolve, atMost)
  })

/** Opens a window of the app. It shows itself with its first frame. */
export function openUiWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Daystream',
    backgroundColor: surface(),
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : { frame: false }),
    webPreferences: webPreferences(),
  })
  window.once('ready-to-show', () => window.show())
  // A page that died is drawn anew: what was saved is in the journal, what it showed in the cache.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
  })
  window.webContents.on('dom-ready', () => loaded.add(window))
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

/** Opens the window nobody sees: it holds the worker that owns the cache. */
export function openCacheWindow(): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...webPreferences(), backgroundThrottling: false },
  })
  void window.loadURL(`${APP_ORIGIN}/cache.html`)
  return window
}
