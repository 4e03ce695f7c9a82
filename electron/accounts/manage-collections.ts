import { randomUUID } from 'node:crypto'
import { hueColor } from '../../shared/model/hue-color.ts'
import type { Hue } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import { href, type Href } from '../../shared/model/names.ts'
import type { DavConnection } from '../dav/connection.ts'
import { mkcalendar, mkcol } from '../dav/requests/create-collection.ts'
import { proppatch } from '../dav/requests/proppatch.ts'
import { remove } from '../dav/requests/delete.ts'
import { apple, caldav, carddav, dav } from '../dav/xml/names.ts'
import { element } from '../dav/xml/write.ts'

/**
 * Makes a calendar or address book: extended MKCOL (RFC 5689), or MKCALENDAR where the server has only that. The colour is sent
 * apart, since not every server takes it and some would then refuse the whole.
 */
export async function createCollection(
  connection: DavConnection,
  home: Href,
  wish: { kind: 'calendar' | 'addressbook'; displayName: string; hue: Hue },
): Promise<Href> {
  const target = href(`${home}${randomUUID()}/`)
  const type = wish.kind === 'calendar' ? caldav('calendar') : carddav('addressbook')
  const displayName = element(dav('displayname'), wish.displayName)
  try {
    const resourcetype = element(dav('resourcetype'), element(dav('collection')), element(type))
    await mkcol(connection, { href: target, properties: [resourcetype, displayName] })
  } catch (error) {
    const unknown = error instanceof DavError && (error.kind === 'refused' || error.status === 501)
    if (!unknown || wish.kind !== 'calendar') throw error
    await mkcalendar(connection, { href: target, properties: [displayName] })
  }
  if (wish.kind === 'calendar') await updateCollection(connection, target, { hue: wish.hue }).catch(ignoreRefusal)
  return target
}

/** The collection is there, only its colour could not be kept on the server: the app shows one of its own. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DavError)) throw error
}

/** Renames or recolours a collection; properties go one by one, as servers do not reliably undo the rest when one fails. */
export async function updateCollection(
  connection: DavConnection,
  collection: Href,
  change: { displayName?: string | undefined; hue?: Hue | undefined },
): Promise<void> {
  if (change.displayName !== undefined)
    await proppatch(connection, { href: collection, set: [element(dav('displayname'), change.displayName)] })
  if (change.hue !== undefined)
    await proppatch(connection, { href: collection, set: [element(apple('calendar-color'), hueColor[change.hue])] })
}

/** Deletes a collection with all that is in it. */
export const deleteCollection = (connection: DavConnection, collection: Href): Promise<void> =>
  remove(connection, { href: collection, condition: { type: 'none' } })
