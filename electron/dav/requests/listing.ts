import type { ETag, Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import type { Response } from '../multistatus.ts'
import { etagOf } from '../properties/member.ts'
import { isCollection } from '../properties/resource-type.ts'
import { caldav, dav } from '../xml/names.ts'
import { attribute, element } from '../xml/write.ts'
import { askMultistatus, responsesOf } from './exchange.ts'
import { propfind } from './propfind.ts'

/** A member without its content, to compare with what is known of it. */
export type ListedMember = { readonly href: Href; readonly etag: ETag | null }

async function* membersIn(responses: AsyncIterable<Response>): AsyncGenerator<ListedMember> {
  for await (const { href, status, properties } of responses)
    if (!href.endsWith('/') && !isCollection(properties) && (status === null || status < 300))
      yield { href, etag: etagOf(properties) }
}

/**
 * Lists the members of a collection with their etags: what replaces a sync-collection REPORT where there is none.
 *
 * @throws DavError as {@link propfind}
 */
export async function* listMembers(
  connection: DavConnection,
  request: { href: Href; signal?: AbortSignal | undefined },
): AsyncGenerator<ListedMember> {
  const properties = [dav('getetag'), dav('resourcetype')]
  const { responses } = await propfind(connection, { ...request, depth: '1', properties })
  yield* membersIn(responses)
}

export type TimeRange = {
  /** `20261121T000000Z` */
  readonly start: string
  readonly end?: string | undefined
}

/**
 * Lists the calendar object resources with a component of one kind, with their etags (RFC 4791 §7.8).
 *
 * @throws DavError for any answer but a multistatus
 */
export async function* calendarQuery(
  connection: DavConnection,
  request: { href: Href; component: string; timeRange?: TimeRange | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<ListedMember> {
  const { href, component, timeRange, signal } = request
  const range =
    timeRange === undefined
      ? null
      : element(
          caldav('time-range'),
          attribute('start', timeRange.start),
          timeRange.end === undefined ? null : attribute('end', timeRange.end),
        )
  const asked = await askMultistatus(connection, {
    method: 'REPORT',
    href,
    verb: 'list',
    headers: { depth: '1', prefer: 'return=minimal' },
    body: element(
      caldav('calendar-query'),
      element(dav('prop'), element(dav('getetag'))),
      element(
        caldav('filter'),
        element(
          caldav('comp-filter'),
          attribute('name', 'VCALENDAR'),
          element(caldav('comp-filter'), attribute('name', component), range),
        ),
      ),
    ),
    signal,
  })
  yield* membersIn(responsesOf(connection, asked))
}
