import type { Collection } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import { collectionId, type AccountId, type CollectionId, type Href } from '../../shared/model/names.ts'
import { homeSyncToken, listCollections, type HomeListing } from '../dav/collections.ts'
import { syncCollectionNow, type CollectionSyncResult } from './collection-sync.ts'
import { believesEmpty } from './decide.ts'
import type { Limiter } from './limiter.ts'
import { byImportance, holdsMembers, type SyncParts, type SyncStates } from './parts.ts'
import type { ProgressBoard } from './progress.ts'

const MOST_CATCH_UP_ROUNDS = 3

export type HomeCheckParts = SyncParts & {
  readonly account: AccountId
  /** First syncs at once. */
  readonly limiter: Limiter
  readonly progress: ProgressBoard
  /** What is known of a home's collections before it is listed. */
  readonly collectionsOf: (home: Href) => readonly Collection[]
  /** Takes a new listing over, into the cache too. */
  readonly onListing: (home: Href, collections: readonly Collection[]) => Promise<void>
}

export type HomeCheckRequest = {
  readonly home: Href
  readonly origin: 'live' | 'bulk'
  readonly signal: AbortSignal
  /** Whether a held request brings this collection's changes, so that it need not be asked itself. */
  readonly isWatched: (collection: Collection) => boolean
  /** `watched`: a held request covers the whole home. `wanted`: one is to, and needs a token to start from. */
  readonly homeToken: 'watched' | 'wanted' | 'unused'
}

export type HomeCheckResult = {
  readonly listing: HomeListing
  /** Members changed or removed. */
  readonly changes: number
  /** Collections that could not be brought up to date now. */
  readonly failures: readonly { readonly collection: Collection; readonly error: unknown }[]
  /** Collections that have no token to go on from: they failed, or the user stopped their first sync. */
  readonly behind: ReadonlySet<CollectionId>
  /** Whether the home's own token was remembered where it was wanted. */
  readonly complete: boolean
  /** In plain words, what could not be read although its collection could. */
  readonly unreadable: readonly string[]
}

/** @throws DavError when a home suddenly lists nothing at all; believed when it lasts a minute */
function guardEmptyHome(parts: HomeCheckParts, source: CollectionId, known: number, listed: number): void {
  const quirks = parts.quirks.of(source)
  if (listed > 0) quirks.emptySince = null
  else if (!believesEmpty(known, quirks, parts.clock.now())) {
    quirks.emptySince ??= parts.clock.now()
    const { host } = new URL(parts.connection().origin)
    throw new DavError(
      'malformed',
      `${host} suddenly lists no calendars and no contacts. Nothing was deleted here; it will be asked again in a minute.`,
    )
  }
}

async function syncFirst(
  parts: HomeCheckParts,
  request: HomeCheckRequest,
  collection: Collection,
  listed: boolean,
): Promise<CollectionSyncResult> {
  const { progress } = parts
  const stopped = progress.begin(collection)
  try {
    const result = await syncCollectionNow(parts, {
      collection,
      listed,
      origin: 'bulk',
      signal: AbortSignal.any([stopped, request.signal]),
      onProgress: (done, total) => progress.advance(collection.id, done, total),
    })
    progress.end(collection.id, 'done')
    return result
  } catch (error) {
    progress.end(collection.id, stopped.aborted ? 'cancelled' : 'failed')
    if (stopped.aborted) return { changes: 0, unreadable: [] }
    throw error
  }
}

async function bringUpToDate(
  parts: HomeCheckParts,
  request: HomeCheckRequest,
  collection: Collection,
  listed: boolean,
): Promise<CollectionSyncResult> {
  const { origin, signal, homeToken } = request
  const isFirst = (await parts.cache.syncState(collection.id)) === null
  if (!isFirst) return syncCollectionNow(parts, { collection, listed, origin, signal })
  const first = await syncFirst(parts, request, collection, listed)
  // A listing and a stream were under way side by side: what the listing brought last may be the older of the two.
  for (let round = 0; homeToken === 'watched' && round < MOST_CATCH_UP_ROUNDS; round += 1) {
    const again = await syncCollectionNow(parts, { collection, listed: false, origin, signal })
    if (again.changes === 0) break
  }
  return first
}

/**
 * Lists a home. The first time, tokens of its collections would tell nothing that the first syncs do not, and take some servers
 * seconds; only collections without sync-collection need their ctags. The home's own token is then read before the listing, so
 * that nothing falls in between.
 */
async function listHome(
  parts: HomeCheckParts,
  { home, signal }: HomeCheckRequest,
): Promise<HomeListing & { listed: boolean }> {
  const connection = parts.connection()
  const ask = { account: parts.account, home, now: parts.clock.now(), signal }
  if (parts.collectionsOf(home).length === 0) {
    const token = await homeSyncToken(connection, { home, signal })
    const listing = await listCollections(connection, { ...ask, states: false })
    const allSync = listing.collections.filter(holdsMembers).every((each) => each.supportsSyncCollection)
    if (allSync) return { ...listing, homeSyncToken: token, homePromisesSync: token !== null, listed: false }
  }
  return { ...(await listCollections(connection, ask)), listed: true }
}

/** The network's doing: it will be otherwise soon. Anything else may last. */
const passing = new Set(['unreachable', 'truncated', 'aborted', 'overload'])

/**
 * Looks at a home once: one PROPFIND for its collections with their sync tokens and ctags, and REPORTs only where something moved or
 * was never synchronised. Where it is wanted, it remembers the home's own token, which is older than everything then fetched, as
 * the point a held request for the whole home can start from.
 *
 * @throws DavError when the home cannot be listed, or the password is refused
 */
export async function checkHome(parts: HomeCheckParts, request: HomeCheckRequest): Promise<HomeCheckResult> {
  const { account, progress, limiter } = parts
  const { home, signal, isWatched, homeToken } = request
  const source = collectionId(account, home)
  const listing = await listHome(parts, request)
  guardEmptyHome(parts, source, parts.collectionsOf(home).length, listing.collections.length)
  await parts.onListing(home, listing.collections)

  const failures: { collection: Collection; error: unknown }[] = []
  const behind = new Set<CollectionId>()
  const unreadable: string[] = []
  const forgotten: SyncStates = []
  let changes = 0
  let complete = true

  async function visit(collection: Collection): Promise<void> {
    const { id, displayName } = collection
    if (progress.isCancelled(id)) return void behind.add(id)
    if (isWatched(collection) && (await parts.cache.syncState(id)) !== null) return
    try {
      const result = await limiter(() => bringUpToDate(parts, request, collection, listing.listed))
      changes += result.changes
      for (const { href, reason } of result.unreadable)
        unreadable.push(`“${displayName}”: ${href.split('/').at(-1)} could not be read. ${reason}`)
      if (progress.isCancelled(id)) behind.add(id)
    } catch (error) {
      if (error instanceof DavError && error.kind === 'unauthorized') throw error
      failures.push({ collection, error })
      behind.add(id)
      if (error instanceof DavError && passing.has(error.kind)) complete = false
      // The home's token will stand for it too: its own, older one must not be taken for up to date.
      else forgotten.push({ of: id, state: null })
    }
  }
  await Promise.all(listing.collections.filter(holdsMembers).toSorted(byImportance).map(visit))
  if (signal.aborted) throw new DavError('aborted', 'The synchronisation was given up.')

  const token = listing.homePromisesSync ? listing.homeSyncToken : null
  if (homeToken === 'wanted' && complete && token !== null) {
    const states: SyncStates = [...forgotten, { of: source, state: { token, level: 'infinite', askedAt: home } }]
    const generation = parts.generations.next(source)
    await parts.apply({ source, generation, origin: 'bulk', groups: [], states, settled: [] })
  }
  return { listing, changes, failures, behind, complete, unreadable }
}
