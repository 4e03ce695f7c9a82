import type { Href } from '../../../shared/model/names.ts'
import type { DavConnection } from '../connection.ts'
import { dav, type XmlName } from '../xml/names.ts'
import { element, type Xml } from '../xml/write.ts'
import { askChange } from './exchange.ts'

/**
 * Sets and removes properties (RFC 4918 §9.2). Not every server undoes the rest when one fails, so send what may fail apart.
 *
 * @throws DavError by the status of the first property that failed
 */
export async function proppatch(
  connection: DavConnection,
  request: {
    href: Href
    /** Written properties, e.g. `element(dav('displayname'), 'Work')`. */
    set: readonly Xml[]
    remove?: readonly XmlName[] | undefined
    signal?: AbortSignal | undefined
  },
): Promise<void> {
  const { href, set, remove = [], signal } = request
  const body = element(
    dav('propertyupdate'),
    set.length === 0 ? null : element(dav('set'), element(dav('prop'), set)),
    remove.length === 0
      ? null
      : element(
          dav('remove'),
          element(
            dav('prop'),
            remove.map((name) => element(name)),
          ),
        ),
  )
  await askChange(connection, { method: 'PROPPATCH', href, verb: 'change', body, signal })
}
