import type { SyncState } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { AccountId, CollectionId, ETag, Href } from '../../shared/model/names.ts'
import type { Apply, Batch } from './intake.ts'
import type { SessionCache } from './parts.ts'

/** The cache in memory, as the worker keeps it, for tests. */
export type TestCache = SessionCache & {
  readonly apply: Apply
  readonly batches: Batch[]
  data(collection: CollectionId): Map<Href, { etag: ETag | null; data: string }>
  readonly states: Map<CollectionId, SyncState>
  readonly listed: Map<AccountId, Collection[]>
  /** Loses everything, as after damage, and says so. */
  lose(): void
}

export function createTestCache(): TestCache {
  const rows = new Map<CollectionId, Map<Href, { etag: ETag | null; data: string }>>()
  const states = new Map<CollectionId, SyncState>()
  const generations = new Map<CollectionId, number>()
  const listed = new Map<AccountId, Collection[]>()
  const batches: Batch[] = []
  const listeners = new Set<(fresh: boolean) => void>()
  const data = (collection: CollectionId): Map<Href, { etag: ETag | null; data: string }> => {
    let members = rows.get(collection)
    if (members === undefined) rows.set(collection, (members = new Map()))
    return members
  }
  return {
    batches,
    data,
    states,
    listed,
    apply: async (batch) => {
      if (batch.generation < (generations.get(batch.source) ?? 0)) return 'stale'
      generations.set(batch.source, batch.generation)
      batches.push(batch)
      for (const { collection, changes } of batch.groups)
        for (const change of changes)
          if (change.type === 'removed') data(collection).delete(change.href)
          else data(collection).set(change.href, { etag: change.etag, data: change.data })
      for (const { of, state } of batch.states)
        if (state === null) states.delete(of)
        else states.set(of, state)
      return 'applied'
    },
    syncState: async (of) => states.get(of) ?? null,
    etags: async (collection) => new Map([...data(collection)].map(([href, { etag }]) => [href, etag])),
    collections: async (account) => listed.get(account) ?? [],
    resetCollections: async (account, collections) => {
      const kept = new Set(collections.map(({ id }) => id))
      for (const { id } of listed.get(account) ?? [])
        if (!kept.has(id)) {
          rows.delete(id)
          states.delete(id)
        }
      listed.set(account, collections)
    },
    onHello: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lose: () => {
      rows.clear()
      states.clear()
      listed.clear()
      for (const listener of listeners) listener(true)
    },
  }
}
