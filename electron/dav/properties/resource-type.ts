import type { CollectionKind } from '../../../shared/model/collection.ts'
import { childNamed, type XmlElement } from '../xml/element.ts'
import { caldav, calendarserver, carddav, dav, type XmlName } from '../xml/names.ts'

const resourcetype = dav('resourcetype')

const types = (properties: XmlElement): readonly XmlName[] =>
  childNamed(properties, resourcetype)?.children.map(({ name }) => name) ?? []

/** Whether `DAV:resourcetype` says collection. */
export const isCollection = (properties: XmlElement): boolean => types(properties).includes(dav('collection'))

/** What kind of collection `DAV:resourcetype` tells of; null for all that is neither calendar, address book nor scheduling. */
export function collectionKindOf(properties: XmlElement): CollectionKind | null {
  const found = types(properties)
  if (found.includes(caldav('schedule-inbox'))) return 'schedule-inbox'
  if (found.includes(caldav('schedule-outbox'))) return 'schedule-outbox'
  if (found.includes(calendarserver('subscribed'))) return 'subscribed-calendar'
  if (found.includes(caldav('calendar')))
    return found.includes(dav('subscription')) ? 'subscribed-calendar' : 'calendar'
  if (found.includes(carddav('addressbook'))) return 'addressbook'
  return null
}
