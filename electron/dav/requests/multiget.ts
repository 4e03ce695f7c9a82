import { resolveHref } from '../../../shared/model/href.ts'
import type { ETag, Href, ScheduleTag } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { contentOf, contentProperty, etagOf, scheduleTagOf, type ContentKind } from '../properties/member.ts'
import { caldav, carddav, dav } from '../xml/names.ts'
import { element } from '../xml/write.ts'
import { askMultistatus, responsesOf } from './exchange.ts'

/** A member with its content, as the server holds it. */
export type FetchedMember = {
  readonly href: Href
  readonly etag: ETag | null
  readonly scheduleTag: ScheduleTag | null
  readonly data: string
}

export type MultigetItem =
  | ({ readonly type: 'found' } & FetchedMember)
  | { readonly type: 'missing'; readonly href: Href }

const reports = { calendar: caldav('calendar-multiget'), addressbook: carddav('addressbook-multiget') }

/**
 * Reads many members at once (RFC 4791 §7.9, RFC 6352 §8.7). A member the server says nothing useful about is yielded neither as
 * found nor as missing: get it alone.
 *
 * @throws DavError `too-large`, `overload` or another; a smaller batch may help
 */
export async function* multiget(
  connection: DavConnection,
  request: { href: Href; kind: ContentKind; hrefs: readonly Href[]; signal?: AbortSignal | undefined },
): AsyncGenerator<MultigetItem> {
  const { href, kind, hrefs, signal } = request
  const asked = await askMultistatus(connection, {
    method: 'REPORT',
    href,
    verb: 'read items of',
    headers: { depth: '1', prefer: 'return=minimal' },
    body: element(
      reports[kind],
      element(
        dav('prop'),
        element(dav('getetag')),
        kind === 'calendar' ? element(caldav('schedule-tag')) : null,
        element(contentProperty[kind]),
      ),
      // as paths: some servers do not know their own absolute URL
      hrefs.map((member) => element(dav('href'), new URL(resolveHref(member, connection.origin)).pathname)),
    ),
    signal,
  })
  for await (const response of responsesOf(connection, asked)) {
    const data = contentOf(response.properties)
    const { status } = response
    if (data !== null)
      yield {
        type: 'found',
        href: response.href,
        etag: etagOf(response.properties),
        scheduleTag: scheduleTagOf(response.properties),
        data,
      }
    else if (status === 404 || status === 410) yield { type: 'missing', href: response.href }
  }
}
