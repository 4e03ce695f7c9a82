import type { Component } from './component.ts'
import { lineValue, parameter } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { momentOf, parseMoment } from './date-value.ts'
import type { Moment, ZoneFinder } from './date-value.ts'
import type { Move } from './edit-times.ts'
import { basicDate, basicDateTime, DAY, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { formatRule, parseRule, weekdays } from './rule.ts'
import type { RuleParts, Weekday } from './rule.ts'
import { untilOf } from './series.ts'
import { parametersWithout, replaceLines } from './splice.ts'
import type { Splice } from './splice.ts'
import { onClockOf } from './timing.ts'
import { momentLine, momentParameters, momentValue } from './write-date.ts'
import type { ZoneNames } from './write-date.ts'

/** UNTIL in the form its DTSTART asks for (RFC 5545 §3.3.10): a date, UTC, or floating. */
export function untilValue(until: LocalMs, start: Moment): string {
  if (start.isDate) return basicDate(until)
  return start.zone === null ? basicDateTime(until) : `${basicDateTime(start.zone.toEpoch(until))}Z`
}

/** The weekday of `local` as its month's n-th or, where the old one counted from the end and this is the last, −1. */
function ordinalDay(local: LocalMs, old: number): { ordinal: number; day: Weekday } {
  const date = new Date(local)
  const day = weekdays[date.getUTCDay()] ?? 'MO'
  const last = new Date(local + 7 * DAY).getUTCMonth() !== date.getUTCMonth()
  const nth = Math.ceil(date.getUTCDate() / 7)
  return { day, ordinal: (old < 0 || nth === 5) && last ? -1 : nth }
}

/** A rule whose days follow a DTSTART moved to another day: Monday's series moved to Tuesday is Tuesday's. */
function shiftedDays(parts: RuleParts, from: LocalMs, to: LocalMs): RuleParts {
  const days = (startOfDay(to) - startOfDay(from)) / DAY
  if (days === 0) return parts
  const before = new Date(from)
  const after = new Date(to)
  const rotate = (day: Weekday): Weekday => weekdays[(((weekdays.indexOf(day) + days) % 7) + 7) % 7] ?? day
  if (parts.freq === 'WEEKLY')
    return { ...parts, byDay: parts.byDay.map(({ day }) => ({ ordinal: 0, day: rotate(day) })) }
  if (parts.freq !== 'MONTHLY' && parts.freq !== 'YEARLY') return parts
  const shifted = { ...parts }
  if (parts.byMonthDay.length === 1 && parts.byMonthDay[0] === before.getUTCDate())
    shifted.byMonthDay = [after.getUTCDate()]
  const [byDay] = parts.byDay
  if (
    parts.byDay.length === 1 &&
    byDay !== undefined &&
    byDay.ordinal !== 0 &&
    byDay.day === weekdays[before.getUTCDay()]
  )
    shifted.byDay = [ordinalDay(to, byDay.ordinal)]
  if (parts.byMonth.length === 1 && parts.byMonth[0] === before.getUTCMonth() + 1)
    shifted.byMonth = [after.getUTCMonth() + 1]
  return shifted
}

/** An RRULE's value after its series moved. */
function movedRule(value: string, from: Moment, move: Move): string {
  const parts = parseRule(value)
  if (parts === null) return value
  const to = move(from)
  const until = parts.until === null ? null : untilOf(parts.until, from)
  const moved = shiftedDays(parts, from.local, to.local)
  return formatRule({ ...moved, until: until === null ? null : untilValue(move({ ...from, local: until }).local, to) })
}

/** An RRULE's value as an editor gives it, its UNTIL in the form the start asks for; a bare date means that whole day. */
export function ruleValue(value: string, start: Moment): string {
  const parts = parseRule(value)
  if (parts?.until === null || parts === null) return value
  const date = parts.until.length === 8
  const until = untilOf(parts.until, start)
  if (until === null || date === start.isDate) return value
  return formatRule({ ...parts, until: untilValue(date ? until + DAY - 1000 : until, start) })
}

/** One value of an EXDATE or RDATE line, moved; a PERIOD keeps its length. */
function movedValue(value: string, tzid: string | null, from: Moment, move: Move, zones: ZoneFinder): string {
  const [first = '', second] = value.trim().split('/')
  const named = parseMoment(first, tzid, zones)
  if (named === null) return value
  const onClock = onClockOf(from, named)
  const moved = move(onClock)
  if (second === undefined || moved.isDate) return momentValue(moved)
  const end = parseMoment(second, tzid, zones)
  return `${momentValue(moved)}/${end === null ? second : momentValue(move(onClockOf(from, end)))}`
}

function movedLine(line: ContentLine, from: Moment, move: Move, zones: ZoneFinder, names: ZoneNames): string {
  const tzid = parameter(line, 'TZID')
  const values = lineValue(line)
    .split(',')
    .map((value) => movedValue(value, tzid, from, move, zones))
  const form = values.some((value) => value.includes('/')) ? ';VALUE=PERIOD' : ''
  return `${line.name}${form}${momentParameters(move(from), names)}${parametersWithout(line, 'TZID', 'VALUE')}:${values.join()}`
}

/** The lines of a moved master that name its instances: EXDATE, RDATE and, where `withRules`, RRULE. */
export function movedLines(
  text: string,
  master: Component,
  from: Moment,
  move: Move,
  withRules: boolean,
  zones: ZoneFinder,
  names: ZoneNames,
): Splice[] {
  return master.lines.flatMap((line) => {
    if (line.name === 'EXDATE' || line.name === 'RDATE')
      return replaceLines(text, master, [line], [movedLine(line, from, move, zones, names)])
    if (line.name !== 'RRULE' || !withRules) return []
    const moved = movedRule(lineValue(line), from, move)
    if (moved === lineValue(line)) return []
    return replaceLines(text, master, [line], [`RRULE${parametersWithout(line)}:${moved}`])
  })
}

/** The RECURRENCE-ID of an override of a moved master. */
export function movedRecurrenceId(
  text: string,
  override: Component,
  from: Moment,
  move: Move,
  zones: ZoneFinder,
  names: ZoneNames,
): Splice[] {
  const line = override.lines.find(({ name }) => name === 'RECURRENCE-ID')
  const named = line === undefined ? null : momentOf(line, zones)
  if (line === undefined || named === null) return []
  return replaceLines(text, override, [line], [momentLine('RECURRENCE-ID', move(onClockOf(from, named)), names, line)])
}
