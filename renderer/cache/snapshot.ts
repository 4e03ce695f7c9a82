import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'
import type { Account } from '../../shared/model/account.ts'
import type { Collection } from '../../shared/model/collection.ts'

/** What the window last showed, kept where it can be read before the first paint, without waiting for the database. */
export type Snapshot = {
  accounts: Account[]
  collections: Collection[]
  occurrences: readonly ViewOccurrence[]
}

/** Raised when any of the shapes within changes; another version's snapshot is not read. */
const VERSION = 1
const KEY = 'snapshot'
/** About 600 KB of JSON, parsed in a few milliseconds. */
const MAX_OCCURRENCES = 1_500

/** The snapshot of the last run; null on the first start or when it cannot be read. */
export function readSnapshot(storage: Pick<Storage, 'getItem'>): Snapshot | null {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? 'null') as (Snapshot & { version: number }) | null
    return stored?.version === VERSION ? stored : null
  } catch {
    return null
  }
}

/** Keeps what is shown now for the next start. A full storage keeps nothing, and the next start waits for the database. */
export function writeSnapshot(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  { accounts, collections, occurrences }: Snapshot,
): void {
  try {
    storage.setItem(
      KEY,
      JSON.stringify({
        version: VERSION,
        accounts,
        collections,
        occurrences: occurrences.slice(0, MAX_OCCURRENCES),
      }),
    )
  } catch {
    storage.removeItem(KEY)
  }
}
