import { etag, scheduleTag, type ETag, type ScheduleTag } from '../../../shared/model/names.ts'
import { childNamed, childText, type XmlElement } from '../xml/element.ts'
import { caldav, carddav, dav, type XmlName } from '../xml/names.ts'

/** What a collection holds: calendar object resources or address object resources. */
export type ContentKind = 'calendar' | 'addressbook'

/** The property a REPORT gives a member's content in (RFC 4791 §9.6, RFC 6352 §10.4). */
export const contentProperty: Readonly<Record<ContentKind, XmlName>> = {
  calendar: caldav('calendar-data'),
  addressbook: carddav('address-data'),
}

const getetag = dav('getetag')
const scheduleTagName = caldav('schedule-tag')

/** `DAV:getetag`, byte for byte. */
export function etagOf(properties: XmlElement): ETag | null {
  const text = childText(properties, getetag)
  return text === null ? null : etag(text)
}

/** `C:schedule-tag` (RFC 6638 §3.2.10). */
export function scheduleTagOf(properties: XmlElement): ScheduleTag | null {
  const text = childText(properties, scheduleTagName)
  return text === null ? null : scheduleTag(text)
}

/**
 * The content of a member. XML turned its CRLF into LF on the way (XML 1.0 §2.11); the lines get back the ending that both formats
 * prescribe (RFC 5545 §3.1, RFC 6350 §3.2), unless the server wrote its CRs as references.
 */
export function contentOf(properties: XmlElement): string | null {
  const found = childNamed(properties, contentProperty.calendar) ?? childNamed(properties, contentProperty.addressbook)
  if (found === undefined || found.text === '') return null
  return found.text.includes('\r') ? found.text : found.text.replaceAll('\n', '\r\n')
}
