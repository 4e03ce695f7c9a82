import type { CollectionChange } from '../../shared/model/change.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { Apply, Batch } from './intake.ts'

const MOST_ROWS = 1_000
const MOST_CHARACTERS = 1_000_000
const MOST_UNACKNOWLEDGED = 2
/** More than this in one commit is a listing, whatever brought it. */
const MOST_LIVE_ROWS = 100

export type Ingest = {
  /** Takes one change; gives a promise to wait for when the cache has enough to do. */
  readonly add: (collection: CollectionId, change: CollectionChange) => Promise<void> | undefined
  /**
   * Sends what was gathered together with the states it leads to. Resolves when the next may be added.
   * @throws DavError `aborted` when a newer run of this source took over
   */
  readonly commit: (states: Batch['states'], origin: 'live' | 'bulk') => Promise<void>
  /** Waits until the cache has stored everything. @throws as commit */
  readonly settle: () => Promise<void>
}

/**
 * Gathers changes into batches for the cache: up to 1,000 rows or a megabyte, two unacknowledged at most. A reader that waits for
 * `add` thereby stops reading its socket.
 */
export function createIngest(parts: { apply: Apply; source: CollectionId; generation: number }): Ingest {
  const { apply, source, generation } = parts
  let groups = new Map<CollectionId, CollectionChange[]>()
  let rows = 0
  let characters = 0
  let overflowed = false
  const waiting: Promise<void>[] = []

  async function roomLeft(most: number): Promise<void> {
    while (waiting.length > most) await waiting.shift()
  }

  function send(states: Batch['states'], origin: 'live' | 'bulk'): Promise<void> {
    const batch: Batch = {
      source,
      generation,
      origin,
      groups: [...groups].map(([collection, changes]) => ({ collection, changes })),
      states,
      settled: [],
    }
    groups = new Map()
    rows = 0
    characters = 0
    const stored = apply(batch).then((result) => {
      if (result === 'stale') throw new DavError('aborted', 'A newer synchronisation took over.')
    })
    stored.catch(() => undefined) // it is awaited later
    waiting.push(stored)
    return roomLeft(MOST_UNACKNOWLEDGED - 1)
  }

  return {
    add(collection, change) {
      const changes = groups.get(collection)
      if (changes === undefined) groups.set(collection, [change])
      else changes.push(change)
      rows += 1
      if (change.type === 'changed') characters += change.data.length
      if (rows < MOST_ROWS && characters < MOST_CHARACTERS) return undefined
      overflowed = true
      return send([], 'bulk')
    },
    commit(states, origin) {
      const small = !overflowed && rows <= MOST_LIVE_ROWS
      overflowed = false
      if (rows === 0 && states.length === 0) return Promise.resolve()
      return send(states, small ? origin : 'bulk')
    },
    settle: () => roomLeft(0),
  }
}
