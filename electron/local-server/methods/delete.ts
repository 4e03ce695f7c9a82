import type { Context } from '../context.ts'
import { emptyAnswer, failure, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { depthOf, type DavRequest } from '../exchange/request.ts'
import { resolveResource } from '../resource.ts'
import type { StoredProperties } from '../store/collection-file.ts'
import type { Operation } from '../store/commit.ts'
import type { StoredCollection } from '../store/model.ts'
import { refuseSubscribed } from './put.ts'

/** Writes what clients said of a member; null: nothing any more. */
export function memberProperties(
  collection: StoredCollection,
  name: string,
  properties: StoredProperties | null,
): Operation[] {
  const { [name]: before, ...others } = collection.file.memberProperties
  if (before === undefined && properties === null) return []
  const all = properties === null ? others : { ...others, [name]: properties }
  return [{ type: 'update-collection', collection, file: { ...collection.file, memberProperties: all } }]
}

/** Takes a member out of its collection, and what was said of it. */
export const removal = (collection: StoredCollection, name: string): Operation[] => [
  { type: 'remove', collection, name },
  ...memberProperties(collection, name, null),
]

/** DELETE (RFC 4918 §9.6) of one object or of a whole collection. */
export async function remove(request: DavRequest, context: Context): Promise<Answer> {
  const depth = depthOf(request)
  return context.store.exclusively(async (commit) => {
    const resource = resolveResource(context, request.segments)
    if (resource.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
    checkConditions(request, resource, context)
    if (resource.type === 'member') {
      refuseSubscribed(resource.collection)
      await commit(removal(resource.collection, resource.member.name))
      return emptyAnswer(204)
    }
    if (resource.type !== 'collection') throw failure(403, 'This part of the server stays.')
    if (depth !== null && depth !== 'infinity')
      throw failure(400, 'A collection is deleted with all that is in it: Depth must be infinity.')
    await commit([{ type: 'remove-collection', collection: resource.collection }])
    return emptyAnswer(204)
  })
}
