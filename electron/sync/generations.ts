import type { CollectionId } from '../../shared/model/names.ts'

/**
 * Numbers the runs of each source (a collection or home that is asked), newest highest, also across restarts. The cache refuses
 * what an older run still brings, so a run need not wait for its predecessor to wind down.
 */
export type Generations = { readonly next: (source: CollectionId) => number }

export function createGenerations(now: () => number): Generations {
  const newest = new Map<CollectionId, number>()
  return {
    next: (source) => {
      const generation = Math.max(now(), (newest.get(source) ?? 0) + 1)
      newest.set(source, generation)
      return generation
    },
  }
}
