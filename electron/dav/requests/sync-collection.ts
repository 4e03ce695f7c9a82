import { DavError } from '../../../shared/model/dav-error.ts'
import type { ETag, Href, ScheduleTag, SyncToken } from '../../../shared/model/names.ts'
import type { HttpHeaders, HttpRequest, HttpResponse, Lane } from '../../http/exchange.ts'
import { createMultipartSplitter, multipartBoundary } from '../../http/multipart.ts'
import { appliedWait } from '../../http/preferences.ts'
import type { DavConnection } from '../connection.ts'
import { readMultistatus, type MultistatusContext, type Response } from '../multistatus.ts'
import { isCollection } from '../properties/resource-type.ts'
import { contentOf, contentProperty, etagOf, scheduleTagOf, type ContentKind } from '../properties/member.ts'
import { caldav, dav } from '../xml/names.ts'
import { element } from '../xml/write.ts'
import { askMultistatus, type Ask } from './exchange.ts'

export type SyncItem =
  /** A member is new or changed. `data` is null where the server does not send content in this REPORT. */
  | {
      readonly type: 'changed'
      readonly href: Href
      readonly etag: ETag | null
      readonly scheduleTag: ScheduleTag | null
      readonly data: string | null
    }
  /** The collection itself, or (level infinite) one below it, is new or changed. */
  | { readonly type: 'collection'; readonly href: Href }
  /** A member or collection is gone. */
  | { readonly type: 'removed'; readonly href: Href }
  /** A child that cannot take part, e.g. a collection refused at level infinite (RFC 6578 §3.3). */
  | {
      readonly type: 'unsyncable'
      readonly href: Href
      readonly status: number
      readonly preconditions: readonly string[]
    }
  /** The collection asked is gone (404) or closed to this user (403). */
  | { readonly type: 'lost'; readonly status: number }
  /** There is more: ask again with the token that follows (RFC 6578 §3.6). */
  | { readonly type: 'truncated' }
  /** The end of one multistatus: everything before it is covered by this token. */
  | { readonly type: 'token'; readonly token: SyncToken }
  /** Streaming only: the connection lives. */
  | { readonly type: 'heartbeat' }
  /** The last item. `clean` is false if a stream ended without its closing delimiter. */
  | { readonly type: 'end'; readonly clean: boolean }

export type SyncRequest = {
  readonly href: Href
  /** null: the initial sync. */
  readonly token: SyncToken | null
  readonly level: '1' | 'infinite'
  /** Most responses wanted; only for servers known to take it. */
  readonly limit?: number | undefined
  /** Contents to ask for inside the REPORT; none: only etags. */
  readonly contents: readonly ContentKind[]
  /** Seconds the server may hold the request (RFC 7240 §4.3). */
  readonly waitSeconds?: number | undefined
  /** Ask for a multipart stream of one multistatus after the other. */
  readonly streaming?: boolean | undefined
  readonly lane?: Lane | undefined
  readonly signal?: AbortSignal | undefined
  /** Default 30 s, or `waitSeconds` and 10 more. */
  readonly headersTimeoutMs?: number | undefined
  /** Default 60 s, or `waitSeconds` and 10 more; null: none. */
  readonly idleTimeoutMs?: number | null | undefined
  readonly onInformational?: HttpRequest['onInformational']
}

export type SyncAnswer = {
  /** The server answers with a stream. */
  readonly streaming: boolean
  /** Seconds of `Preference-Applied: wait`, in the final answer or a 1xx: the proof that the server holds; null without it. */
  readonly appliedWait: number | null
  readonly headers: HttpHeaders
  /** To be read to its end, or closed. */
  readonly items: AsyncGenerator<SyncItem>
  /** Gives the answer up and closes its connection; whoever reads the items gets `aborted`. */
  readonly close: () => void
}

const withoutSlash = (href: Href): string => href.replace(/\/$/, '')

function toSyncItem(response: Response, asked: Href): SyncItem {
  const { href, status, properties, preconditions } = response
  if (status === 507) return { type: 'truncated' }
  const isSelf = withoutSlash(href) === withoutSlash(asked)
  if (status !== null && status >= 300) {
    if (isSelf) return { type: 'lost', status }
    return status === 404 || status === 410
      ? { type: 'removed', href }
      : { type: 'unsyncable', href, status, preconditions }
  }
  if (isSelf || href.endsWith('/') || isCollection(properties)) return { type: 'collection', href }
  return {
    type: 'changed',
    href,
    etag: etagOf(properties),
    scheduleTag: scheduleTagOf(properties),
    data: contentOf(properties),
  }
}

/** One multistatus; its token comes last, wherever the server wrote it. */
async function* readOne(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  context: MultistatusContext,
  asked: Href,
): AsyncGenerator<SyncItem> {
  let token: SyncToken | null = null
  for await (const item of readMultistatus(chunks, context))
    if (item.type === 'sync-token') token = item.token
    else yield toSyncItem(item.response, asked)
  if (token === null)
    throw new DavError('malformed', `${new URL(context.url).host} answered a sync without a sync token.`)
  yield { type: 'token', token }
}

async function* readStream(
  response: HttpResponse,
  boundary: string,
  context: MultistatusContext,
  asked: Href,
): AsyncGenerator<SyncItem> {
  const splitter = createMultipartSplitter(boundary)
  for await (const chunk of response.body)
    for (const event of splitter.write(chunk)) {
      if (event.type === 'part') yield* readOne([event.body], context, asked)
      else if (event.type === 'heartbeat') yield event
      else {
        yield { type: 'end', clean: true }
        return
      }
    }
  yield { type: 'end', clean: false }
}

async function* readPlain(response: HttpResponse, context: MultistatusContext, asked: Href): AsyncGenerator<SyncItem> {
  yield* readOne(response.body, context, asked)
  yield { type: 'end', clean: true }
}

function toAsk(request: SyncRequest, depth: '0' | '1'): Ask {
  const { href, token, level, limit, contents, waitSeconds, streaming } = request
  const held = waitSeconds === undefined ? undefined : (waitSeconds + 10) * 1000
  const wait = waitSeconds === undefined ? '' : `, wait=${waitSeconds}`
  return {
    method: 'REPORT',
    href,
    verb: 'synchronise',
    lane: request.lane ?? 'work',
    signal: request.signal,
    headersTimeoutMs: request.headersTimeoutMs ?? held,
    idleTimeoutMs: request.idleTimeoutMs === undefined ? held : request.idleTimeoutMs,
    maxBodyBytes: null,
    onInformational: request.onInformational,
    headers: {
      depth,
      prefer: `return=minimal${wait}`,
      ...(streaming === true ? { accept: 'multipart/mixed, application/xml;q=0.5, text/xml;q=0.5' } : {}),
    },
    body: element(
      dav('sync-collection'),
      element(dav('sync-token'), token),
      element(dav('sync-level'), level),
      limit === undefined ? null : element(dav('limit'), element(dav('nresults'), String(limit))),
      element(
        dav('prop'),
        element(dav('getetag')),
        level === 'infinite' ? element(dav('resourcetype')) : null,
        contents.includes('calendar') ? element(caldav('schedule-tag')) : null,
        contents.map((kind) => element(contentProperty[kind])),
      ),
    ),
  }
}

/**
 * The sync-collection REPORT (RFC 6578), plain, held open (long-poll) or streaming. Depth 0 as the RFC has it; a server that answers
 * 400 is asked once more with Depth 1, as older ones want it.
 *
 * @throws DavError `precondition` with `valid-sync-token` for a dead token; any other failure by its status. Reading the items throws
 *   as `readMultistatus`, and `malformed` if a multistatus has no token
 */
export async function syncCollection(connection: DavConnection, request: SyncRequest): Promise<SyncAnswer> {
  const asked = await askMultistatus(connection, toAsk(request, '0')).catch((error: unknown) => {
    if (error instanceof DavError && error.status === 400 && error.preconditions.length === 0)
      return askMultistatus(connection, toAsk(request, '1'))
    throw error
  })
  const { response } = asked
  const boundary = multipartBoundary(response.headers['content-type'])
  const context = { url: response.url, origin: connection.origin }
  const preferences = [response.headers, ...response.informational.map(({ headers }) => headers)]
  return {
    streaming: boundary !== null,
    appliedWait:
      preferences.map((headers) => appliedWait(headers['preference-applied'])).find((wait) => wait !== null) ?? null,
    headers: response.headers,
    items:
      boundary === null
        ? readPlain(response, context, request.href)
        : readStream(response, boundary, context, request.href),
    close: response.destroy,
  }
}
