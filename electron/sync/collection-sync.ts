import type { Collection } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { ETag, Href } from '../../shared/model/names.ts'
import { decide, doubtsNoChange, remedyFor, type Facts, type Plan } from './decide.ts'
import { listEtags, runEtagDiff } from './etag-diff.ts'
import type { Unreadable } from './fetch-members.ts'
import { createIngest } from './ingest.ts'
import type { SyncParts } from './parts.ts'
import { runReport, type ReportPlan } from './run-report.ts'
import { removeUnlisted, stateOf, type CollectionSyncRequest, type SyncRun } from './sync-run.ts'

export type CollectionSyncResult = {
  /** Members changed or removed. */
  readonly changes: number
  readonly unreadable: readonly Unreadable[]
}

async function runSync(run: SyncRun, plan: ReportPlan): Promise<{ changes: number; next: Plan | null }> {
  const { parts, request, ingest } = run
  const { collection, listed, signal, origin, onProgress } = request
  const quirks = parts.quirks.of(collection.id)
  const { changes, token, empty } = await runReport(run, plan)
  quirks.tokenFailures = 0
  if (empty) {
    // Some servers answer an empty token with nothing at all.
    const there = await listEtags(parts.connection(), collection, 'propfind', signal)
    if (there.size > 0) {
      quirks.syncBroken = true
      return { changes, next: { type: 'etag-diff', by: 'propfind' } }
    }
    const removed = await removeUnlisted(run, there)
    await ingest.commit(stateOf(collection, token), origin)
    onProgress?.(0, 0)
    return { changes: changes + removed, next: null }
  }
  if (listed) quirks.syncedCtag = collection.ctag
  const doubtful = changes === 0 && listed && doubtsNoChange(token, collection.syncToken, quirks, parts.clock.now())
  return { changes, next: plan.type === 'incremental' && doubtful ? { type: 'etag-diff', by: 'propfind' } : null }
}

/** What to do after a plan failed; null: nothing more now. */
function afterFailure(parts: SyncParts, collection: Collection, plan: Plan, error: unknown): Plan | null {
  if (!(error instanceof DavError)) return null
  const quirks = parts.quirks.of(collection.id)
  const now = parts.clock.now()
  const remedy = remedyFor(error, plan, quirks, now)
  if (plan.type === 'incremental' && (error.status ?? 0) >= 500) quirks.tokenFailures += 1
  if (remedy === 'fail') return null
  if (remedy === 'no-sync') {
    quirks.syncBroken = true
    return { type: 'etag-diff', by: quirks.listingBroken ? 'calendar-query' : 'propfind' }
  }
  quirks.resetAt = now
  quirks.tokenFailures = 0
  return { type: 'initial', data: false }
}

/**
 * Brings one collection up to date, by whatever its server can do, and stores what came together with the state it leads to.
 * Aborting keeps what came; the next run goes on from there.
 *
 * @throws DavError when it cannot be done now; the cache and its state are then as before, or further on
 */
export async function syncCollectionNow(
  parts: SyncParts,
  request: CollectionSyncRequest & { readonly audit?: boolean },
): Promise<CollectionSyncResult> {
  const { cache, quirks, generations, apply } = parts
  const { collection, listed, audit = false } = request
  const unreadable: Unreadable[] = []
  let etags: Promise<ReadonlyMap<Href, ETag | null>> | null = null
  const cached = (): Promise<ReadonlyMap<Href, ETag | null>> => (etags ??= cache.etags(collection.id))

  /** @returns what is still to be done */
  async function carryOut(plan: Exclude<Plan, { type: 'nothing' }>): Promise<{ changes: number; next: Plan | null }> {
    const ingest = createIngest({ apply, source: collection.id, generation: generations.next(collection.id) })
    const run: SyncRun = { parts, request, ingest, unreadable, cached }
    try {
      const ended =
        plan.type === 'etag-diff' ? { changes: await runEtagDiff(run, plan.by), next: null } : await runSync(run, plan)
      await ingest.settle()
      return ended
    } catch (error) {
      // What came before it failed is good, and spares its transfer the next time.
      await ingest.commit([], 'bulk').then(ingest.settle, () => undefined)
      const next = afterFailure(parts, collection, plan, error)
      if (next === null) throw error
      etags = null
      return { changes: 0, next }
    }
  }

  const state = await cache.syncState(collection.id)
  const facts: Facts = {
    supportsSyncCollection: collection.supportsSyncCollection,
    listed: listed ? collection : null,
    state,
    rows: state === null ? (await cached()).size : 1,
    inlineData: quirks.inlineData,
    quirks: quirks.of(collection.id),
    audit,
  }
  let changes = 0
  let plan: Plan | null = decide(facts)
  while (plan !== null && plan.type !== 'nothing') {
    const ended = await carryOut(plan)
    changes += ended.changes
    plan = ended.next
  }
  return { changes, unreadable }
}
