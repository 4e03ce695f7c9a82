import { resolveHref } from '../../../shared/model/href.ts'
import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { askChange } from './exchange.ts'

/**
 * Moves a member to another href of the same server (RFC 4918 §9.9).
 *
 * @throws DavError `precondition` with status 412 if something is at the destination and `overwrite` is false
 */
export async function move(
  connection: DavConnection,
  request: { href: Href; destination: Href; overwrite: boolean; signal?: AbortSignal | undefined },
): Promise<void> {
  const { href, destination, overwrite, signal } = request
  await askChange(connection, {
    method: 'MOVE',
    href,
    verb: 'move',
    headers: { destination: resolveHref(destination, connection.origin), overwrite: overwrite ? 'T' : 'F' },
    signal,
  })
}
