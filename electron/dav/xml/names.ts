/** A namespaced name in Clark notation, `{namespace}local`: what XML means by a name, whatever prefix was written. */
export type XmlName = `{${string}}${string}`

export const DAV = 'DAV:'
/** CalDAV, RFC 4791. */
export const CALDAV = 'urn:ietf:params:xml:ns:caldav'
/** CardDAV, RFC 6352. */
export const CARDDAV = 'urn:ietf:params:xml:ns:carddav'
/** calendarserver.org extensions: ctag, subscribed, source. */
export const CALENDARSERVER = 'http://calendarserver.org/ns/'
/** Apple iCal: calendar-color, calendar-order, refreshrate. */
export const APPLE = 'http://apple.com/ns/ical/'
/** WebDAV-Push, draft-bitfire-webdav-push. */
export const PUSH = 'https://bitfire.at/webdav-push'
/** The namespace the prefix `xml` is bound to, for `xml:lang`. */
export const XML = 'http://www.w3.org/XML/1998/namespace'

/** Makes the Clark name of `local` in `namespace`. */
export const xmlName = (namespace: string, local: string): XmlName => `{${namespace}}${local}`

export const dav = (local: string): XmlName => xmlName(DAV, local)
export const caldav = (local: string): XmlName => xmlName(CALDAV, local)
export const carddav = (local: string): XmlName => xmlName(CARDDAV, local)
export const calendarserver = (local: string): XmlName => xmlName(CALENDARSERVER, local)
export const apple = (local: string): XmlName => xmlName(APPLE, local)

/** Takes a Clark name apart. */
export function splitXmlName(name: XmlName): { namespace: string; local: string } {
  const end = name.lastIndexOf('}')
  return { namespace: name.slice(1, end), local: name.slice(end + 1) }
}
