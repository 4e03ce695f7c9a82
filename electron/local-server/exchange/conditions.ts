import type { Context } from '../context.ts'
import { resolveResource, type Resource, type Unmapped } from '../resource.ts'
import { currentSyncToken, readSyncToken } from '../sync-token.ts'
import { syncTargetOf } from '../properties/webdav.ts'
import { failure, HttpFailure, emptyAnswer } from './answer.ts'
import { readPath, type DavRequest } from './request.ts'

type Condition = { readonly not: boolean; readonly state: string | null; readonly etag: string | null }
type List = { readonly tag: string | null; readonly conditions: readonly Condition[] }

/** With quotes; null where the resource has none. */
export function etagOf(resource: Resource | Unmapped): string | null {
  if (resource.type === 'member') return `"${resource.member.etag}"`
  return resource.type === 'collection' ? `"${resource.collection.etag}"` : null
}

/**
 * Parses `If` (RFC 4918 §10.4.2).
 *
 * @throws HttpFailure 400
 */
export function parseIf(header: string): List[] {
  const token = /\s*(?:(\()|(\))|<([^<>]*)>|\[((?:W\/)?"[^"]*")\]|(not)(?=[\s<[]))/iy
  const lists: List[] = []
  let tag: string | null = null
  let conditions: Condition[] | null = null
  let not = false
  const rest = header.trimEnd()
  while (token.lastIndex < rest.length) {
    const match = token.exec(rest)
    if (match === null) throw failure(400, 'The If header is not well-formed.')
    const [, open, close, state, etag, negation] = match
    if (open !== undefined) {
      if (conditions !== null) throw failure(400, 'The If header is not well-formed.')
      conditions = []
    } else if (conditions === null) {
      if (state === undefined) throw failure(400, 'The If header is not well-formed.')
      tag = state
    } else if (close !== undefined) {
      if (conditions.length === 0 || not) throw failure(400, 'The If header is not well-formed.')
      lists.push({ tag, conditions })
      conditions = null
    } else if (negation !== undefined) not = true
    else {
      conditions.push({ not, state: state ?? null, etag: etag ?? null })
      not = false
    }
  }
  if (conditions !== null || lists.length === 0) throw failure(400, 'The If header is not well-formed.')
  return lists
}

/** Whether a state token names the state a resource is in: the only ones here are sync tokens (RFC 6578 §5). */
function isInState(resource: Resource | Unmapped, state: string, context: Context): boolean {
  const target = resource.type === 'unmapped' ? null : syncTargetOf(resource)
  if (target === null || readSyncToken(state, target, context.store.log.epochOf) === null) return false
  return state.trim() === currentSyncToken(target, context.store.log.epochOf)
}

function taggedResource(tag: string, context: Context): Resource | Unmapped | null {
  try {
    return resolveResource(context, readPath(tag).segments)
  } catch (error) {
    if (error instanceof HttpFailure) return null
    throw error
  }
}

function checkIf(header: string, requested: Resource | Unmapped, context: Context): boolean {
  return parseIf(header).some(({ tag, conditions }) => {
    const resource = tag === null ? requested : taggedResource(tag, context)
    return conditions.every(({ not, state, etag }) => {
      const holds =
        resource !== null && (state === null ? etagOf(resource) === etag : isInState(resource, state, context))
      return holds !== not
    })
  })
}

const matchesAny = (header: string, etag: string | null, weakly: boolean): boolean =>
  etag !== null &&
  (header.trim() === '*' ||
    header.split(',').some((candidate) => {
      const trimmed = candidate.trim()
      return trimmed === etag || (weakly && trimmed === `W/${etag}`)
    }))

/**
 * Checks If-Match, If-None-Match (RFC 9110 §13) and If (RFC 4918 §10.4) against the resource as it is now.
 *
 * @throws HttpFailure 412, or 304 where a GET needs no body
 */
export function checkConditions(request: DavRequest, resource: Resource | Unmapped, context: Context): void {
  const etag = etagOf(resource)
  const exists = resource.type !== 'unmapped'
  const tag = etag === null ? {} : { ETag: etag }
  const failed = failure(412, 'It has changed since you last saw it. Nothing was done; fetch it and decide again.', tag)
  const ifMatch = request.header('if-match')
  if (ifMatch !== undefined && !(ifMatch.trim() === '*' ? exists : matchesAny(ifMatch, etag, false))) throw failed
  const ifNoneMatch = request.header('if-none-match')
  if (ifNoneMatch !== undefined && (ifNoneMatch.trim() === '*' ? exists : matchesAny(ifNoneMatch, etag, true))) {
    const reading = request.method === 'GET' || request.method === 'HEAD'
    throw reading ? new HttpFailure(emptyAnswer(304, tag), 'not modified') : failed
  }
  const header = request.header('if')
  if (header !== undefined && !checkIf(header, resource, context)) throw failed
}
