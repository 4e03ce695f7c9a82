import type { DavConnection } from '../dav/connection.ts'
import { createPasswordAuthorizer } from '../http/authorizer.ts'
import { createHttpClient, type HttpClientOptions } from '../http/client.ts'
import type { StoredAccount } from './store.ts'

/** How requests leave this computer, the same for all accounts. */
export type ClientOptions = Omit<HttpClientOptions, 'authorizer'>

/** A server that reads ten thousand files before it can list them is slow, not gone. */
const LISTED_WITHIN_MS = 120_000
const listings = new Set(['PROPFIND', 'REPORT'])

/** The way to one account's server; the password goes to the origins that server named, and nowhere else. */
export function connectAccount(
  { origin, user, credentialOrigins }: Pick<StoredAccount, 'origin' | 'user' | 'credentialOrigins'>,
  password: string,
  options: ClientOptions,
): DavConnection {
  const authorizer = createPasswordAuthorizer({ user, password, origins: [origin, ...credentialOrigins] })
  const http = createHttpClient({ ...options, authorizer })
  return {
    origin,
    http: {
      ...http,
      request: (request) =>
        http.request(
          listings.has(request.method)
            ? { ...request, headersTimeoutMs: request.headersTimeoutMs ?? LISTED_WITHIN_MS }
            : request,
        ),
    },
  }
}
