import type { Href } from '../../../shared/model/names.ts'
import type { HttpHeaders } from '../../http/exchange.ts'
import type { DavConnection } from '../connection.ts'
import type { Response } from '../multistatus.ts'
import { dav, type XmlName } from '../xml/names.ts'
import { element } from '../xml/write.ts'
import { askMultistatus, responsesOf, type Ask } from './exchange.ts'

export type PropfindAnswer = {
  /** Where the answer came from, after redirects. */
  readonly url: string
  readonly headers: HttpHeaders
  readonly responses: AsyncGenerator<Response>
}

export type PropfindRequest = {
  readonly href: Href
  readonly depth: '0' | '1'
  readonly properties: readonly XmlName[]
  readonly signal?: AbortSignal | undefined
}

/** The PROPFIND as it is sent. */
export const propfindAsk = ({ href, depth, properties, signal }: PropfindRequest): Ask => ({
  method: 'PROPFIND',
  href,
  verb: 'read',
  headers: { depth, prefer: 'return=minimal' },
  body: element(
    dav('propfind'),
    element(
      dav('prop'),
      properties.map((name) => element(name)),
    ),
  ),
  signal,
})

/**
 * Reads properties of a resource (Depth 0) or of it and its members (Depth 1), RFC 4918 §9.1. Properties that are not there may be
 * left out of the answer (RFC 8144 §2.1).
 *
 * @throws DavError for any answer but a multistatus; reading `responses` throws as `readMultistatus`
 */
export async function propfind(connection: DavConnection, request: PropfindRequest): Promise<PropfindAnswer> {
  const asked = await askMultistatus(connection, propfindAsk(request))
  const { url, headers } = asked.response
  return { url, headers, responses: responsesOf(connection, asked) }
}
