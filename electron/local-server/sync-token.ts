import type { ChangeIndex } from './store/change-index.ts'
import type { StoredCollection, StoredHome } from './store/model.ts'

/** What can be synchronised: a home, or one collection. */
export type SyncTarget = StoredHome | StoredCollection

/** Finds the epoch a sequence number was given out in. */
export type EpochOf = (seq: number) => string | undefined

/** Where a client is. `base` is over `seq` while it pages through its first listing: removals up to it mean nothing to it. */
export type SyncPosition = { readonly seq: number; readonly base: number }

const idOf = (target: SyncTarget): string => ('file' in target ? target.file.id : target.kind)
const changesOf = (target: SyncTarget): ChangeIndex => target.changes

/**
 * Writes a token (RFC 6578 §3.8): a URI, opaque to the client, bound to the collection, whatever the sync-level.
 * It names the epoch its newest number was given out in, so one from a future that a restored backup undid is not taken for another.
 */
export function writeSyncToken(target: SyncTarget, epochOf: EpochOf, position: SyncPosition): string {
  const newest = Math.max(position.seq, position.base)
  const paging = position.base > position.seq ? `-${position.base}` : ''
  return `urn:daystream:sync:${idOf(target)}:${epochOf(newest) ?? '0'}:${position.seq}${paging}`
}

/** The token a report would give now. */
export function currentSyncToken(target: SyncTarget, epochOf: EpochOf): string {
  const seq = changesOf(target).lastSeq()
  return writeSyncToken(target, epochOf, { seq, base: seq })
}

/** Reads a token; null if it is not one of this target's, or from a time of which removals are forgotten. */
export function readSyncToken(token: string, target: SyncTarget, epochOf: EpochOf): SyncPosition | null {
  const match = /^urn:daystream:sync:([\w-]+):([\w-]+):(0|[1-9]\d{0,14})(?:-([1-9]\d{0,14}))?$/.exec(token.trim())
  if (match === null || match[1] !== idOf(target)) return null
  const seq = Number(match[3])
  const base = Math.max(seq, Number(match[4] ?? 0))
  const changes = changesOf(target)
  if (base > changes.lastSeq() || (match[2] ?? '') !== (epochOf(base) ?? '0')) return null
  return base < changes.floor() ? null : { seq, base }
}
