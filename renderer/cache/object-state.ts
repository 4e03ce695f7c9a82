import type { ObjectState } from '../../shared/ipc/view-port.ts'
import type { PendingChange, StoredObject } from '../../shared/model/change.ts'

/**
 * One object as the user sees it; null when there is none.
 *
 * @param row what the server holds
 * @param edits the user's open edits of it, oldest first
 */
export function objectState(
  row: Pick<StoredObject, 'etag' | 'data'> | null,
  edits: readonly PendingChange[],
): ObjectState | null {
  const edit = edits.at(-1)
  if (edit === undefined)
    return row === null ? null : { data: row.data, base: { etag: row.etag, data: row.data }, pending: null }
  // A deletion that did not get through leaves the object standing.
  const standing = edit.data === null && edit.state !== 'waiting' ? (row ?? edit.base)?.data : edit.data
  return { data: standing ?? null, base: edit.base, pending: edit }
}
