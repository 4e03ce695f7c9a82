import { dav } from '../../dav/xml/names.ts'
import type { Xml } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { failure, precondition, XML_TYPE, type Answer } from '../exchange/answer.ts'
import { preferenceApplied, readPrefer } from '../exchange/prefer.ts'
import { depthOf, readXml, type DavRequest } from '../exchange/request.ts'
import { multistatusPieces, readPropertyRequest, resourceResponse } from '../multistatus.ts'
import type { PropertyRequest } from '../properties/read.ts'
import { childrenOf, resolveResource } from '../resource.ts'

/** PROPFIND (RFC 4918 §9.1) at Depth 0 and 1; the whole tree at once is refused, as §9.1 allows. */
export async function propfind(request: DavRequest, context: Context): Promise<Answer> {
  const depth = depthOf(request) ?? 'infinity'
  const body = await readXml(request.incoming)
  if (body !== null && body.name !== dav('propfind')) throw failure(400, 'The request body is not a DAV:propfind.')
  const wanted: PropertyRequest = body === null ? { type: 'allprop', include: [] } : readPropertyRequest(body)
  const resource = resolveResource(context, request.segments)
  if (resource.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
  if (depth === 'infinity' && resource.type !== 'member') throw precondition(403, dav('propfind-finite-depth'))

  const prefer = readPrefer(request.header('prefer'))
  const minimal = prefer.returns === 'minimal'
  const noRoot = prefer.noRoot && depth === '1'
  // As things are now: the answer goes out while others write
  const children = depth === '1' ? [...childrenOf(context, resource)] : []
  function* responses(): Generator<Xml> {
    if (resource.type === 'unmapped') return
    if (!noRoot) yield resourceResponse(resource, context, wanted, minimal)
    for (const child of children) yield resourceResponse(child, context, wanted, minimal)
  }
  const applied = preferenceApplied({ minimal, noRoot })
  return {
    status: 207,
    headers: {
      'Content-Type': XML_TYPE,
      Vary: 'Prefer',
      ...(applied === undefined ? {} : { 'Preference-Applied': applied }),
    },
    body: multistatusPieces(responses()),
  }
}
