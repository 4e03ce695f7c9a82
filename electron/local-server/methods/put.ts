import { caldav, carddav, dav } from '../../dav/xml/names.ts'
import { element } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { emptyAnswer, failure, precondition, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { readPrefer } from '../exchange/prefer.ts'
import { readBody, type DavRequest } from '../exchange/request.ts'
import { MAX_RESOURCE_SIZE } from '../limits.ts'
import { memberResource, resolveResource, type Resource, type Unmapped } from '../resource.ts'
import { encodeSegment } from '../store/href.ts'
import type { HomeKind, ObjectFacts, StoredCollection } from '../store/model.ts'
import { inspectObject } from '../store/object-facts.ts'

/** The collection a PUT, COPY or MOVE of one object ends in, and the name it gets there. @throws HttpFailure 403, 405, 409 */
export function placeOf(resource: Resource | Unmapped): { collection: StoredCollection; name: string } {
  if (resource.type === 'member') return { collection: resource.collection, name: resource.member.name }
  if (resource.type !== 'unmapped')
    throw failure(405, 'A collection cannot be replaced by an object.', {
      Allow: 'OPTIONS, GET, HEAD, PROPFIND, REPORT',
    })
  if (resource.parent === null) throw failure(409, 'The collection this would be in does not exist.')
  if (resource.parent.type !== 'collection')
    throw failure(403, 'Objects live in a calendar or an address book, not beside them.')
  return { collection: resource.parent.collection, name: resource.name }
}

/** @throws HttpFailure 403 where members come from a feed */
export function refuseSubscribed(collection: StoredCollection): void {
  if (collection.file.subscription !== null)
    throw precondition(403, dav('need-privileges'), element(dav('resource'), element(dav('href'), collection.href)))
}

/** The rules of RFC 4791 §5.3.2.1 and RFC 6352 §6.3.2.1 that concern the text alone. @throws HttpFailure 403 */
function inspectForStore(kind: HomeKind, text: string): ObjectFacts {
  const { facts, problem } = inspectObject(kind, text)
  if (problem === null) return facts
  const name =
    kind === 'addressbooks'
      ? carddav('valid-address-data')
      : facts.component === null
        ? caldav('valid-calendar-data')
        : caldav('valid-calendar-object-resource')
  throw precondition(403, name, problem)
}

/**
 * The rules that concern the collection.
 *
 * @param leaving a member that is about to go, and whose UID is free then
 * @throws HttpFailure 403, 409
 */
export function checkPlace(
  collection: StoredCollection,
  name: string,
  facts: ObjectFacts,
  leaving: string | null = null,
): void {
  const { components } = collection.file
  if (facts.component !== null && components.length > 0 && !components.includes(facts.component))
    throw precondition(403, caldav('supported-calendar-component'))
  const holder = facts.uid === null ? undefined : collection.uids.get(facts.uid)
  if (holder === undefined || holder === name || holder === leaving) return
  const conflict = collection.kind === 'calendars' ? caldav('no-uid-conflict') : carddav('no-uid-conflict')
  throw precondition(409, conflict, element(dav('href'), collection.href + encodeSegment(holder)))
}

const mediaTypes: Record<HomeKind, readonly string[]> = {
  calendars: ['text/calendar'],
  addressbooks: ['text/vcard', 'text/x-vcard', 'text/directory'],
}

function checkMediaType(request: DavRequest, kind: HomeKind): void {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const loose = type === undefined || type === '' || type === 'application/octet-stream' || type === 'text/plain'
  if (loose || mediaTypes[kind].includes(type)) return
  throw precondition(403, kind === 'calendars' ? caldav('supported-calendar-data') : carddav('supported-address-data'))
}

function decode(bytes: Uint8Array, kind: HomeKind): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw precondition(
      403,
      kind === 'calendars' ? caldav('valid-calendar-data') : carddav('valid-address-data'),
      'It is not UTF-8.',
    )
  }
}

/** PUT of one object (RFC 4791 §5.3.2, RFC 6352 §6.3.2). The text is kept byte for byte, so the ETag answered is that of the bytes. */
export async function put(request: DavRequest, context: Context): Promise<Answer> {
  const { collection } = placeOf(resolveResource(context, request.segments))
  refuseSubscribed(collection)
  const { kind } = collection
  if (request.header('content-range') !== undefined) throw failure(400, 'An object is written whole, not in ranges.')
  checkMediaType(request, kind)
  const body = await readBody(request.incoming, MAX_RESOURCE_SIZE, () =>
    precondition(403, kind === 'calendars' ? caldav('max-resource-size') : carddav('max-resource-size')),
  )
  const text = decode(body, kind)
  const facts = inspectForStore(kind, text)
  checkConditions(request, resolveResource(context, request.segments), context)

  const created = await context.store.withStaged([text], ([content]) =>
    context.store.exclusively(async (commit) => {
      if (content === undefined) throw failure(500, 'The text was not stored.')
      const resource = resolveResource(context, request.segments)
      const place = placeOf(resource)
      refuseSubscribed(place.collection)
      checkConditions(request, resource, context)
      checkPlace(place.collection, place.name, facts)
      await commit([{ type: 'put', ...place, content, facts }])
      return { ...place, isNew: resource.type === 'unmapped', etag: content.etag }
    }),
  )
  const status = created.isNew ? 201 : 204
  if (readPrefer(request.header('prefer')).returns !== 'representation')
    return emptyAnswer(status, { ETag: `"${created.etag}"` })
  const member = created.collection.members.get(created.name)
  if (member === undefined) return emptyAnswer(status)
  const stored = memberResource(created.collection, member)
  return {
    status: created.isNew ? 201 : 200,
    headers: {
      'Content-Type': kind === 'calendars' ? 'text/calendar; charset=utf-8' : 'text/vcard; charset=utf-8',
      ETag: `"${created.etag}"`,
      'Content-Location': stored.href,
      'Preference-Applied': 'return=representation',
      Vary: 'Prefer',
    },
    body: text,
  }
}
