import type { Href } from '../../shared/model/names.ts'
import { resolveHref } from '../../shared/model/href.ts'
import type { HttpClient } from '../http/exchange.ts'

/** What every request needs: the way out, and the account's own origin, on which an Href is a path. */
export type DavConnection = { readonly http: HttpClient; readonly origin: string }

/** What a failed request was about, to name it in the message. */
export type Subject = {
  readonly host: string
  /** In plain words after "Could not": "read /cal/work/". */
  readonly attempt: string
}

export const subjectOf = (connection: DavConnection, href: Href, verb: string): Subject => {
  const url = new URL(resolveHref(href, connection.origin))
  return { host: url.host, attempt: `${verb} ${url.pathname}` }
}
