import { createPacer } from './pacer.ts'
import { meaningOf, type FeedObject } from './parse.ts'

/** What must become of a stored feed. */
export type FeedDiff = {
  /** New, or with another meaning than what is stored. */
  readonly put: readonly FeedObject[]
  /** UIDs to remove. */
  readonly remove: readonly string[]
}

/** A feed that suddenly lists next to nothing is more likely broken than true. */
export const hasShrunk = (stored: number, listed: number): boolean => stored > 0 && listed < stored / 10

/**
 * Compares what a feed lists with what is stored, by UID. What only got a new time stamp stays as it is, so that its href and etag do.
 *
 * @param stored UIDs that are stored
 * @param readStored gives the stored text of a UID
 * @param keepMissing what the feed no longer lists stays (DAV:subscription-deletions-suppressed), unless it is marked as deleted
 */
export async function diffFeed(
  objects: readonly FeedObject[],
  stored: ReadonlySet<string>,
  readStored: (uid: string) => Promise<string>,
  keepMissing: boolean,
): Promise<FeedDiff> {
  const pacer = createPacer()
  const put: FeedObject[] = []
  const remove: string[] = []
  const listed = new Set<string>()
  for (const object of objects) {
    if (pacer.due()) await pacer.breathe()
    listed.add(object.uid)
    if (object.deleted) {
      if (stored.has(object.uid)) remove.push(object.uid)
    } else if (!stored.has(object.uid) || meaningOf(await readStored(object.uid)) !== object.meaning) put.push(object)
  }
  if (!keepMissing) for (const uid of stored) if (!listed.has(uid)) remove.push(uid)
  return { put, remove }
}
