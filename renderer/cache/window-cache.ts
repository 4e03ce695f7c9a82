import type { PortMessage } from '../../shared/ipc/bridge.ts'
import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'
import { cacheDatabase } from './database.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import { createViewPortClient } from './view-port-client.ts'

/** Long enough that a burst of changes is written once. */
const SNAPSHOT_AFTER_MS = 3_000

/** What the last run showed, read before the first paint. */
export const snapshot = readSnapshot(localStorage)

/** This window's view port; `connectCache` gives it its port. */
export const viewPort = createViewPortClient(() => snapshot?.occurrences ?? [])

/** This window's handle on the cache, to read only. */
export const database = cacheDatabase(true)

/** Listens for the ports that preload hands to this window. Call once, before the page has loaded. */
export function connectCache(): void {
  window.addEventListener('message', (event: MessageEvent<PortMessage | null>) => {
    const port = event.ports[0]
    if (event.source !== window || event.data?.daystream !== 'port' || event.data.kind !== 'view') return
    if (port !== undefined) viewPort.connect(port)
  })
}

let timer: ReturnType<typeof setTimeout> | undefined

async function write(occurrences: readonly ViewOccurrence[]): Promise<void> {
  const [accounts, collections] = await Promise.all([database.accounts.toArray(), database.collections.toArray()])
  writeSnapshot(localStorage, { accounts, collections, occurrences })
}

/** Keeps what the window shows for the next start, once the page has nothing better to do. */
export function keepSnapshot(occurrences: readonly ViewOccurrence[]): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    // A database that cannot be read now is being made anew: the snapshot before stays.
    requestIdleCallback(() => void write(occurrences).catch(() => undefined))
  }, SNAPSHOT_AFTER_MS)
}
