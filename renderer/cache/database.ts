import { Dexie, type EntityTable } from 'dexie'
import type { Account } from '../../shared/model/account.ts'
import type { PendingChange, StoredObject, SyncState } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { SlimEntry } from './slim-entry.ts'

/** A member of a page: what the server holds, and what the indexes need of it so that a start parses nothing. */
export type PageRow = Omit<StoredObject, 'collection'> & { slim: SlimEntry }

/**
 * Some sixty objects of one collection in one record. A put costs IndexedDB about 0.1 ms whatever is in it, so that a record per object
 * would make ten thousand objects ten times as dear to write and four times as dear to read.
 */
export type PageRecord = { id: number; collection: CollectionId; rows: PageRow[] }

export type SyncStateRow = { of: CollectionId; state: SyncState }

export type CacheDatabase = Dexie & {
  accounts: EntityTable<Account, 'id'>
  collections: EntityTable<Collection, 'id'>
  pages: EntityTable<PageRecord, 'id'>
  syncStates: EntityTable<SyncStateRow, 'of'>
  pending: EntityTable<PendingChange, 'id'>
  /** `pages`: how many there must be. Not there: the database is new. */
  meta: EntityTable<{ key: 'pages'; value: number }, 'key'>
}

export const DATABASE_NAME = 'daystream'

/**
 * The one database of all accounts, not yet open. The worker alone writes it and carries it to a new version; windows open it to read
 * the small tables. Which page holds an object, the worker knows from reading them all at its start.
 *
 * @param reopens whether the next use opens it again when it was deleted: right for a window, which keeps nothing of it in memory
 */
export function cacheDatabase(reopens: boolean): CacheDatabase {
  // Relaxed durability: what the user typed is in main's journal, everything else can be asked for again.
  const database = new Dexie(DATABASE_NAME, {
    autoOpen: reopens,
    chromeTransactionDurability: 'relaxed',
  }) as CacheDatabase
  database.version(1).stores({
    accounts: 'id',
    collections: 'id, account',
    pages: 'id',
    syncStates: 'of',
    pending: 'id',
    meta: 'key',
  })
  // A damaged database is deleted by the worker: whoever has it open lets go.
  database.on('versionchange', () => {
    database.close({ disableAutoOpen: !reopens })
    return false
  })
  return database
}
