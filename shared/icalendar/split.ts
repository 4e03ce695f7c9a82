/**
 * Splits a feed or an .ics file into one CalendarObjectResource per UID, each with the VTIMEZONEs it names (RFC 4791 §4.1). A
 * component without UID gets one made from its content, so that it is the same at the next fetch.
 *
 * @throws DavError `malformed` when the text is not iCalendar
 */
export declare function splitCalendar(text: string): { uid: string; text: string }[]
