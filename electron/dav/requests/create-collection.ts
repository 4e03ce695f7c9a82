import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { caldav, dav, type XmlName } from '../xml/names.ts'
import { element, type Xml } from '../xml/write.ts'
import { askChange } from './exchange.ts'

type CreateRequest = {
  href: Href
  /** Written properties, e.g. `element(dav('displayname'), 'Work')`. */
  properties: readonly Xml[]
  signal?: AbortSignal | undefined
}

async function create(connection: DavConnection, method: string, root: XmlName, request: CreateRequest): Promise<void> {
  const { href, properties, signal } = request
  const body = element(root, element(dav('set'), element(dav('prop'), properties)))
  await askChange(connection, { method, href, verb: 'create', body, signal })
}

/**
 * Makes a collection by the extended MKCOL (RFC 5689); `properties` must hold its `DAV:resourcetype`.
 *
 * @throws DavError `refused` with status 405 if something is there already; others by status, also from inside a 207
 */
export const mkcol = (connection: DavConnection, request: CreateRequest): Promise<void> =>
  create(connection, 'MKCOL', dav('mkcol'), request)

/**
 * Makes a calendar by MKCALENDAR (RFC 4791 §5.3.1), for servers without the extended MKCOL.
 *
 * @throws DavError as {@link mkcol}
 */
export const mkcalendar = (connection: DavConnection, request: CreateRequest): Promise<void> =>
  create(connection, 'MKCALENDAR', caldav('mkcalendar'), request)
