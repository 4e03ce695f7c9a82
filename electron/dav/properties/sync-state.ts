import { ctag, syncToken, type CTag, type SyncToken } from '../../../shared/model/names.ts'
import { childNamed, childrenNamed, childText, type XmlElement } from '../xml/element.ts'
import { calendarserver, dav } from '../xml/names.ts'

/** `DAV:sync-token` (RFC 6578 §4). */
export function syncTokenOf(properties: XmlElement): SyncToken | null {
  const text = childText(properties, dav('sync-token'))
  return text === null ? null : syncToken(text)
}

/** `CS:getctag`. */
export function ctagOf(properties: XmlElement): CTag | null {
  const text = childText(properties, calendarserver('getctag'))
  return text === null ? null : ctag(text)
}

/** Whether `DAV:supported-report-set` (RFC 3253 §3.1.5) lists sync-collection. A promise, not a proof. */
export function promisesSyncCollection(properties: XmlElement): boolean {
  const set = childNamed(properties, dav('supported-report-set'))
  if (set === undefined) return false
  return childrenNamed(set, dav('supported-report'))
    .flatMap((supported) => childrenNamed(supported, dav('report')))
    .some((report) => childNamed(report, dav('sync-collection')) !== undefined)
}
