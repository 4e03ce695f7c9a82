import { setTimeout as wait } from 'node:timers/promises'
import { MessageChannelMain, session, type BrowserWindow, type MessagePortMain } from 'electron'
import { channels, type PortMessage } from '../../shared/ipc/bridge.ts'
import { APP_ORIGIN } from './app-protocol.ts'
import { hasLoaded, openCacheWindow } from './windows.ts'

/** Deaths in a row, none living this long, after which the cache itself is taken to be the cause and is cleared. */
const DEATHS_BEFORE_CLEARING = 3
const HEALTHY_AFTER_MS = 30_000
/** What dies again and again, also with an empty cache, is given ever more time: it must not keep the machine busy. */
const FIRST_WAIT_MS = 500
const LAST_WAIT_MS = 60_000

export type CacheWindow = {
  /** Gives a UI window its view port, now and again whenever the worker is born anew. */
  serve(window: BrowserWindow): void
  close(): void
}

const post = (to: BrowserWindow, kind: PortMessage['kind'], port: MessagePortMain): void =>
  to.webContents.postMessage(channels.port, kind, [port])

/**
 * Keeps the hidden window alive: when it, its worker or its renderer dies it is opened again. After three deaths in a row the
 * cache is cleared; everything in it is on the servers or in the journal.
 *
 * @param connect takes main's end of the cache port of each new worker
 * @param onState `starting` at each birth, `rebuilding` when the cache had to be cleared
 */
export function keepCacheWindow(
  connect: (port: MessagePortMain) => void,
  onState: (state: 'starting' | 'rebuilding') => void,
): CacheWindow {
  const served = new Set<BrowserWindow>()
  let current: BrowserWindow | null = null
  let loaded = false
  let deaths = 0
  let closing = false

  function linkView(window: BrowserWindow): void {
    if (current === null || !loaded || window.isDestroyed()) return
    const { port1, port2 } = new MessageChannelMain()
    post(current, 'view', port1)
    post(window, 'view', port2)
  }

  async function revive(): Promise<void> {
    deaths += 1
    const clear = deaths % DEATHS_BEFORE_CLEARING === 0
    onState(clear ? 'rebuilding' : 'starting')
    if (clear) await session.defaultSession.clearStorageData({ origin: APP_ORIGIN, storages: ['indexdb'] })
    const more = deaths - DEATHS_BEFORE_CLEARING
    if (more > 0) await wait(Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** more))
    if (!closing) give()
  }

  function give(): void {
    const window = openCacheWindow()
    current = window
    loaded = false
    const healthy = setTimeout(() => (deaths = 0), HEALTHY_AFTER_MS)
    window.webContents.once('dom-ready', () => {
      loaded = true
      const { port1, port2 } = new MessageChannelMain()
      post(window, 'cache', port1)
      // A worker that ends without an error is missed by nobody else.
      port2.once('close', () => {
        if (!window.isDestroyed()) window.destroy()
      })
      connect(port2)
      for (const each of served) linkView(each)
    })
    // Destroying what is left leads to `closed`, the one way out whatever was the cause.
    window.webContents.once('render-process-gone', () => window.destroy())
    window.once('closed', () => {
      clearTimeout(healthy)
      if (current !== window) return
      current = null
      if (!closing) void revive()
    })
  }

  onState('starting')
  give()

  return {
    serve(window) {
      const link = (): void => {
        served.add(window)
        linkView(window)
      }
      window.webContents.on('dom-ready', link)
      if (hasLoaded(window)) link()
      window.once('closed', () => served.delete(window))
    },
    close() {
      closing = true
      current?.destroy()
    },
  }
}
