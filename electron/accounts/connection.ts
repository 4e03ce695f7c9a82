import type { DavConnection } from '../dav/connection.ts'
import { createPasswordAuthorizer } from '../http/authorizer.ts'
import { createHttpClient, type HttpClientOptions } from '../http/client.ts'
import type { StoredAccount } from './store.ts'

/** How requests leave this computer, the same for all accounts. */
export type ClientOptions = Omit<HttpClientOptions, 'authorizer'>

/** The way to one account's server; the password goes to the origins that server named, and nowhere else. */
export function connectAccount(
  { origin, user, credentialOrigins }: Pick<StoredAccount, 'origin' | 'user' | 'credentialOrigins'>,
  password: string,
  options: ClientOptions,
): DavConnection {
  const authorizer = createPasswordAuthorizer({ user, password, origins: [origin, ...credentialOrigins] })
  return { origin, http: createHttpClient({ ...options, authorizer }) }
}
