import type { Context } from '../context.ts'
import { failure, textAnswer, type Answer } from '../exchange/answer.ts'
import { checkConditions, etagOf } from '../exchange/conditions.ts'
import type { DavRequest } from '../exchange/request.ts'
import { mediaTypeOf } from '../properties/webdav.ts'
import { resolveResource } from '../resource.ts'

/** GET and HEAD: a member's text byte for byte; of a collection only its name, since its members are asked for by PROPFIND. */
export async function get(request: DavRequest, context: Context): Promise<Answer> {
  const resource = resolveResource(context, request.segments)
  if (resource.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
  checkConditions(request, resource, context)
  const etag = etagOf(resource)
  if (resource.type !== 'member')
    return textAnswer(
      200,
      'A collection of Daystream. Open it with a calendar or contacts app.',
      etag === null ? {} : { ETag: etag },
    )
  const text = await context.store.text(resource.collection, resource.member)
  if (text === null) throw failure(404, 'Its file was taken away.')
  return {
    status: 200,
    headers: {
      'Content-Type': mediaTypeOf(resource),
      ETag: `"${resource.member.etag}"`,
      'Last-Modified': new Date(resource.member.mtime).toUTCString(),
      'Cache-Control': 'no-cache, private',
      // A vCard or event opened in a browser must stay text
      'X-Content-Type-Options': 'nosniff',
    },
    body: text,
  }
}
