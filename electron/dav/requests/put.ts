import { normaliseHref, resolveHref } from '../../../shared/model/href.ts'
import { etag, scheduleTag, type ETag, type Href, type ScheduleTag } from '../../../shared/model/names.ts'
import type { HttpHeaders } from '../../http/exchange.ts'
import type { DavConnection } from '../connection.ts'
import { conditionHeaders, type WriteCondition } from './condition.ts'
import { askChange } from './exchange.ts'

export type PutAnswer = {
  readonly status: number
  /** Where it is stored now: as asked, unless the server chose another name. */
  readonly href: Href
  /** null: fetch it again before the next write; the server may have changed it. */
  readonly etag: ETag | null
  readonly scheduleTag: ScheduleTag | null
}

/** The etag and schedule tag in an answer's header. */
export const tagsIn = (headers: HttpHeaders): { etag: ETag | null; scheduleTag: ScheduleTag | null } => ({
  etag: headers['etag'] === undefined ? null : etag(headers['etag']),
  scheduleTag: headers['schedule-tag'] === undefined ? null : scheduleTag(headers['schedule-tag']),
})

/** Location counts only on the same host: behind proxies servers give addresses they cannot be reached at. */
function storedAt(connection: DavConnection, asked: Href, headers: HttpHeaders): Href {
  const { location } = headers
  const url = resolveHref(asked, connection.origin)
  if (location === undefined || !URL.canParse(location, url)) return asked
  if (new URL(location, url).origin !== new URL(url).origin) return asked
  return normaliseHref(location, url, connection.origin)
}

/**
 * Writes a member (RFC 4791 §5.3.2, RFC 6352 §6.3.2).
 *
 * @param request.contentType e.g. `text/calendar; charset=utf-8`
 * @throws DavError `precondition` (status 412: the condition does not hold; otherwise see `preconditions`, e.g. `no-uid-conflict`),
 *   `forbidden`, `too-large`, `overload` …
 */
export async function put(
  connection: DavConnection,
  request: {
    href: Href
    data: string
    contentType: string
    condition: WriteCondition
    signal?: AbortSignal | undefined
  },
): Promise<PutAnswer> {
  const { href, data, contentType, condition, signal } = request
  const { response } = await askChange(connection, {
    method: 'PUT',
    href,
    verb: 'save',
    headers: { 'content-type': contentType, ...conditionHeaders(condition) },
    body: data,
    signal,
  })
  const { status, headers } = response
  return { status, href: status === 201 ? storedAt(connection, href, headers) : href, ...tagsIn(headers) }
}
