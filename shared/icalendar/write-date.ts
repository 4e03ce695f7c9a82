import { parameter } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import type { Moment, ZoneFinder } from './date-value.ts'
import { basicDate, basicDateTime } from './local-time.ts'
import { formatParameter, parametersWithout } from './splice.ts'
import { utc } from './time-zones.ts'

/** How a text names its zones: a TZID already in use for a zone is used again. */
export type ZoneNames = { nameOf: (zoneId: string) => string }

/** Collects the TZIDs a text uses, so that new lines name a zone as its VTIMEZONE does. */
export function zoneNames(lines: readonly ContentLine[], zones: ZoneFinder): ZoneNames {
  const names = new Map<string, string>()
  for (const line of lines) {
    const tzid = parameter(line, 'TZID')
    const zone = tzid === null ? null : zones(tzid)
    if (tzid !== null && zone !== null && !names.has(zone.id)) names.set(zone.id, tzid)
  }
  return { nameOf: (zoneId) => names.get(zoneId) ?? zoneId }
}

/** A DATE or DATE-TIME value (RFC 5545 §3.3.4, §3.3.5). */
export function momentValue({ local, isDate, zone }: Moment): string {
  if (isDate) return basicDate(local)
  return zone === utc ? `${basicDateTime(local)}Z` : basicDateTime(local)
}

/** The parameters that go with it. */
export function momentParameters({ isDate, zone }: Moment, names: ZoneNames): string {
  if (isDate) return formatParameter('VALUE', 'DATE')
  return zone === null || zone === utc ? '' : formatParameter('TZID', names.nameOf(zone.id))
}

/** A whole line such as DTSTART, unfolded; further parameters of the line it replaces are kept. */
export function momentLine(name: string, moment: Moment, names: ZoneNames, old?: ContentLine): string {
  const kept = parametersWithout(old, 'TZID', 'VALUE')
  return `${name}${momentParameters(moment, names)}${kept}:${momentValue(moment)}`
}

/** Whether two moments are written the same. */
export const sameMoment = (a: Moment, b: Moment): boolean =>
  a.local === b.local && a.isDate === b.isDate && (a.zone?.id ?? null) === (b.zone?.id ?? null)
