import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Account } from '../../shared/model/account.ts'
import type { PendingChange, StoredObject, SyncState } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import type { SlimEntry } from './slim-entry.ts'

/** A row of the cache: what the server holds, and what the indexes need of it so that a start parses nothing. */
export type ObjectRow = StoredObject & { slim: SlimEntry }

export type SyncStateRow = { of: CollectionId; state: SyncState }

export type CacheDatabase = Dexie & {
  accounts: EntityTable<Account, 'id'>
  collections: EntityTable<Collection, 'id'>
  objects: Table<ObjectRow, [CollectionId, Href]>
  syncStates: EntityTable<SyncStateRow, 'of'>
  pending: EntityTable<PendingChange, 'id'>
  meta: EntityTable<{ key: 'slim-version'; value: number }, 'key'>
}

export const DATABASE_NAME = 'daystream'

/**
 * The one database of all accounts, not yet open. The worker alone writes it and carries it to a new version; windows open it to read.
 * Objects are found by their primary key only: every secondary index would be paid for by each of ten thousand rows.
 */
export function cacheDatabase(): CacheDatabase {
  // Relaxed durability: what the user typed is in main's journal, everything else can be asked for again.
  const database = new Dexie(DATABASE_NAME, { chromeTransactionDurability: 'relaxed' }) as CacheDatabase
  database.version(1).stores({
    accounts: 'id',
    collections: 'id, account',
    objects: '[collection+href]',
    syncStates: 'of',
    pending: 'id',
    meta: 'key',
  })
  return database
}
