import type { ChangeRow } from '../store/change-index.ts'
import { lastSegment, parentOf } from '../store/href.ts'
import type { SyncPosition, SyncTarget } from '../sync-token.ts'

export type SyncLevel = '1' | 'infinite'

/** Changes in the order they happened, each path once, and where the client is when it has taken them. */
export type Changes = {
  readonly rows: readonly ChangeRow[]
  readonly next: SyncPosition
  /** There are more: RFC 6578 §3.6. */
  readonly truncated: boolean
}

/** Where a client is that has nothing yet: removals before now mean nothing to it. */
export const initialPosition = (target: SyncTarget): SyncPosition => ({ seq: 0, base: target.changes.lastSeq() })

/** A removed member of a removed collection is not told: the collection's removal says it (RFC 6578 §3.5.2). */
function isToldByItsCollection(target: SyncTarget, row: ChangeRow): boolean {
  if (!row.deleted || 'file' in target || row.key.endsWith('/')) return false
  return !target.collections.has(lastSegment(parentOf(row.key)))
}

/**
 * What changed in a target since a position (RFC 6578 §3.5, §3.6).
 *
 * @param limit most rows
 */
export function changesSince(target: SyncTarget, position: SyncPosition, level: SyncLevel, limit: number): Changes {
  const rows: ChangeRow[] = []
  const end = target.changes.lastSeq()
  for (const row of target.changes.since(position.seq)) {
    if (row.deleted && row.seq <= position.base) continue
    if (level === '1' && !('file' in target) && !row.key.endsWith('/')) continue
    if (isToldByItsCollection(target, row)) continue
    if (rows.length === limit) {
      const seq = rows.at(-1)?.seq ?? position.seq
      return { rows, next: { seq, base: Math.max(seq, position.base) }, truncated: true }
    }
    rows.push(row)
  }
  return { rows, next: { seq: end, base: end }, truncated: false }
}
