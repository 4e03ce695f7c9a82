import type { CalendarObject } from './calendar-object.ts'
import { findComponents, property, readComponents } from './component.ts'
import { lineValue, parameter, readLines } from './content-line.ts'
import { applySplices, lineBreakOf } from './splice.ts'
import { unescapeText } from './text-value.ts'
import { ianaZone } from './time-zones.ts'
import { timingOf } from './timing.ts'
import { vtimezoneFor } from './vtimezone-writer.ts'

const calendars: ReadonlySet<string> = new Set(['VCALENDAR'])
const vtimezones: ReadonlySet<string> = new Set(['VTIMEZONE'])

/** The TZIDs the lines of a text name. */
export const tzidsOf = (text: string): Set<string> =>
  new Set(readLines(text).flatMap((line) => parameter(line, 'TZID') ?? []))

/**
 * Adds a VTIMEZONE for each zone an edit brought into an object (RFC 5545 §3.2.19). Zones that were named without one before stay
 * so: their server leaves them out on purpose (RFC 7809).
 *
 * @param before the TZIDs named before the edit
 */
export function withNeededZones(text: string, object: CalendarObject, before: ReadonlySet<string>): string {
  const tree = readComponents(text)
  const calendar = findComponents(tree, calendars)[0]
  const first = calendar?.components[0]
  if (first === undefined) return text
  const defined = new Set(
    findComponents(tree, vtimezones).flatMap((zone) => {
      const line = property(zone, 'TZID')
      return line === undefined ? [] : [unescapeText(lineValue(line)).trim()]
    }),
  )
  const starts = object.members.flatMap((member) => timingOf(member, object.zones)?.start.local ?? [])
  const fromYear = new Date(Math.min(...starts)).getUTCFullYear() - 1
  const written = [...tzidsOf(text)]
    .filter((tzid) => !before.has(tzid) && !defined.has(tzid) && ianaZone(tzid) !== null)
    .map((tzid) => vtimezoneFor(tzid, fromYear))
    .join('')
    .replaceAll('\r\n', lineBreakOf(text))
  return written === '' ? text : applySplices(text, [{ start: first.start, end: first.start, text: written }])
}
