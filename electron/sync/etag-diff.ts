import type { Collection } from '../../shared/model/collection.ts'
import type { ETag, Href } from '../../shared/model/names.ts'
import type { DavConnection } from '../dav/connection.ts'
import { calendarQuery, listMembers } from '../dav/requests/listing.ts'
import { ctagAsToken } from './decide.ts'
import { contentKindOf } from './parts.ts'
import { fetchInto, removeUnlisted, stateOf, type SyncRun } from './sync-run.ts'

export type Listing = 'propfind' | 'calendar-query'

/** What a complete listing says against what is cached. A member without an entity tag cannot be known unchanged: it is read again. */
export function diffEtags(
  cached: ReadonlyMap<Href, ETag | null>,
  listed: ReadonlyMap<Href, ETag | null>,
): { fetch: Href[]; remove: Href[] } {
  const fetch = [...listed].filter(([href, etag]) => etag === null || cached.get(href) !== etag).map(([href]) => href)
  return { fetch, remove: [...cached.keys()].filter((href) => !listed.has(href)) }
}

/** Where a calendar does not say what it holds (RFC 4791 §5.2.3). */
const usualComponents = ['VEVENT', 'VTODO']

/**
 * Lists all members of a collection with their entity tags.
 *
 * @param by `calendar-query` where PROPFIND does not list members: some servers only answer queries
 * @throws DavError, `truncated` among them: a listing cut short is none
 */
export async function listEtags(
  connection: DavConnection,
  { href, components }: Pick<Collection, 'href' | 'components'>,
  by: Listing,
  signal: AbortSignal | undefined,
): Promise<Map<Href, ETag | null>> {
  const listed = new Map<Href, ETag | null>()
  const listings =
    by === 'propfind'
      ? [listMembers(connection, { href, signal })]
      : (components.length > 0 ? components : usualComponents).map((component) =>
          calendarQuery(connection, { href, component, signal }),
        )
  for (const listing of listings) for await (const member of listing) listed.set(member.href, member.etag)
  return listed
}

/**
 * Brings a collection up to date by comparing its listing with the cache.
 *
 * @returns members changed or removed
 */
export async function runEtagDiff(run: SyncRun, by: Listing): Promise<number> {
  const { parts, request, ingest } = run
  const { collection, signal, onProgress, origin } = request
  const quirks = parts.quirks.of(collection.id)
  const cached = await run.cached()
  const listed = await listEtags(parts.connection(), collection, by, signal)
  if (listed.size === 0 && cached.size > 0 && by === 'propfind' && contentKindOf(collection) === 'calendar') {
    quirks.listingBroken = true
    return runEtagDiff(run, 'calendar-query')
  }
  const { fetch } = diffEtags(cached, listed)
  let done = 0
  onProgress?.(0, fetch.length)
  await fetchInto(run, fetch, () => {
    done += 1
    onProgress?.(done, fetch.length)
  })
  const removed = await removeUnlisted(run, listed)
  quirks.auditedAt = parts.clock.now()
  // The token is older than the listing: what changed in between is found the next time.
  const usesTokens = collection.supportsSyncCollection && !quirks.syncBroken
  const ctag = collection.ctag === null ? null : ctagAsToken(collection.ctag)
  const token = request.listed ? (usesTokens ? collection.syncToken : ctag) : null
  await ingest.commit(token === null ? [] : stateOf(collection, token), origin)
  return fetch.length + removed
}
