/** What went wrong, as a reader of the screen would sort it. */
export type DavErrorKind =
  | 'unreachable' // no answer: name not found, refused, timed out
  | 'certificate' // TLS refused
  | 'insecure' // http:// on a host that is not loopback
  | 'unauthorized' // 401, or 403 on the principal
  | 'forbidden'
  | 'not-dav' // answers, but not as a CalDAV/CardDAV server
  | 'malformed' // XML or iCalendar that does not parse
  | 'truncated' // the answer ended before its end
  | 'precondition' // 412, or a DAV:error precondition
  | 'not-found'
  | 'overload' // 429, 503, 507 on the whole request
  | 'server' // other 5xx
  | 'refused' // other 4xx
  | 'too-large'
  | 'not-allowed' // an address on this computer or the own network that the user has not allowed
  | 'aborted'

/** Any failure of a DAV exchange. `message` names the thing (host, file, feed) and the next step, in plain words, and holds no secret. */
export class DavError extends Error {
  override readonly name = 'DavError'
  readonly kind: DavErrorKind
  /** HTTP status, if there was an answer. */
  readonly status: number | null
  /** Local names of the children of `DAV:error`, e.g. `valid-sync-token`. */
  readonly preconditions: readonly string[]
  /** Milliseconds to wait before the next try, from Retry-After. */
  readonly retryAfter: number | null

  constructor(
    kind: DavErrorKind,
    message: string,
    details: { status?: number; preconditions?: readonly string[]; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.status = details.status ?? null
    this.preconditions = details.preconditions ?? []
    this.retryAfter = details.retryAfter ?? null
  }
}
