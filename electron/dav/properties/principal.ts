import { childNamed, childrenNamed, childText, type XmlElement } from '../xml/element.ts'
import { caldav, carddav, dav, type XmlName } from '../xml/names.ts'

/** The hrefs inside a property, as the server wrote them. */
const hrefsIn = (properties: XmlElement, name: XmlName): string[] => {
  const found = childNamed(properties, name)
  if (found === undefined) return []
  return childrenNamed(found, dav('href'))
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
}

/** `DAV:current-user-principal` (RFC 5397), as the server wrote it; null if missing or `DAV:unauthenticated`. */
export const currentUserPrincipalOf = (properties: XmlElement): string | null =>
  hrefsIn(properties, dav('current-user-principal'))[0] ?? null

/** `C:calendar-home-set` (RFC 4791 §6.2.1). */
export const calendarHomesOf = (properties: XmlElement): string[] => hrefsIn(properties, caldav('calendar-home-set'))

/** `R:addressbook-home-set` (RFC 6352 §7.1.1). */
export const addressbookHomesOf = (properties: XmlElement): string[] =>
  hrefsIn(properties, carddav('addressbook-home-set'))

/** `C:calendar-user-address-set` (RFC 6638 §2.4.1). */
export const calendarUserAddressesOf = (properties: XmlElement): string[] =>
  hrefsIn(properties, caldav('calendar-user-address-set'))

/** Whether the server says that nobody is logged in (RFC 5397 §3). */
export function isUnauthenticated(properties: XmlElement): boolean {
  const principal = childNamed(properties, dav('current-user-principal'))
  return principal !== undefined && childText(principal, dav('href')) === null
}
