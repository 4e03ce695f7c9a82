import type { Context } from '../context.ts'
import { emptyAnswer, failure, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { depthOf, type DavRequest } from '../exchange/request.ts'
import { resolveResource } from '../resource.ts'
import { refuseSubscribed } from './put.ts'

/** DELETE (RFC 4918 §9.6) of one object or of a whole collection. */
export async function remove(request: DavRequest, context: Context): Promise<Answer> {
  const depth = depthOf(request)
  return context.store.exclusively(async (commit) => {
    const resource = resolveResource(context, request.segments)
    if (resource.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
    checkConditions(request, resource, context)
    if (resource.type === 'member') {
      refuseSubscribed(resource.collection)
      await commit([{ type: 'remove', collection: resource.collection, name: resource.member.name }])
      return emptyAnswer(204)
    }
    if (resource.type !== 'collection') throw failure(403, 'This part of the server stays.')
    if (depth !== null && depth !== 'infinity')
      throw failure(400, 'A collection is deleted with all that is in it: Depth must be infinity.')
    await commit([{ type: 'remove-collection', collection: resource.collection }])
    return emptyAnswer(204)
  })
}
