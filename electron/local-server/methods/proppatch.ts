import { dav } from '../../dav/xml/names.ts'
import { element } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { emptyAnswer, failure, xmlAnswer, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { readPrefer } from '../exchange/prefer.ts'
import { readXml, type DavRequest } from '../exchange/request.ts'
import { propstatResponse } from '../multistatus.ts'
import { liveProperties } from '../properties/read.ts'
import { readInstructions, writeProperties, writeStored, type Instruction, type Written } from '../properties/write.ts'
import { resolveResource, type Resource } from '../resource.ts'
import type { CollectionFile, StoredProperties } from '../store/collection-file.ts'
import type { StoredCollection } from '../store/model.ts'
import { propertyOutcomes } from './property-answer.ts'

const refuseAll = (file: CollectionFile, instructions: readonly Instruction[]): Written => ({
  file,
  refresh: false,
  refusals: instructions.map((instruction) => ({
    name: instruction.type === 'set' ? instruction.element.name : instruction.name,
    status: 403,
    error: dav('cannot-modify-protected-property'),
  })),
})

function writeMember(collection: StoredCollection, name: string, instructions: readonly Instruction[]): Written {
  const { file } = collection
  const live = instructions.filter(
    (instruction) =>
      liveProperties[instruction.type === 'set' ? instruction.element.name : instruction.name] !== undefined,
  )
  if (file.subscription !== null || live.length > 0)
    return refuseAll(file, file.subscription === null ? live : instructions)
  const before: StoredProperties = file.memberProperties[name] ?? {}
  const properties = instructions.reduce(writeStored, before)
  return {
    file: { ...file, memberProperties: { ...file.memberProperties, [name]: properties } },
    refusals: [],
    refresh: false,
  }
}

function write(
  resource: Resource,
  instructions: readonly Instruction[],
  context: Context,
): Written & { collection: StoredCollection } {
  if (resource.type === 'collection') {
    const { collection } = resource
    const mayFetch = context.subscriptions.mayFetch
    return { collection, ...writeProperties(collection.file, collection.kind, instructions, mayFetch) }
  }
  if (resource.type === 'member')
    return { collection: resource.collection, ...writeMember(resource.collection, resource.member.name, instructions) }
  throw failure(403, 'This part of the server has no properties that can be written.')
}

/** PROPPATCH (RFC 4918 §9.2): all or nothing. */
export async function proppatch(request: DavRequest, context: Context): Promise<Answer> {
  const root = await readXml(request.incoming)
  if (root?.name !== dav('propertyupdate')) throw failure(400, 'The request body is not a DAV:propertyupdate.')
  const instructions = readInstructions(root)
  const { resource, written } = await context.store.exclusively(async (commit) => {
    const found = resolveResource(context, request.segments)
    if (found.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
    checkConditions(request, found, context)
    const result = write(found, instructions, context)
    const { collection, file, refusals } = result
    if (refusals.length === 0 && file !== collection.file)
      await commit([{ type: 'update-collection', collection, file }])
    return { resource: found, written: result }
  })
  const { refusals, refresh, collection } = written
  if (refusals.length === 0 && refresh && context.subscriptions.refresh(collection))
    return emptyAnswer(202, { 'Retry-After': '2' })
  if (refusals.length === 0 && readPrefer(request.header('prefer')).returns === 'minimal')
    return emptyAnswer(200, { 'Preference-Applied': 'return=minimal', Vary: 'Prefer' })
  const outcome = propstatResponse(resource.href, propertyOutcomes(instructions, refusals))
  return xmlAnswer(207, element(dav('multistatus'), outcome))
}
