import type { DavError } from '../../../shared/model/dav-error.ts'
import { resolveHref } from '../../../shared/model/href.ts'
import type { Href } from '../../../shared/model/names.ts'
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts'
import { subjectOf, type DavConnection, type Subject } from '../connection.ts'
import { readErrorBody, responseFailure, statusFailure } from '../failure.ts'
import { readMultistatus, type MultistatusItem, type Response } from '../multistatus.ts'
import { xmlDocument, type Xml } from '../xml/write.ts'

export type Ask = Omit<HttpRequest, 'url' | 'body'> & {
  readonly href: Href
  /** For messages: "Could not <verb> /path". */
  readonly verb: string
  readonly body?: Xml | string
}

/** The answer to a request, with what it was about. */
export type Asked = { readonly response: HttpResponse; readonly subject: Subject }

const xmlType = { 'content-type': 'application/xml; charset=utf-8' }

/** Sends one request of a DAV method; any status comes back. */
export async function ask(connection: DavConnection, request: Ask): Promise<Asked> {
  const { href, verb, body, headers, ...rest } = request
  const isXml = typeof body === 'object'
  const response = await connection.http.request({
    ...rest,
    url: resolveHref(href, connection.origin),
    headers: { ...(isXml ? xmlType : {}), ...headers },
    ...(body === undefined ? {} : { body: isXml ? xmlDocument(body) : body }),
  })
  return { response, subject: subjectOf(connection, href, verb) }
}

const isXmlType = (type: string | undefined): boolean =>
  /^\s*(?:application|text)\/(?:[\w.-]+\+)?xml\b/i.test(type ?? '')

/**
 * Makes sure that an answer is a multistatus.
 *
 * @throws DavError for any other: a failure by its status, `not-dav` for a success that is no XML
 */
export async function expectMultistatus(asked: Asked): Promise<Asked> {
  const { response, subject } = asked
  if (response.status >= 300) throw await responseFailure(subject, response)
  if (response.status === 207 || isXmlType(response.headers['content-type'])) return asked
  response.destroy()
  throw statusFailure(subject, 200, null)
}

/** Sends a request whose answer must be a multistatus; throws as {@link expectMultistatus}. */
export const askMultistatus = async (connection: DavConnection, request: Ask): Promise<Asked> =>
  expectMultistatus(await ask(connection, request))

/** The items of a multistatus answer. */
const itemsOf = (connection: DavConnection, { response }: Asked): AsyncGenerator<MultistatusItem> =>
  readMultistatus(response.body, { url: response.url, origin: connection.origin })

/** The responses of a multistatus answer, without its sync token. */
export async function* responsesOf(connection: DavConnection, asked: Asked): AsyncGenerator<Response> {
  for await (const item of itemsOf(connection, asked)) if (item.type === 'response') yield item.response
}

/** So that the connection can serve the next request. */
async function readToEnd(body: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = body[Symbol.asyncIterator]()
  while ((await iterator.next()).done !== true);
}

/** The first thing a response says went wrong, or null. */
function failureIn(subject: Subject, response: Response): DavError | null {
  if (response.status !== null && response.status >= 300)
    return statusFailure(subject, response.status, response.preconditions.length > 0 ? response.preconditions : null)
  // 424 only says that another property failed (RFC 4918 §9.2).
  const failed = response.propstats.filter(({ status }) => status >= 300)
  const first = failed.find(({ status }) => status !== 424) ?? failed[0]
  if (first === undefined) return null
  return statusFailure(subject, first.status, first.preconditions.length > 0 ? first.preconditions : null)
}

/**
 * Sends a request that changes something and reads its answer to the end.
 *
 * @throws DavError for any failure, also one that hides inside a 207 or a 2xx with a DAV:error as its body
 */
export async function askChange(connection: DavConnection, request: Ask): Promise<Asked> {
  const asked = await ask(connection, request)
  const { response, subject } = asked
  if (response.status >= 300) throw await responseFailure(subject, response)
  if (response.status === 207)
    for await (const inner of responsesOf(connection, asked)) {
      const failure = failureIn(subject, inner)
      if (failure !== null) throw failure
    }
  else if (isXmlType(response.headers['content-type'])) {
    const preconditions = readErrorBody(await response.text())
    if (preconditions !== null) throw statusFailure(subject, 409, preconditions)
  } else await readToEnd(response.body)
  return asked
}
