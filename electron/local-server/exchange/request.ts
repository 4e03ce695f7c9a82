import type { IncomingMessage } from 'node:http'
import { DavError } from '../../../shared/model/dav-error.ts'
import type { XmlElement } from '../../dav/xml/element.ts'
import { parseXml } from '../../dav/xml/parse.ts'
import { failure } from './answer.ts'

/** A request of an authenticated user. */
export type DavRequest = {
  readonly method: string
  /** Path as it came, e.g. `/calendars/me/work/`. */
  readonly href: string
  /** Decoded segments of the path. */
  readonly segments: readonly string[]
  readonly header: (name: string) => string | undefined
  readonly incoming: IncomingMessage
}

/**
 * Takes a request-target apart without resolving dot segments: none is accepted, encoded or not.
 *
 * @throws HttpFailure 400
 */
export function readPath(target: string): { href: string; segments: string[] } {
  const path = /^(?:https?:\/\/[^/?#]*)?([^?#]*)/i.exec(target)?.[1] ?? ''
  if (!path.startsWith('/')) throw failure(400, 'The address has no path.')
  const segments: string[] = []
  for (const raw of path.split('/')) {
    if (raw === '') continue
    let segment: string
    try {
      segment = decodeURIComponent(raw)
    } catch {
      throw failure(400, 'The address is not percent-encoded UTF-8.')
    }
    if (segment === '.' || segment === '..' || /\p{Cc}/u.test(segment))
      throw failure(400, 'The address has a segment that no resource can have.')
    segments.push(segment)
  }
  return { href: path, segments }
}

/**
 * Reads the whole body.
 *
 * @param limit bytes
 * @param tooLarge made where the body is larger
 */
export async function readBody(incoming: IncomingMessage, limit: number, tooLarge: () => Error): Promise<Buffer> {
  const { 'content-length': announced, 'content-encoding': encoding = 'identity' } = incoming.headers
  if (encoding !== 'identity') throw failure(415, 'Send the body without Content-Encoding.')
  if (Number(announced ?? 0) > limit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const xmlLimit = 8 * 1024 * 1024

/**
 * Reads an XML body; null where there is none.
 *
 * @throws HttpFailure 400 if it is not well-formed, 413 if it is too large
 */
export async function readXml(incoming: IncomingMessage): Promise<XmlElement | null> {
  const body = await readBody(incoming, xmlLimit, () =>
    failure(413, `The request is larger than ${xmlLimit} bytes. Ask for fewer things at once.`, {
      Connection: 'close',
    }),
  )
  if (body.length === 0) return null
  try {
    return parseXml(body, 'The request body')
  } catch (error) {
    if (error instanceof DavError) throw failure(400, error.message)
    throw error
  }
}

/**
 * The Depth header (RFC 4918 §10.2).
 *
 * @throws HttpFailure 400 if it is none of 0, 1, infinity
 */
export function depthOf(request: DavRequest): '0' | '1' | 'infinity' | null {
  const depth = request.header('depth')?.trim().toLowerCase()
  if (depth === undefined || depth === '') return null
  if (depth === '0' || depth === '1' || depth === 'infinity') return depth
  throw failure(400, 'Depth must be 0, 1 or infinity.')
}
