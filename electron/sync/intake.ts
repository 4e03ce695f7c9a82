import type { CollectionChange } from '../../shared/model/change.ts'
import type { CollectionId, ETag, Href } from '../../shared/model/names.ts'
import type { Batch } from './cache.ts'

export type { Batch }

export type Apply = (batch: Batch) => Promise<'applied' | 'stale'>

/** Incoming changes to one member, kept back while the user's own write to it is under way. */
export type Hold = {
  /**
   * Ends it. The echo of the own write (the one with its entity tag) and what came before it are known and dropped.
   * @returns whether something else came meanwhile, so that the member must be read again
   */
  release(written: ETag | null): boolean
  /** Ends it with nothing written: gives what came meanwhile, for the cache. */
  giveBack(): CollectionChange[]
}

export type Intake = { apply: Apply; hold(collection: CollectionId, href: Href): Hold }

const keyOf = (collection: CollectionId, href: Href): string => `${collection}\n${href}`

/**
 * The one door by which server changes enter the cache. A stream may report the user's own PUT before its answer has come;
 * such a change waits here. It is not lost by a crash: the journal still holds the edit, and sending it again reads the member.
 */
export function createIntake(applyToCache: Apply): Intake {
  const held = new Map<string, CollectionChange[]>()

  return {
    apply(batch) {
      if (held.size === 0) return applyToCache(batch)
      const groups = batch.groups.map(({ collection, changes }) => ({
        collection,
        changes: changes.filter((change) => {
          const waiting = held.get(keyOf(collection, change.href))
          waiting?.push(change)
          return waiting === undefined
        }),
      }))
      return applyToCache({ ...batch, groups })
    },

    hold(collection, href) {
      const key = keyOf(collection, href)
      const changes: CollectionChange[] = []
      held.set(key, changes)
      return {
        release(written) {
          held.delete(key)
          const echo = changes.findLastIndex((change) =>
            written === null ? change.type === 'removed' : change.type === 'changed' && change.etag === written,
          )
          return changes.length > echo + 1
        },
        giveBack() {
          held.delete(key)
          return changes
        },
      }
    },
  }
}
