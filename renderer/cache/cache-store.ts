import type { CacheApply } from '../../shared/ipc/cache-port.ts'
import type { Account } from '../../shared/model/account.ts'
import type { PendingChange, StoredObject, SyncState } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import {
  splitCollectionId,
  type AccountId,
  type CollectionId,
  type ETag,
  type Href,
  type PendingChangeId,
} from '../../shared/model/names.ts'
import type { CacheDatabase, PageRow } from './database.ts'
import { createObjectPages, type ObjectPages, type RowChange } from './object-pages.ts'
import type { Address } from './occurrence-index.ts'
import { slimEntry } from './slim-entry.ts'

export type CacheStore = {
  pages: ObjectPages
  /** Objects, sync states and settled overlays in one transaction; answers what was written. */
  apply(batch: Pick<CacheApply, 'groups' | 'states' | 'settled'>): Promise<RowChange[]>
  /** Answers whether a collection is gone with this. */
  resetAccounts(accounts: Account[]): Promise<(collection: CollectionId) => boolean>
  resetCollections(account: AccountId, collections: Collection[]): Promise<(collection: CollectionId) => boolean>
  resetPending(pending: PendingChange[]): Promise<void>
  putPending(pending: PendingChange): Promise<void>
  removePending(id: PendingChangeId): Promise<void>
  collections(): Promise<Collection[]>
  pending(): Promise<PendingChange[]>
  syncState(of: CollectionId): Promise<SyncState | null>
  etags(collection: CollectionId): Promise<[Href, ETag | null][]>
  object(at: Address): Promise<Pick<StoredObject, 'etag' | 'scheduleTag' | 'data'> | null>
}

const accountOf = (of: CollectionId): AccountId => splitCollectionId(of).account

/** Writes and reads the tables of an open database. Whatever it throws comes from the database. */
export function createCacheStore(database: CacheDatabase): CacheStore {
  const pages = createObjectPages(database)
  const { accounts, collections, syncStates, pending, meta } = database

  function rowsOf({ groups }: Pick<CacheApply, 'groups'>): RowChange[] {
    return groups.flatMap(({ collection, changes }) =>
      changes.map((change): RowChange => {
        const { href } = change
        if (change.type === 'removed') return { at: { collection, href }, row: null }
        const { etag, scheduleTag, data } = change
        return { at: { collection, href }, row: { href, etag, scheduleTag, data, slim: slimEntry(data) } }
      }),
    )
  }

  /** Deletes what hangs on collections that are gone. */
  async function forget(gone: (collection: CollectionId) => boolean, states: CollectionId[]): Promise<() => void> {
    await syncStates.bulkDelete(states)
    return pages.forget(gone)
  }

  return {
    pages,
    async apply(batch) {
      const rows = rowsOf(batch)
      const committed = await database.transaction('rw', database.pages, meta, syncStates, pending, async () => {
        const written = await pages.write(rows)
        for (const { of, state } of batch.states)
          await (state === null ? syncStates.delete(of) : syncStates.put({ of, state }))
        if (batch.settled.length > 0) await pending.bulkDelete(batch.settled)
        return written
      })
      committed()
      return rows
    },
    async resetAccounts(next) {
      const kept = new Set(next.map(({ id }) => id))
      const gone = (of: CollectionId): boolean => !kept.has(accountOf(of))
      const committed = await database.transaction(
        'rw',
        [accounts, collections, database.pages, meta, syncStates],
        async () => {
          await accounts.clear()
          await accounts.bulkPut(next)
          await collections.bulkDelete((await collections.toCollection().primaryKeys()).filter(gone))
          return forget(gone, (await syncStates.toCollection().primaryKeys()).filter(gone))
        },
      )
      committed()
      return gone
    },
    async resetCollections(account, next) {
      const kept = new Set(next.map(({ id }) => id))
      const gone = (of: CollectionId): boolean => accountOf(of) === account && !kept.has(of)
      const committed = await database.transaction('rw', [collections, database.pages, meta, syncStates], async () => {
        const before = await collections.where('account').equals(account).primaryKeys()
        const old = before.filter(gone)
        await collections.bulkDelete(old)
        await collections.bulkPut(next)
        // A home's state has the home's own key, which is no collection's: it stays.
        return forget(gone, old)
      })
      committed()
      return gone
    },
    async resetPending(next) {
      await database.transaction('rw', pending, async () => {
        await pending.clear()
        await pending.bulkPut(next)
      })
    },
    async putPending(change) {
      await pending.put(change)
    },
    async removePending(id) {
      await pending.delete(id)
    },
    collections: () => collections.toArray(),
    pending: () => pending.toArray(),
    syncState: async (of) => (await syncStates.get(of))?.state ?? null,
    etags: async (collection) =>
      (await pages.all(collection)).map(({ href, etag }): [Href, ETag | null] => [href, etag]),
    async object(at) {
      const row: PageRow | null = await pages.get(at)
      return row === null ? null : { etag: row.etag, scheduleTag: row.scheduleTag, data: row.data }
    },
  }
}
