import { firstWeek, fulfils, weeksOf } from './conditions.ts'
import { DAY, localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'
import { following, picked, timesOfDay } from './periods.ts'
import type { Steps } from './periods.ts'

const daysBetween = (from: LocalMs, to: LocalMs): LocalMs[] =>
  Array.from({ length: Math.round((to - from) / DAY) }, (_, index) => from + index * DAY)

/** Whether a day is the n-th (or, negative, n-th last) of its weekday in the stretch of days it is counted in. */
function isNth(parts: RuleParts, local: LocalMs, from: LocalMs, to: LocalMs): boolean {
  if (parts.byDay.length === 0) return true
  const weekday = weekdays[new Date(local).getUTCDay()]
  const nth = Math.floor((local - from) / (7 * DAY)) + 1
  const nthLast = Math.floor((to - DAY - local) / (7 * DAY)) + 1
  return parts.byDay.some(
    ({ day, ordinal }) => day === weekday && (ordinal === 0 || ordinal === nth || ordinal === -nthLast),
  )
}

/** The days of the weeks BYWEEKNO names; the first and the last week may reach into the years beside. */
function daysOfWeeks(parts: RuleParts, year: number): LocalMs[] {
  const first = firstWeek(year, parts.wkst)
  const weeks = weeksOf(year, parts.wkst)
  const named = parts.byWeekNo
    .map((week) => (week < 0 ? weeks + 1 + week : week))
    .filter((week) => week >= 1 && week <= weeks)
  return [...new Set(named)]
    .toSorted((a, b) => a - b)
    .flatMap((week) => daysBetween(first + (week - 1) * 7 * DAY, first + week * 7 * DAY))
}

function daysOfYear(parts: RuleParts, year: number): LocalMs[] {
  const from = localMs(year, 1, 1)
  const to = localMs(year + 1, 1, 1)
  const days = daysBetween(from, to).filter((local) => fulfils(parts, local))
  if (parts.byMonth.length === 0) return days.filter((local) => isNth(parts, local, from, to))
  return days.filter((local) => {
    const month = new Date(local).getUTCMonth() + 1
    return isNth(parts, local, localMs(year, month, 1), localMs(year, month + 1, 1))
  })
}

/** YEARLY by day of the year, week of the year or weekday of the year. */
export function yearSteps(parts: RuleParts, start: LocalMs): Steps {
  const date = new Date(start)
  const base = date.getUTCFullYear()
  const times = timesOfDay(parts, start)
  const weekday = weekdays[date.getUTCDay()] ?? 'MO'
  // A week without a day named means the weekday of DTSTART.
  const unsaid = parts.byDay.length + parts.byMonthDay.length + parts.byYearDay.length === 0
  const whole: RuleParts = unsaid ? { ...parts, byDay: [{ ordinal: 0, day: weekday }] } : parts
  const byWeek = parts.byWeekNo.length > 0
  return {
    at: (period) => {
      const year = base + period * parts.interval
      const days = byWeek ? daysOfWeeks(whole, year).filter((local) => fulfils(whole, local)) : daysOfYear(whole, year)
      return picked(
        days.flatMap((day) => times.map((time) => day + time)),
        parts.bySetPos,
      )
    },
    // The last week of a year may reach into January of the next.
    reach: (local) => Math.floor((new Date(local).getUTCFullYear() - 1 - base) / parts.interval),
    next: following,
  }
}
