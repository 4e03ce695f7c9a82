/** `held`: requests a server keeps open (streams, long-polls); `work`: everything else. Each has its own connections. */
export type Lane = 'work' | 'held'

export type HttpHeaders = Readonly<Record<string, string>>

/** A 1xx answer (RFC 9110 §15.2). */
export type Informational = { readonly status: number; readonly headers: HttpHeaders }

export type HttpRequest = {
  readonly method: string
  /** Absolute; http:// only on loopback. */
  readonly url: string
  readonly headers?: HttpHeaders
  readonly body?: string | Uint8Array
  /** Default `work`. */
  readonly lane?: Lane
  readonly signal?: AbortSignal | undefined
  /** Longest wait for the final answer's headers once a connection is assigned. Default 30 s. */
  readonly headersTimeoutMs?: number | undefined
  /** Longest silence in the body while it is being read; null: none. Default 60 s. */
  readonly idleTimeoutMs?: number | null | undefined
  /** Longest body; null: no limit. Default 256 MiB. */
  readonly maxBodyBytes?: number | null | undefined
  /** Called for each 1xx answer as it comes, long before the final one of a held request. */
  readonly onInformational?: ((answer: Informational) => void) | undefined
}

export type HttpResponse = {
  readonly status: number
  /** Lower-case names; repeated fields joined with `, `. */
  readonly headers: HttpHeaders
  /** Where the answer came from, after redirects. */
  readonly url: string
  readonly informational: readonly Informational[]
  /** To be read to its end once, or destroyed; leaving the loop early destroys it. Throws DavError. */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives the body up and closes the connection; whoever reads it gets `aborted`. */
  readonly destroy: () => void
  /**
   * Reads the whole body as UTF-8.
   *
   * @param limitBytes default 1 MiB
   * @throws DavError `too-large` over it
   */
  readonly text: (limitBytes?: number) => Promise<string>
}

export type HttpClient = {
  /**
   * Sends a request and resolves with the final answer's headers, whatever its status; redirects are followed and a challenge is
   * answered on the way.
   *
   * @throws DavError `unreachable`, `certificate`, `insecure`, `not-dav` (no HTTP, or redirects that lead nowhere) or `aborted`; reading
   *   the body also `truncated` and `too-large`
   */
  readonly request: (request: HttpRequest) => Promise<HttpResponse>
  /** Closes every connection. Requests under way fail. */
  readonly close: () => void
}
