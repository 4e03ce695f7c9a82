import type { Collection } from '../../shared/model/collection.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import { collectionId, type AccountId, type CollectionId, type Href, type SyncToken } from '../../shared/model/names.ts'
import type { HomeListing } from '../dav/collections.ts'
import { isLoopback } from '../http/loopback.ts'
import { holdsMembers, type SyncParts } from '../sync/parts.ts'
import type { WatchFacts } from './health.ts'
import { nothingProven } from './mechanism.ts'
import { createLongPoll } from './mechanisms/long-poll.ts'
import { createStreaming } from './mechanisms/streaming.ts'
import type { Holding, Step, Target } from './policy.ts'
import { startWatcher, type Watcher } from './watcher.ts'

/** A target with the home it lies in. */
export type Wanted = { readonly home: Href; readonly target: Target }

export type HeldSetParts = {
  readonly sync: SyncParts
  readonly account: AccountId
  /** The same array until something changes. */
  readonly collectionsOf: (home: Href) => readonly Collection[]
  /** The server was seen to hold a request. */
  readonly onHeld: () => void
  /** Collections came, went or changed. */
  readonly onRelist: (home: Href) => void
  /** A change was there and had not been told. */
  readonly onMissed: (home: Href) => void
  /** A request is not held any more, for a reason that asking again does not mend. */
  readonly onStep: (wanted: Wanted, step: Exclude<Step, { type: 'again' | 'stop' }>, error: DavError | null) => void
  readonly onNews: () => void
}

/** The requests held for one account. */
export type HeldSet = {
  /** Makes what is held what is wanted. */
  readonly reconcile: (wanted: readonly Wanted[], holding: Holding) => void
  readonly watchesHome: (home: Href) => boolean
  readonly isWatched: (collection: Collection) => boolean
  /** Every collection of a home is watched. */
  readonly isCovered: (home: Href) => boolean
  /** Asks anew at once where the last try failed. */
  readonly retry: () => void
  /** Compares with a listing just made: a token that does not come by itself within a while was not told, and is asked for. */
  readonly verify: (home: Href, listing: HomeListing, withinMs: number) => void
  readonly facts: () => readonly WatchFacts[]
  readonly stop: () => void
}

type Held = Wanted & {
  readonly holding: Exclude<Holding, 'none'>
  readonly source: CollectionId
  readonly since: number
  watcher: Watcher | null
  established: boolean
  lastEventAt: number | null
  error: DavError | null
}

const keyOf = ({ href, level }: Target, holding: Holding): string => `${holding} ${level} ${href}`

export function createHeldSet(parts: HeldSetParts): HeldSet {
  const { sync, account, collectionsOf, onHeld, onRelist, onMissed, onStep, onNews } = parts
  const { clock } = sync
  const mechanisms = { streaming: createStreaming(sync), 'long-poll': createLongPoll(sync) }
  const proven = nothingProven()
  const held = new Map<string, Held>()
  const caughtUp = new Set<CollectionId>()

  const all = (): Held[] => [...held.values()]
  const watchesHome = (home: Href): boolean =>
    all().some(({ target }) => target.level === 'infinite' && target.href === home)
  const isWatched = ({ home, id }: Collection): boolean =>
    watchesHome(home) || all().some(({ target }) => target.collection === id)

  function collectionsFor({ home, target }: Wanted): () => readonly Collection[] {
    if (target.collection === null) return () => collectionsOf(home)
    let known: readonly Collection[] | null = null
    let own: readonly Collection[] = []
    return () => {
      const listed = collectionsOf(home)
      if (listed !== known) {
        known = listed
        own = listed.filter(({ id }) => id === target.collection)
      }
      return own
    }
  }

  function hold(wanted: Wanted, holding: Exclude<Holding, 'none'>): void {
    const { home, target } = wanted
    const key = keyOf(target, holding)
    const source = collectionId(account, target.href)
    const entry: Held = {
      ...wanted,
      holding,
      source,
      since: clock.now(),
      watcher: null,
      established: false,
      lastEventAt: null,
      error: null,
    }
    held.set(key, entry)
    entry.watcher = startWatcher({
      sync,
      watch: { source, href: target.href, level: target.level, collections: collectionsFor(wanted) },
      holding,
      mechanism: mechanisms[holding],
      proven,
      nearby: isLoopback(new URL(sync.connection().origin)),
      catchUp: !caughtUp.has(source),
      onHeld: () => {
        entry.established = true
        onHeld()
        onNews()
      },
      onPart: ({ changes, relist }, afterRestart) => {
        // What came while the app was away is no event.
        if (changes > 0 && caughtUp.has(source)) entry.lastEventAt = clock.now()
        caughtUp.add(source)
        if (relist) onRelist(home)
        if (afterRestart && changes > 0) onMissed(home)
        onNews()
      },
      onError: (error) => {
        entry.error = error
        if (error !== null) entry.established = false
        onNews()
      },
      onStep: (step) => {
        held.delete(key)
        onStep(wanted, step, entry.error)
        onNews()
      },
    })
  }

  async function verifyOne(entry: Held, listed: SyncToken, withinMs: number): Promise<void> {
    const stored = async (): Promise<SyncToken | null> => (await sync.cache.syncState(entry.source))?.token ?? null
    const before = await stored()
    if (before === listed) return
    clock.after(withinMs, () => {
      void stored().then((later) => {
        if (later === before && all().includes(entry)) entry.watcher?.restart()
      })
    })
  }

  return {
    reconcile: (wanted, holding) => {
      const keys = new Set(wanted.map(({ target }) => keyOf(target, holding)))
      for (const [key, { watcher }] of held)
        if (!keys.has(key)) {
          held.delete(key)
          watcher?.stop()
        }
      if (holding === 'none') return
      for (const each of wanted) if (!held.has(keyOf(each.target, holding))) hold(each, holding)
    },
    watchesHome,
    isWatched,
    isCovered: (home) => {
      const members = collectionsOf(home).filter(holdsMembers)
      return watchesHome(home) || (members.length > 0 && members.every(isWatched))
    },
    retry: () => {
      for (const { watcher, error } of all()) if (error !== null) watcher?.restart()
    },
    verify: (home, listing, withinMs) => {
      for (const entry of all()) {
        if (entry.home !== home) continue
        const collection = listing.collections.find(({ id }) => id === entry.target.collection)
        const token = entry.target.collection === null ? listing.homeSyncToken : (collection?.syncToken ?? null)
        if (token !== null) void verifyOne(entry, token, withinMs).catch(() => undefined)
      }
    },
    facts: () => all().map((entry) => ({ ...entry, collection: entry.target.collection })),
    stop: () => {
      for (const { watcher } of all()) watcher?.stop()
      held.clear()
    },
  }
}
