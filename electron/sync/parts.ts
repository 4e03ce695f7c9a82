import type { CacheApply } from '../../shared/ipc/cache-port.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { SyncState } from '../../shared/model/change.ts'
import type { AccountId, CollectionId, ETag, Href } from '../../shared/model/names.ts'
import type { DavConnection } from '../dav/connection.ts'
import type { ContentKind } from '../dav/properties/member.ts'
import type { Clock } from './clock.ts'
import type { Generations } from './generations.ts'
import type { Apply } from './intake.ts'
import type { Quirks } from './quirks.ts'

export type SyncStates = CacheApply['states']

/** What synchronising needs of the cache. */
export type CacheReads = {
  syncState(of: CollectionId): Promise<SyncState | null>
  etags(collection: CollectionId): Promise<ReadonlyMap<Href, ETag | null>>
}

/** And what an account's session needs besides. */
export type SessionCache = CacheReads & {
  collections(account: AccountId): Promise<Collection[]>
  resetCollections(account: AccountId, collections: Collection[]): Promise<void>
  /** Told at each birth of the worker; `fresh`: its database is empty. Returns how to stop. */
  onHello(listener: (fresh: boolean) => void): () => void
}

/** What every synchronisation of one account works with. */
export type SyncParts = {
  /** The way to the server as it is now: its origin can change between two requests. */
  readonly connection: () => DavConnection
  readonly cache: CacheReads
  readonly apply: Apply
  readonly generations: Generations
  readonly quirks: Quirks
  readonly clock: Clock
}

/** What members of a collection are asked for. */
export const contentKindOf = ({ kind }: Pick<Collection, 'kind'>): ContentKind =>
  kind === 'addressbook' ? 'addressbook' : 'calendar'

/** Collections whose members are kept; the scheduling inbox and outbox are not among them. */
export const holdsMembers = ({ kind }: Pick<Collection, 'kind'>): boolean =>
  kind === 'calendar' || kind === 'addressbook' || kind === 'subscribed-calendar'

const rank = ({ kind }: Collection): number => (kind === 'addressbook' ? 1 : 0)

/** Calendars before address books, in the order their server gives them. */
export const byImportance = (a: Collection, b: Collection): number =>
  rank(a) - rank(b) || (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER)
