import { DavError } from '../../shared/model/dav-error.ts'
import type { HttpHeaders } from './exchange.ts'
import { createPendingBytes } from './pending-bytes.ts'

export type MultipartEvent =
  | { readonly type: 'part'; readonly headers: HttpHeaders; readonly body: Uint8Array }
  /** Blank bytes between parts, sent to show that the connection lives. */
  | { readonly type: 'heartbeat' }
  /** The closing delimiter was seen: the sender ended the stream on purpose. */
  | { readonly type: 'end' }

export type MultipartSplitter = {
  /** Takes the next bytes, cut anywhere, and gives what they complete. */
  readonly write: (chunk: Uint8Array) => MultipartEvent[]
}

const maxHeaderBytes = 8 * 1024
const maxBodyBytes = 16 * 1024 * 1024

/**
 * The boundary of a `multipart/mixed` or `multipart/x-mixed-replace` Content-Type (RFC 2046 §5.1.1), or null for any other type.
 *
 * @throws DavError `malformed` if there is no usable boundary
 */
export function multipartBoundary(contentType: string | undefined): string | null {
  if (!/^\s*multipart\/(?:mixed|x-mixed-replace)\s*(?:;|$)/i.test(contentType ?? '')) return null
  const match = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(contentType ?? '')
  const boundary = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2] ?? ''
  if (boundary === '' || boundary.length > 70)
    throw new DavError('malformed', 'The server’s multipart answer has no usable boundary.')
  return boundary
}

function parseHeaders(block: Buffer): HttpHeaders {
  const headers: Record<string, string> = {}
  for (const line of block.toString('latin1').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}

const isBlank = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09

/**
 * Splits a multipart body (RFC 2046 §5.1) while it streams. A part with a Content-Length is given out with its last byte, not when
 * the next delimiter shows that it is over; one without is searched for the delimiter. Preamble and epilogue are left out.
 *
 * @param boundary as from {@link multipartBoundary}
 * @throws DavError from `write`: `malformed` for a part header over 8 KiB, `too-large` for a part over 16 MiB
 */
export function createMultipartSplitter(boundary: string): MultipartSplitter {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const delimiterLine = Buffer.from(`\n--${boundary}`, 'latin1')
  const pending = createPendingBytes()
  let events: MultipartEvent[] = []
  // Each state takes what it can from the pending bytes and gives the next one, or null to wait for more.
  type State = () => State | null
  let blanks = 0
  let searched = 0

  const emit = (headers: HttpHeaders, body: Buffer): void => {
    events.push({ type: 'part', headers, body: Uint8Array.prototype.slice.call(body) })
    // The line end before a delimiter belongs to the delimiter: it is no heartbeat.
    blanks = -2
  }

  const ended: State = () => {
    pending.drop(pending.view().length)
    return null
  }

  const between: State = () => {
    const bytes = pending.view()
    let blank = 0
    while (blank < bytes.length && isBlank(bytes[blank])) blank += 1
    blanks += blank
    pending.drop(blank)
    const rest = pending.view()
    const known = Math.min(rest.length, delimiter.length)
    if (!rest.subarray(0, known).equals(delimiter.subarray(0, known))) return resync
    return rest.length > delimiter.length ? afterDelimiter : null
  }

  /** Preamble, or bytes after a part whose Content-Length was wrong: look for the next delimiter on a line of its own. */
  const resync: State = () => {
    const bytes = pending.view()
    const at = bytes.indexOf(delimiterLine)
    if (at === -1) {
      pending.drop(Math.max(0, bytes.length - delimiterLine.length))
      return null
    }
    if (bytes.length === at + delimiterLine.length) return null
    pending.drop(at + 1)
    return afterDelimiter
  }

  const afterDelimiter: State = () => {
    const rest = pending.view().subarray(delimiter.length)
    if (rest[0] === 0x2d) {
      if (rest.length < 2) return null
      if (rest[1] !== 0x2d) return notDelimiter
      events.push({ type: 'end' })
      return ended
    }
    if (!isBlank(rest[0])) return notDelimiter
    const lineEnd = rest.indexOf(0x0a)
    if (lineEnd === -1) return checkHeader(rest.length)
    // The line end stays: it is the first half of the blank line of a part without header.
    pending.drop(delimiter.length + lineEnd)
    return header
  }

  const notDelimiter: State = () => {
    pending.drop(delimiter.length)
    return resync
  }

  const checkHeader = (length: number): null => {
    if (length > maxHeaderBytes)
      throw new DavError('malformed', 'A part of the server’s multipart answer has no header end.')
    return null
  }

  const header: State = () => {
    const bytes = pending.view()
    const crlf = bytes.indexOf('\n\r\n')
    const lf = bytes.indexOf('\n\n')
    const end = crlf === -1 || (lf !== -1 && lf < crlf) ? lf : crlf
    if (end === -1) return checkHeader(bytes.length)
    checkHeader(end)
    const headers = parseHeaders(bytes.subarray(0, end))
    pending.drop(end + (end === crlf ? 3 : 2))
    const length = headers['content-length']
    if (length === undefined || !/^\d+$/.test(length)) {
      searched = 0
      return searchedBody(headers)
    }
    checkBody(Number(length))
    return countedBody(headers, Number(length))
  }

  const checkBody = (length: number): void => {
    if (length > maxBodyBytes)
      throw new DavError('too-large', `A part of the server’s multipart answer is larger than ${maxBodyBytes} bytes.`)
  }

  const countedBody =
    (headers: HttpHeaders, length: number): State =>
    () => {
      const bytes = pending.view()
      if (bytes.length < length) return null
      emit(headers, bytes.subarray(0, length))
      pending.drop(length)
      return between
    }

  const isDelimiterEnd = (bytes: Buffer, at: number): boolean =>
    isBlank(bytes[at]) || (bytes[at] === 0x2d && bytes[at + 1] === 0x2d)

  const searchedBody =
    (headers: HttpHeaders): State =>
    () => {
      const bytes = pending.view()
      // A part without body: its delimiter follows the header's blank line directly.
      if (searched === 0) {
        if (bytes.length < delimiter.length + 2) {
          if (delimiter.subarray(0, bytes.length).equals(bytes.subarray(0, delimiter.length))) return null
        } else if (bytes.subarray(0, delimiter.length).equals(delimiter) && isDelimiterEnd(bytes, delimiter.length)) {
          emit(headers, bytes.subarray(0, 0))
          return afterDelimiter
        }
      }
      for (;;) {
        const at = bytes.indexOf(delimiterLine, searched)
        if (at === -1) {
          searched = Math.max(searched, bytes.length - delimiterLine.length)
          checkBody(bytes.length)
          return null
        }
        const after = at + delimiterLine.length
        if (bytes.length < after + 2) {
          searched = at
          return null
        }
        if (isDelimiterEnd(bytes, after)) {
          const end = at > 0 && bytes[at - 1] === 0x0d ? at - 1 : at
          checkBody(end)
          emit(headers, bytes.subarray(0, end))
          pending.drop(at + 1)
          return afterDelimiter
        }
        searched = at + 1
      }
    }

  let state: State = between
  return {
    write: (chunk) => {
      events = []
      pending.append(chunk)
      const before = Math.max(0, blanks)
      for (let next: State | null = state(); next !== null; next = state()) state = next
      if (state === between && pending.view().length === 0 && events.length === 0 && blanks > before)
        events.push({ type: 'heartbeat' })
      return events
    },
  }
}
