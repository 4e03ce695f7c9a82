import type { DavConnection } from '../dav/connection.ts'
import type { Clock } from './clock.ts'
import { createGenerations } from './generations.ts'
import type { SyncParts } from './parts.ts'
import { createQuirks } from './quirks.ts'
import type { TestCache } from './test-cache.ts'

/** The parts of an account that nothing is known of yet, over a cache in memory, for tests. */
export function createTestParts(connection: DavConnection, cache: TestCache, clock: Clock): SyncParts {
  const { apply } = cache
  return {
    connection: () => connection,
    cache,
    apply,
    generations: createGenerations(clock.now),
    quirks: createQuirks(),
    clock,
  }
}
