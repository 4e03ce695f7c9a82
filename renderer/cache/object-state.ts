import type { PendingChange } from '../../shared/model/change.ts'
import type { CollectionId, ETag, Href } from '../../shared/model/names.ts'
import type { CacheDatabase } from './database.ts'

export type ObjectState = {
  /** The text as the user sees it, own edits included; null: deleted by the user. */
  data: string | null
  /** What a new edit rests on, as the command `edit.put` wants it; null: the server has never had it. */
  base: { etag: ETag | null; data: string } | null
  /** The last edit not yet on the server. */
  pending: PendingChange | null
}

/** Reads one object as it is now, the server's row with the user's overlay; null when there is no such object. */
export async function readObject(
  { objects, pending }: Pick<CacheDatabase, 'objects' | 'pending'>,
  collection: CollectionId,
  href: Href,
): Promise<ObjectState | null> {
  const [row, edits] = await Promise.all([objects.get([collection, href]), pending.toArray()])
  const edit = edits
    .filter((each) => each.collection === collection && each.href === href)
    .reduce<PendingChange | null>((last, each) => (last === null || each.at >= last.at ? each : last), null)
  if (edit !== null) return { data: edit.data, base: edit.base, pending: edit }
  return row === undefined ? null : { data: row.data, base: { etag: row.etag, data: row.data }, pending: null }
}
