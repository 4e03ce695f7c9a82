import type { Collection } from '../../shared/model/collection.ts'
import type { SyncProgress } from '../../shared/model/health.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { Clock } from './clock.ts'

const TELL_EVERY_MS = 100
const ENDED_STAYS_MS = 5_000

/** First syncs under way, as the user sees them: how far each is, and that it can be stopped. */
export type ProgressBoard = {
  /** A first sync begins; its signal is aborted when the user stops it. */
  readonly begin: (collection: Collection) => AbortSignal
  readonly advance: (collection: CollectionId, done: number, total: number | null) => void
  readonly end: (collection: CollectionId, state: 'done' | 'cancelled' | 'failed') => void
  /** Stops a first sync, and keeps it from being begun again until `resume`. */
  readonly cancel: (collection: CollectionId) => void
  readonly isCancelled: (collection: CollectionId) => boolean
  readonly resume: () => void
}

/** @param onProgress hears all rows, at most ten times a second */
export function createProgressBoard(clock: Clock, onProgress: (rows: SyncProgress[]) => void): ProgressBoard {
  const rows = new Map<CollectionId, SyncProgress>()
  const running = new Map<CollectionId, AbortController>()
  const cancelled = new Set<CollectionId>()
  let telling = false

  function tell(): void {
    if (telling) return
    telling = true
    clock.after(TELL_EVERY_MS, () => {
      telling = false
      onProgress([...rows.values()])
    })
  }

  return {
    begin: ({ id, account, displayName }) => {
      const controller = new AbortController()
      running.set(id, controller)
      rows.set(id, { collection: id, account, displayName, done: 0, total: null, state: 'running' })
      tell()
      return controller.signal
    },
    advance: (collection, done, total) => {
      const row = rows.get(collection)
      if (row === undefined) return
      rows.set(collection, { ...row, done, total })
      tell()
    },
    end: (collection, state) => {
      running.delete(collection)
      const row = rows.get(collection)
      if (row === undefined) return
      const ended = { ...row, state }
      rows.set(collection, ended)
      tell()
      clock.after(ENDED_STAYS_MS, () => {
        if (rows.get(collection) !== ended) return
        rows.delete(collection)
        tell()
      })
    },
    cancel: (collection) => {
      cancelled.add(collection)
      running.get(collection)?.abort()
    },
    isCancelled: (collection) => cancelled.has(collection),
    resume: () => cancelled.clear(),
  }
}
