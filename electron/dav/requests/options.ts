import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { askChange } from './exchange.ts'

export type OptionsAnswer = {
  /** Tokens of the DAV header (RFC 4918 §10.1): `1`, `calendar-access`, `extended-mkcol` … */
  readonly dav: readonly string[]
  readonly allow: readonly string[]
  readonly server: string | null
}

const tokens = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')

/**
 * Asks what a resource's server can do.
 *
 * @throws DavError by status
 */
export async function options(
  connection: DavConnection,
  request: { href: Href; signal?: AbortSignal | undefined },
): Promise<OptionsAnswer> {
  const { response } = await askChange(connection, { method: 'OPTIONS', verb: 'ask about', ...request })
  const { headers } = response
  return { dav: tokens(headers['dav']), allow: tokens(headers['allow']), server: headers['server'] ?? null }
}
