import type { CollectionId } from '../../shared/model/names.ts'

/** What a collection taught us about its server. */
export type CollectionQuirks = {
  /** sync-collection failed here although it is offered. */
  syncBroken: boolean
  /** PROPFIND Depth 1 does not list the members here. */
  listingBroken: boolean
  /** Milliseconds since the epoch of the last full sync for a refused token. */
  resetAt: number | null
  /** Since when a listing that must be complete has been empty although we hold members. */
  emptySince: number | null
  /** When the whole listing was last compared. */
  auditedAt: number | null
  /** The ctag at the last sync, for servers whose listing gives no sync token. */
  syncedCtag: string | null
  /** Consecutive 5xx answers to our token. */
  tokenFailures: number
}

/** What one server was found to do in this run. Support is what a server does, not what it says. */
export type Quirks = {
  /** Whether content comes inside a sync REPORT; null: not seen yet. */
  inlineData: boolean | null
  /** Members asked for in one multiget. */
  multigetSize: number
  readonly of: (collection: CollectionId) => CollectionQuirks
}

const MULTIGET_SIZE = 50

export function createQuirks(): Quirks {
  const collections = new Map<CollectionId, CollectionQuirks>()
  return {
    inlineData: null,
    multigetSize: MULTIGET_SIZE,
    of(collection) {
      let quirks = collections.get(collection)
      if (quirks === undefined) {
        quirks = {
          syncBroken: false,
          listingBroken: false,
          resetAt: null,
          emptySince: null,
          auditedAt: null,
          syncedCtag: null,
          tokenFailures: 0,
        }
        collections.set(collection, quirks)
      }
      return quirks
    },
  }
}
