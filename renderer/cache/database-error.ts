import { reasonOf } from '../../shared/model/reason.ts'
/** How a store that was deleted, or whose files cannot be read, shows itself (Dexie's and the DOM's names). */
const damage: ReadonlySet<string> = new Set([
  'AbortError',
  'BulkError',
  'DamagedError',
  'DatabaseClosedError',
  'DataError',
  'InvalidStateError',
  'NotFoundError',
  'NotReadableError',
  'OpenFailedError',
  'TimeoutError',
  'UnknownError',
  'VersionError',
])

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'QuotaExceededError' || ('inner' in error && error.inner !== error && isFull(error.inner)))

/** Whether an error says that the database cannot be used any more; a full disk, or a mistake of ours, does not. */
export const isDamage = (error: unknown): boolean => error instanceof Error && damage.has(error.name) && !isFull(error)

/** An error of the cache in plain words. */
export function plainly(error: unknown): string {
  if (isFull(error)) return 'The disk is full. What was cached before is untouched; free some space and it goes on.'
  return reasonOf(error)
}
