import { formatRule, parseRule, type RuleParts, type Weekday } from '../../../shared/icalendar/rule.ts'
import { basicDate, basicDateTime, parseLocal } from '../../../shared/icalendar/local-time.ts'
import { ianaZone } from '../../../shared/icalendar/time-zones.ts'

export type RepeatEnd = { type: 'never' } | { type: 'until'; date: string } | { type: 'count'; count: number }

/** A repetition as the editor offers it. `raw`: a rule that says more than it can show; kept as it is. */
export type Repeat =
  | { type: 'none' }
  | { type: 'raw'; rrule: string }
  | {
      type: 'rule'
      every: 'day' | 'week' | 'month' | 'year'
      interval: number
      /** Days of a weekly one; empty: the day it starts on. */
      weekdays: readonly Weekday[]
      /** Whether a monthly one counts the day (the 18th) or the weekday (the third Wednesday). */
      monthlyBy: 'date' | 'weekday'
      end: RepeatEnd
    }
export type RepeatRule = Extract<Repeat, { type: 'rule' }>

const weekdayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const
const units = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const
const frequencies = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const

/** The weekday of a date, `YYYY-MM-DD`. */
export const weekdayOf = (date: string): Weekday => weekdayNames[new Date(Date.parse(date)).getUTCDay()] as Weekday

/** Which of its weekday in the month a date is, 1 to 5. */
export const ordinalOf = (date: string): number => Math.ceil(Number(date.slice(8, 10)) / 7)

const isOnly = (list: readonly number[], value: number): boolean => list.length === 1 && list[0] === value

function readEnd({ count, until }: RuleParts): RepeatEnd {
  if (count !== null) return { type: 'count', count }
  if (until !== null) return { type: 'until', date: `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}` }
  return { type: 'never' }
}

/** What BYxxx parts say in the terms of the editor; null when it is more than the editor can say. */
function readDays(parts: RuleParts, start: string): Pick<RepeatRule, 'weekdays' | 'monthlyBy'> | null {
  const plain = { weekdays: [], monthlyBy: 'date' } as const
  const day = Number(start.slice(8, 10))
  const month = Number(start.slice(5, 7))
  const { byDay, byMonth, byMonthDay } = parts
  const [only] = byDay
  switch (parts.freq) {
    case 'WEEKLY':
      if (byMonth.length > 0 || byMonthDay.length > 0 || byDay.some(({ ordinal }) => ordinal !== 0)) return null
      return { ...plain, weekdays: byDay.map((each) => each.day) }
    case 'MONTHLY':
      if (byMonth.length > 0) return null
      if (byDay.length === 0) return byMonthDay.length === 0 || isOnly(byMonthDay, day) ? plain : null
      return byMonthDay.length === 0 &&
        byDay.length === 1 &&
        only?.day === weekdayOf(start) &&
        only.ordinal === ordinalOf(start)
        ? { ...plain, monthlyBy: 'weekday' }
        : null
    case 'YEARLY':
      return byDay.length === 0 &&
        (byMonth.length === 0 || isOnly(byMonth, month)) &&
        (byMonthDay.length === 0 || isOnly(byMonthDay, day))
        ? plain
        : null
    default:
      return byDay.length === 0 && byMonth.length === 0 && byMonthDay.length === 0 ? plain : null
  }
}

/**
 * Reads an RRULE value into the terms of the editor.
 *
 * @param start date of the first instance, `YYYY-MM-DD`
 */
export function readRepeat(rrule: string | null, start: string): Repeat {
  if (rrule === null) return { type: 'none' }
  const parts = parseRule(rrule)
  const raw: Repeat = { type: 'raw', rrule }
  if (parts === null || !(parts.freq in units)) return raw
  const { byYearDay, byWeekNo, byHour, byMinute, bySecond, bySetPos } = parts
  if ([byYearDay, byWeekNo, byHour, byMinute, bySecond, bySetPos].some((list) => list.length > 0)) return raw
  const days = readDays(parts, start)
  if (days === null) return raw
  const every = units[parts.freq as keyof typeof units]
  return { type: 'rule', every, interval: parts.interval, ...days, end: readEnd(parts) }
}

/** UNTIL of the last day, in the form that DTSTART asks for (RFC 5545 §3.3.10). */
function writeUntil(date: string, tzid: string | null, allDay: boolean): string {
  if (allDay) return basicDate(parseLocal(date))
  const last = parseLocal(`${date}T23:59:59`)
  const zone = tzid === null ? null : ianaZone(tzid)
  return zone === null ? basicDateTime(last) : `${basicDateTime(zone.toEpoch(last))}Z`
}

/**
 * Writes what the editor says as an RRULE value; null: it does not repeat.
 *
 * @param start date of the first instance, `YYYY-MM-DD`
 * @param tzid its IANA zone, null when floating
 */
export function writeRepeat(
  repeat: Repeat,
  { start, tzid, allDay }: { start: string; tzid: string | null; allDay: boolean },
): string | null {
  if (repeat.type === 'none') return null
  if (repeat.type === 'raw') return repeat.rrule
  const { every, interval, weekdays, monthlyBy, end } = repeat
  const byDay =
    every === 'week'
      ? weekdays.map((day) => ({ ordinal: 0, day }))
      : every === 'month' && monthlyBy === 'weekday'
        ? [{ ordinal: ordinalOf(start), day: weekdayOf(start) }]
        : []
  return formatRule({
    freq: frequencies[every],
    interval,
    count: end.type === 'count' ? end.count : null,
    until: end.type === 'until' ? writeUntil(end.date, tzid, allDay) : null,
    byDay,
    byMonth: [],
    byMonthDay: [],
    byYearDay: [],
    byWeekNo: [],
    byHour: [],
    byMinute: [],
    bySecond: [],
    bySetPos: [],
    wkst: 'MO',
  })
}
