import { DavError, type DavErrorKind } from '../../shared/model/dav-error.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { parseRetryAfter } from '../http/retry-after.ts'
import type { Subject } from './connection.ts'
import { localName, type XmlElement } from './xml/element.ts'
import { dav } from './xml/names.ts'
import { parseXml } from './xml/parse.ts'

/** Local names of the conditions in every `DAV:error` of a tree (RFC 4918 §16); MKCOL answers carry them inside propstats. */
export function preconditionsIn(element: XmlElement): string[] {
  if (element.name === dav('error'))
    return element.children.map(localName).filter((name) => name !== 'responsedescription')
  return element.children.flatMap(preconditionsIn)
}

function hasError(element: XmlElement): boolean {
  return element.name === dav('error') || element.children.some(hasError)
}

/** What an error body says: the conditions it names, or null if it is no DAV:error at all. */
export function readErrorBody(text: string): readonly string[] | null {
  if (!/^\s*(?:\uFEFF)?\s*</.test(text)) return null
  try {
    const root = parseXml(text, 'The error')
    return hasError(root) ? preconditionsIn(root) : null
  } catch (error) {
    if (error instanceof DavError) return null // a page for people, not for us
    throw error
  }
}

function kindOf(status: number, preconditions: readonly string[] | null): DavErrorKind {
  const named = preconditions !== null && preconditions.length > 0
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      // Google limits its clients by a 403 whose DAV:error is empty.
      if (preconditions !== null && !named) return 'overload'
      return named && !preconditions.includes('need-privileges') ? 'precondition' : 'forbidden'
    case 404:
    case 410:
      return 'not-found'
    case 412:
      return 'precondition'
    case 413:
      return 'too-large'
    case 429:
    case 503:
    case 507:
      return 'overload'
    default:
      if (status >= 500) return 'server'
      if (status >= 400) return named ? 'precondition' : 'refused'
      return 'not-dav'
  }
}

const reasons: Partial<Record<DavErrorKind, (status: number, preconditions: readonly string[]) => string>> = {
  forbidden: () => 'this user is not allowed to.',
  precondition: (status, preconditions) =>
    preconditions.length > 0
      ? `the server refused (${preconditions.join(', ')}).`
      : `it was changed there (${status}).`,
  'not-found': () => 'it is not there any more.',
  overload: (status) => `the server is busy or full (${status}). It will be tried again later.`,
  server: (status) => `the server failed (${status}). It will be tried again later.`,
  'too-large': (status) => `it is too large for the server (${status}).`,
}

function describe(subject: Subject, kind: DavErrorKind, status: number, preconditions: readonly string[]): string {
  if (kind === 'unauthorized')
    return `${subject.host} does not accept the user name or password. Check them in the account.`
  if (kind === 'not-dav') return `${subject.host} does not answer as a calendar or contacts server. Check the address.`
  const reason = reasons[kind]?.(status, preconditions) ?? `the server refused (${status}).`
  return `Could not ${subject.attempt} on ${subject.host}: ${reason}`
}

/** Makes the DavError for a status, of a whole answer or of one response in a multistatus. */
export function statusFailure(
  subject: Subject,
  status: number,
  preconditions: readonly string[] | null,
  retryAfter: number | null = null,
): DavError {
  const kind = kindOf(status, preconditions)
  const named = preconditions ?? []
  return new DavError(kind, describe(subject, kind, status, named), { status, preconditions: named, retryAfter })
}

/** Reads an unsuccessful answer to its end and makes the DavError for it. */
export async function responseFailure(subject: Subject, response: HttpResponse): Promise<DavError> {
  let text = ''
  try {
    text = await response.text(64 * 1024)
  } catch (error) {
    // The status alone says enough; a broken or endless error page must not hide it.
    if (!(error instanceof DavError)) throw error
  }
  const retryAfter = parseRetryAfter(response.headers['retry-after'], Date.now())
  return statusFailure(subject, response.status, readErrorBody(text), retryAfter)
}
