import type { PendingChange } from '../../shared/model/change.ts'
import type { PendingChangeId } from '../../shared/model/names.ts'
import type { Journal } from '../journal/journal.ts'

/** Where overlays are shown. */
export type Overlays = {
  putPending(change: PendingChange): Promise<void>
  removePending(id: PendingChangeId): Promise<void>
}

/** What is still to be sent, in the order it was typed: durable before a promise resolves, then shown. */
export type PendingQueue = {
  /** Oldest first. */
  all(): PendingChange[]
  /** All of one member, oldest first. */
  forKey(key: string): PendingChange[]
  get(id: PendingChangeId): PendingChange | undefined
  /** @throws Error with a plain message when the disk refuses; nothing is changed then */
  keep(change: PendingChange): Promise<void>
  /** Ends a change. @throws as keep */
  drop(id: PendingChangeId): Promise<void>
  /** Leaves a change to the user. What was typed after it is the later wish: it takes its place. @throws as keep */
  setAside(change: PendingChange, as: Partial<Pick<PendingChange, 'state' | 'reason' | 'theirs'>>): Promise<void>
  /** For this run only: when a change is tried next, in milliseconds since the epoch. */
  retryAt(id: PendingChangeId, at: number | null): void
}

/** Changes of one member go out one after the other. */
export const keyOf = ({ collection, href }: Pick<PendingChange, 'collection' | 'href'>): string =>
  `${collection}\n${href}`

/** The journal's open edits. */
export function createPendingQueue(journal: Journal, overlays: Overlays): PendingQueue {
  const open = new Map<PendingChangeId, PendingChange>(journal.pending().map((change) => [change.id, change]))
  const forKey = (key: string): PendingChange[] => [...open.values()].filter((change) => keyOf(change) === key)

  // A cache that cannot show an overlay now is told of all of them when it is born anew.
  const shown = (overlay: Promise<void>): void => void overlay.catch(() => undefined)

  async function keep(change: PendingChange): Promise<void> {
    await journal.put(change)
    open.set(change.id, change)
    shown(overlays.putPending(change))
  }

  async function drop(id: PendingChangeId): Promise<void> {
    await journal.settle(id)
    open.delete(id)
    shown(overlays.removePending(id))
  }

  return {
    all: () => [...open.values()],
    forKey,
    get: (id) => open.get(id),
    keep,
    drop,
    async setAside(change, as) {
      const later = forKey(keyOf(change)).filter(({ id }) => id !== change.id)
      const last = later.at(-1)
      await keep({ ...change, ...(last === undefined ? {} : { data: last.data, title: last.title }), ...as })
      for (const { id } of later) await drop(id)
    },
    retryAt(id, at) {
      const change = open.get(id)
      if (change !== undefined) open.set(id, { ...change, retryAt: at })
    },
  }
}
