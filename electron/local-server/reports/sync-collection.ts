import { childNamed, childText, type XmlElement } from '../../dav/xml/element.ts'
import { dav } from '../../dav/xml/names.ts'
import type { Context } from '../context.ts'
import { longPoll } from '../holding/long-poll.ts'
import { stream, wantsStream } from '../holding/stream.ts'
import { failure, precondition, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { readPrefer } from '../exchange/prefer.ts'
import { depthOf, type DavRequest } from '../exchange/request.ts'
import { syncTargetOf } from '../properties/webdav.ts'
import type { Resource } from '../resource.ts'
import { readSyncToken } from '../sync-token.ts'
import type { SyncLevel } from './changes.ts'
import { syncAnswer, type SyncQuery } from './sync-answer.ts'

/** RFC 6578 §6.3; where it is missing, the Depth of the drafts before it (its Appendix A). */
function readLevel(root: XmlElement, request: DavRequest): SyncLevel {
  const level = childText(root, dav('sync-level'))
  if (level === '1' || level === 'infinite') return level
  if (level === 'infinity') return 'infinite'
  if (level !== null) throw failure(400, 'DAV:sync-level must be 1 or infinite.')
  const depth = depthOf(request)
  if (depth === '1') return '1'
  if (depth === 'infinity') return 'infinite'
  throw failure(400, 'DAV:sync-level is missing.')
}

/** RFC 5323 §5.17. A limit of nothing cannot be honoured: the client would never get on (RFC 6578 §3.7). */
function readLimit(root: XmlElement): number {
  const limit = childNamed(root, dav('limit'))
  if (limit === undefined) return Infinity
  const results = childText(limit, dav('nresults')) ?? ''
  if (!/^\d+$/.test(results)) throw failure(400, 'DAV:nresults must be a number.')
  if (Number(results) === 0) throw precondition(507, dav('number-of-matches-within-limits'))
  return Number(results)
}

function readQuery(root: XmlElement, request: DavRequest, resource: Resource, context: Context): SyncQuery {
  const target = syncTargetOf(resource)
  if (target === null) throw precondition(403, dav('supported-report'))
  const level = readLevel(root, request)
  const tokenElement = childNamed(root, dav('sync-token'))
  if (tokenElement === undefined) throw failure(400, 'DAV:sync-token is missing; leave it empty the first time.')
  const limit = readLimit(root)
  const token = tokenElement.text.trim()
  const position = token === '' ? null : readSyncToken(token, target, context.store.log.epochOf)
  if (token !== '' && position === null) throw precondition(403, dav('valid-sync-token'))
  const minimal = readPrefer(request.header('prefer')).returns === 'minimal'
  const elements = childNamed(root, dav('prop'))?.children ?? []
  return { rendering: { context, target, href: resource.href, elements, minimal }, level, position, limit }
}

/** DAV:sync-collection (RFC 6578 §3.2): at once, held until something changes, or as a stream of parts. */
export function syncCollection(root: XmlElement, request: DavRequest, resource: Resource, context: Context): Answer {
  checkConditions(request, resource, context)
  const query = readQuery(root, request, resource, context)
  const { wait } = readPrefer(request.header('prefer'))
  if (wantsStream(request.header('accept'))) return stream(query, wait) ?? syncAnswer(query, null)
  return (wait === null ? null : longPoll(query, wait)) ?? syncAnswer(query, null)
}
