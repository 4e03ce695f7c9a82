import { caldav, carddav } from '../../dav/xml/names.ts'
import type { Context } from '../context.ts'
import { emptyAnswer, failure, precondition, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { depthOf, readPath, type DavRequest } from '../exchange/request.ts'
import { resolveResource, type Resource, type Unmapped } from '../resource.ts'
import { newCollectionFile, type CollectionFile } from '../store/collection-file.ts'
import type { Commit, Operation } from '../store/commit.ts'
import type { Member, StoredCollection } from '../store/model.ts'
import { memberProperties, removal } from './delete.ts'
import { checkPlace, placeOf, refuseSubscribed } from './put.ts'

/** Where it goes: a path of this server (RFC 4918 §10.3). @throws HttpFailure 400, 502 */
function destinationOf(request: DavRequest): readonly string[] {
  const header = request.header('destination')
  if (header === undefined) throw failure(400, 'The Destination header is missing.')
  const host = /^https?:\/\/([^/?#]*)/i.exec(header)?.[1]
  if (host !== undefined && host.toLowerCase() !== request.header('host')?.toLowerCase())
    throw failure(502, 'The destination is on another server.')
  return readPath(header).segments
}

async function transferMember(
  request: DavRequest,
  context: Context,
  from: { collection: StoredCollection; member: Member },
  destination: Resource | Unmapped,
  commit: Commit,
): Promise<void> {
  const moving = request.method === 'MOVE'
  const place = placeOf(destination)
  refuseSubscribed(place.collection)
  if (moving) refuseSubscribed(from.collection)
  if (place.collection.kind !== from.collection.kind)
    throw precondition(
      403,
      place.collection.kind === 'calendars' ? caldav('supported-calendar-data') : carddav('supported-address-data'),
    )
  const { uid, component, name } = from.member
  const facts = { uid, component }
  checkPlace(place.collection, place.name, facts, moving && place.collection === from.collection ? name : null)
  const text = await context.store.text(from.collection, from.member)
  if (text === null) throw failure(404, 'Its file was taken away.')
  await context.store.withStaged([text], async ([content]) => {
    if (content === undefined) return
    const properties = from.collection.file.memberProperties[name]
    await commit([{ type: 'put', ...place, content, facts }])
    if (moving) await commit(removal(from.collection, name))
    if (properties !== undefined) await commit(memberProperties(place.collection, place.name, properties))
  })
}

const batch = 200

async function transferCollection(
  request: DavRequest,
  context: Context,
  from: StoredCollection,
  destination: Resource | Unmapped,
  commit: Commit,
): Promise<void> {
  const parent = destination.type === 'unmapped' ? destination.parent : null
  const into = destination.type === 'collection' ? context.homes[destination.collection.kind] : null
  const home = into ?? (parent?.type === 'home' ? parent.home : null)
  if (destination.type === 'unmapped' && parent === null) throw failure(409, 'The destination does not exist.')
  if (home?.kind !== from.kind)
    throw precondition(
      403,
      from.kind === 'calendars'
        ? caldav('calendar-collection-location-ok')
        : carddav('addressbook-collection-location-ok'),
    )
  const name = destination.type === 'unmapped' ? destination.name : lastOf(destination)
  if (destination.type === 'collection')
    await commit([{ type: 'remove-collection', collection: destination.collection }])
  const file: CollectionFile = { ...from.file, ...identityOf(name, context.now()) }
  await commit([{ type: 'create-collection', home: from.kind, file }])
  const to = home.collections.get(name)
  if (to === undefined) return
  const members = request.header('depth')?.trim() === '0' ? [] : [...from.members.values()]
  for (let start = 0; start < members.length; start += batch) {
    const slice = await Promise.all(
      members
        .slice(start, start + batch)
        .map(async (member) => ({ member, text: await context.store.text(from, member) })),
    )
    const present = slice.flatMap(({ member, text }) => (text === null ? [] : [{ member, text }]))
    await context.store.withStaged(
      present.map(({ text }) => text),
      (contents) =>
        commit(
          present.flatMap(({ member: { name: member, uid, component } }, index): Operation[] => {
            const content = contents[index]
            return content === undefined
              ? []
              : [{ type: 'put', collection: to, name: member, content, facts: { uid, component } }]
          }),
        ),
    )
  }
  if (request.method === 'MOVE') await commit([{ type: 'remove-collection', collection: from }])
  if (to.file.subscription !== null) context.subscriptions.begin(to)
}

const lastOf = (destination: Resource): string => (destination.type === 'collection' ? destination.collection.name : '')

function identityOf(name: string, now: number): Pick<CollectionFile, 'id' | 'name' | 'created'> {
  const { id, created } = newCollectionFile(name, now)
  return { id, name, created }
}

/** COPY and MOVE (RFC 4918 §9.8, §9.9) of an object or of a whole collection. */
export async function copyOrMove(request: DavRequest, context: Context): Promise<Answer> {
  const depth = depthOf(request)
  const segments = destinationOf(request)
  const overwrite = (request.header('overwrite') ?? 'T').trim().toUpperCase() !== 'F'
  return context.store.exclusively(async (commit) => {
    const source = resolveResource(context, request.segments)
    if (source.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
    checkConditions(request, source, context)
    const destination = resolveResource(context, segments)
    if (destination.href === source.href) throw failure(403, 'It is there already.')
    if (destination.type !== 'unmapped' && !overwrite)
      throw failure(412, 'Something is at the destination already. Nothing was done.')
    if (source.type === 'member') await transferMember(request, context, source, destination, commit)
    else if (source.type === 'collection') {
      if (depth === '1' || (depth === '0' && request.method === 'MOVE'))
        throw failure(400, 'A collection is moved with all that is in it: Depth must be infinity.')
      await transferCollection(request, context, source.collection, destination, commit)
    } else throw failure(403, 'This part of the server stays where it is.')
    return destination.type === 'unmapped' ? emptyAnswer(201) : emptyAnswer(204)
  })
}
