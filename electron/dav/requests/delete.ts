import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { conditionHeaders, type WriteCondition } from './condition.ts'
import { askChange } from './exchange.ts'

/**
 * Deletes a member, or a collection with all that is in it (RFC 4918 §9.6).
 *
 * @throws DavError `not-found` if it is gone already, `precondition` with status 412 if the condition does not hold
 */
export async function remove(
  connection: DavConnection,
  request: { href: Href; condition: WriteCondition; signal?: AbortSignal | undefined },
): Promise<void> {
  const { href, condition, signal } = request
  await askChange(connection, { method: 'DELETE', href, verb: 'delete', headers: conditionHeaders(condition), signal })
}
