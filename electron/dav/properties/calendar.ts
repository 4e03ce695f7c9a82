import { childNamed, childrenNamed, childText, type XmlElement } from '../xml/element.ts'
import { apple, caldav, dav } from '../xml/names.ts'

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** `DAV:displayname`; some servers escape it twice. */
export const displayNameOf = (properties: XmlElement): string | null =>
  childText(properties, dav('displayname'))?.replace(
    /&(amp|lt|gt|quot);/g,
    (all, name: string) => entities[name] ?? all,
  ) ?? null

/** `A:calendar-color` as sent. */
export const calendarColorOf = (properties: XmlElement): string | null => childText(properties, apple('calendar-color'))

/** `A:calendar-order`. */
export function calendarOrderOf(properties: XmlElement): number | null {
  const order = Number(childText(properties, apple('calendar-order')) ?? Number.NaN)
  return Number.isFinite(order) ? order : null
}

/** Component names of `C:supported-calendar-component-set` (RFC 4791 §5.2.3); empty if not said. */
export function componentsOf(properties: XmlElement): string[] {
  const set = childNamed(properties, caldav('supported-calendar-component-set'))
  if (set === undefined) return []
  return childrenNamed(set, caldav('comp')).flatMap(({ attributes }) => attributes['name']?.toUpperCase() ?? [])
}
