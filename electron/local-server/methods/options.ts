import { emptyAnswer, type Answer } from '../exchange/answer.ts'

export const ALLOWED = 'OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, REPORT, MKCOL, MKCALENDAR, COPY, MOVE'

/** Compliance classes (RFC 4918 §18, RFC 5689 §3.1, RFC 4791 §5.1, RFC 6352 §6.1). */
export const COMPLIANCE = '1, 3, extended-mkcol, calendar-access, addressbook, calendarserver-subscribed'

export const options = (): Answer => emptyAnswer(200, { Allow: ALLOWED, DAV: COMPLIANCE })
