import type { CollectionChange } from '../../shared/model/change.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { Href } from '../../shared/model/names.ts'
import type { DavConnection } from '../dav/connection.ts'
import type { ContentKind } from '../dav/properties/member.ts'
import { get } from '../dav/requests/get.ts'
import { multiget } from '../dav/requests/multiget.ts'

const PARALLEL = 2
/** So many requests in a row without any answer mean that the server is away: more than halving one batch down to a member takes. */
const MOST_UNANSWERED = 7

/** A member that could not be read, with the reason in plain words. */
export type Unreadable = { readonly href: Href; readonly reason: string }

export type FetchRequest = {
  readonly collection: Href
  readonly kind: ContentKind
  readonly hrefs: readonly Href[]
  /** Members in one multiget. */
  readonly size: number
  readonly signal: AbortSignal | undefined
  readonly onChange: (change: CollectionChange) => Promise<void> | undefined
  /** Called when the server took only a smaller multiget. */
  readonly onSmaller: (size: number) => void
}

/** Failures that a smaller batch, or leaving one member out, may avoid. */
const splittable = new Set(['too-large', 'server', 'unreachable', 'truncated', 'malformed', 'not-found', 'refused'])

const mayHelpToSplit = (error: unknown): error is DavError =>
  error instanceof DavError && (splittable.has(error.kind) || error.status === 507)

/**
 * Fetches members by multiget, two requests at a time. A batch the server cannot answer is halved, down to one member by GET; a
 * member that fails even alone is told and does not stop the rest, as long as the server answers others after it.
 *
 * @throws DavError what no smaller batch avoids: `unauthorized`, `overload`, `unreachable`, `aborted`…
 */
export async function fetchMembers(connection: DavConnection, request: FetchRequest): Promise<Unreadable[]> {
  const { collection, kind, hrefs, size, signal, onChange, onSmaller } = request
  const queue: Href[][] = []
  for (let at = 0; at < hrefs.length; at += size) queue.push(hrefs.slice(at, at + size))
  const unreadable: Unreadable[] = []
  let unanswered: { inRow: number; last: DavError } | null = null
  let failed = false

  function noteFailure(error: DavError): void {
    unanswered = error.kind === 'unreachable' ? { inRow: (unanswered?.inRow ?? 0) + 1, last: error } : null
    if (unanswered !== null && unanswered.inRow > MOST_UNANSWERED) throw error
  }

  async function fetchOne(href: Href): Promise<void> {
    try {
      const { etag, scheduleTag, data } = await get(connection, { href, signal })
      unanswered = null
      await onChange({ type: 'changed', href, etag, scheduleTag, data })
    } catch (error) {
      if (error instanceof DavError && error.kind === 'not-found') return onChange({ type: 'removed', href })
      if (!mayHelpToSplit(error) && !(error instanceof DavError && error.kind === 'forbidden')) throw error
      noteFailure(error)
      unreadable.push({ href, reason: error.message })
    }
  }

  async function fetchBatch(batch: readonly Href[]): Promise<void> {
    const open = new Set(batch)
    try {
      for await (const item of multiget(connection, { href: collection, kind, hrefs: batch, signal })) {
        // Servers repeat duplicates and mention strangers.
        if (!open.delete(item.href)) continue
        const { href } = item
        if (item.type === 'missing') await onChange({ type: 'removed', href })
        else await onChange({ type: 'changed', href, etag: item.etag, scheduleTag: item.scheduleTag, data: item.data })
      }
      unanswered = null
    } catch (error) {
      if (!mayHelpToSplit(error)) throw error
      noteFailure(error)
      const next = Math.ceil(batch.length / 2)
      if (error.kind === 'too-large' || error.status === 507) onSmaller(next)
      const rest = [...open]
      if (rest.length === 1) return fetchOne(rest[0]!)
      for (let at = 0; at < rest.length; at += next) queue.unshift(rest.slice(at, at + next))
      return
    }
    for (const href of open) await fetchOne(href)
  }

  async function work(): Promise<void> {
    for (let batch = queue.shift(); batch !== undefined && !failed; batch = queue.shift()) {
      try {
        await (batch.length === 1 ? fetchOne(batch[0]!) : fetchBatch(batch))
      } catch (error) {
        failed = true
        throw error
      }
    }
  }

  const ended = await Promise.allSettled(Array.from({ length: PARALLEL }, work))
  for (const result of ended) if (result.status === 'rejected') throw result.reason
  const away = unanswered as { last: DavError } | null
  if (away !== null) throw away.last
  return unreadable
}
