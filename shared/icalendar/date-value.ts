import { parameter, lineValue } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { dateString, localMs, localString, parseLocal } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import type { Zone } from './time-zones.ts'

/**
 * A DATE or DATE-TIME as it is meant (RFC 5545 §3.3.4, §3.3.5). `local` is wall-clock time `YYYY-MM-DDTHH:MM:SS`; `tzid` is a
 * resolved IANA name (`UTC` for the Z form), or the object's own TZID where only its VTIMEZONE explains it; `epochMs` is the
 * instant. A time whose zone nobody knows is floating.
 */
export type DateValue =
  | { type: 'date'; date: string }
  | { type: 'floating'; local: string }
  | { type: 'zoned'; local: string; tzid: string; epochMs: number }

/** A DateValue as an editor writes it: the instant follows from wall-clock time and zone. */
export type DateInput =
  | { type: 'date'; date: string }
  | { type: 'floating'; local: string }
  | { type: 'zoned'; local: string; tzid: string }

/** A DATE or DATE-TIME taken apart: wall-clock time, and the clock it is read on (`date` and floating: none). */
export type Moment = { local: LocalMs; isDate: boolean; zone: Zone | null }

/** Finds the clock a TZID means; null when nobody knows it. */
export type ZoneFinder = (tzid: string) => Zone | null

const basic = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z)?)?$/i

/** One DATE or DATE-TIME value; extended ISO 8601 forms are taken too. null when it is neither. */
export function parseMoment(value: string, tzid: string | null, zones: ZoneFinder): Moment | null {
  const match = basic.exec(value)
  if (match === null) return null
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  if (match[4] === undefined) return { local: localMs(year, month, day), isDate: true, zone: null }
  // A leap second has no place on a POSIX clock.
  const second = Math.min(Number(match[6] ?? 0), 59)
  const local = localMs(year, month, day, Number(match[4]), Number(match[5]), second)
  if (match[7] !== undefined) return { local, isDate: false, zone: zones('UTC') }
  return { local, isDate: false, zone: tzid === null ? null : zones(tzid) }
}

/** The value of a property that holds one DATE or DATE-TIME. VALUE=DATE cuts a time off. */
export function momentOf(line: ContentLine, zones: ZoneFinder): Moment | null {
  const bare = line.rest.charCodeAt(0) === 58
  const moment = parseMoment(lineValue(line).trim(), bare ? null : parameter(line, 'TZID'), zones)
  if (moment === null || moment.isDate || bare || parameter(line, 'VALUE')?.toUpperCase() !== 'DATE') return moment
  return { local: Math.floor(moment.local / 86_400_000) * 86_400_000, isDate: true, zone: null }
}

/** The instant of a moment; floating times and days are placed on `display`. */
export const instantOf = (moment: Moment, display: Zone): number => (moment.zone ?? display).toEpoch(moment.local)

export function dateValueOf(moment: Moment): DateValue {
  if (moment.isDate) return { type: 'date', date: dateString(moment.local) }
  const local = localString(moment.local)
  if (moment.zone === null) return { type: 'floating', local }
  return { type: 'zoned', local, tzid: moment.zone.id, epochMs: moment.zone.toEpoch(moment.local) }
}

/** The moment an editor means; null when the text is no date or the zone is not known. */
export function momentOfInput(input: DateInput, zones: ZoneFinder): Moment | null {
  const local = parseLocal(input.type === 'date' ? input.date : input.local)
  if (Number.isNaN(local)) return null
  if (input.type !== 'zoned') return { local, isDate: input.type === 'date', zone: null }
  const zone = zones(input.tzid)
  return zone === null ? null : { local, isDate: false, zone }
}
