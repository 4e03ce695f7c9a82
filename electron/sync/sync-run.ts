import type { Collection } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { ETag, Href, SyncToken } from '../../shared/model/names.ts'
import { believesEmpty } from './decide.ts'
import { fetchMembers, type Unreadable } from './fetch-members.ts'
import type { Ingest } from './ingest.ts'
import { contentKindOf, type SyncParts, type SyncStates } from './parts.ts'

export type CollectionSyncRequest = {
  readonly collection: Collection
  /** Whether its sync token and ctag are from a listing just made. */
  readonly listed: boolean
  /** How an incremental change is to be shown. */
  readonly origin: 'live' | 'bulk'
  readonly signal?: AbortSignal | undefined
  /** Members stored so far of a full sync, and how many there will be, once that is known. */
  readonly onProgress?: ((done: number, total: number | null) => void) | undefined
}

/** One synchronisation of one collection under way. */
export type SyncRun = {
  readonly parts: SyncParts
  readonly request: CollectionSyncRequest
  readonly ingest: Ingest
  readonly unreadable: Unreadable[]
  /** What the cache held when it began; read once, and only where it is needed. */
  readonly cached: () => Promise<ReadonlyMap<Href, ETag | null>>
}

/** The state a collection is in with a token of its own. */
export const stateOf = ({ id, href }: Collection, token: SyncToken): SyncStates => [
  { of: id, state: { token, level: '1', askedAt: href } },
]

/** Fetches members and adds them. */
export async function fetchInto(run: SyncRun, hrefs: readonly Href[], onEach?: () => void): Promise<void> {
  const { parts, request, ingest, unreadable } = run
  const { collection, signal } = request
  const { quirks } = parts
  const failed = await fetchMembers(parts.connection(), {
    collection: collection.href,
    kind: contentKindOf(collection),
    hrefs,
    size: quirks.multigetSize,
    signal,
    onSmaller: (size) => {
      quirks.multigetSize = Math.min(quirks.multigetSize, size)
    },
    onChange: (change) => {
      onEach?.()
      return ingest.add(collection.id, change)
    },
  })
  unreadable.push(...failed)
}

/**
 * Removes from the cache what a complete listing does not mention.
 *
 * @throws DavError when the listing is empty and not to be believed yet
 */
export async function removeUnlisted(
  run: SyncRun,
  listed: { has(href: Href): boolean; readonly size: number },
): Promise<number> {
  const { parts, request, ingest } = run
  const { collection } = request
  const cached = await run.cached()
  const quirks = parts.quirks.of(collection.id)
  if (listed.size > 0) quirks.emptySince = null
  else if (!believesEmpty(cached.size, quirks, parts.clock.now())) {
    quirks.emptySince ??= parts.clock.now()
    throw new DavError(
      'malformed',
      `${new URL(parts.connection().origin).host} suddenly lists nothing in “${collection.displayName}”. ` +
        'Nothing was deleted here; it will be asked again in a minute.',
    )
  }
  let removed = 0
  for (const href of cached.keys())
    if (!listed.has(href)) {
      removed += 1
      await ingest.add(collection.id, { type: 'removed', href })
    }
  return removed
}
