import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { responseFailure } from '../failure.ts'
import { ask } from './exchange.ts'
import type { FetchedMember } from './multiget.ts'
import { tagsIn } from './put.ts'

const largestMember = 32 * 1024 * 1024

/**
 * Reads one member.
 *
 * @throws DavError `not-found` and others by status; `too-large` over 32 MiB
 */
export async function get(
  connection: DavConnection,
  request: { href: Href; signal?: AbortSignal | undefined },
): Promise<FetchedMember> {
  const { href, signal } = request
  const { response, subject } = await ask(connection, { method: 'GET', href, verb: 'read', signal })
  if (response.status !== 200) throw await responseFailure(subject, response)
  return { href, ...tagsIn(response.headers), data: await response.text(largestMember) }
}
