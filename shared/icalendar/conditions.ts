import { DAY, localMs, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'

/** Whether a number is in a list that counts negative ones from the end: −1 is `size`. Empty: no condition. */
const named = (list: readonly number[], number: number, size: number): boolean =>
  list.length === 0 || list.includes(number) || list.includes(number - size - 1)

/** The first day of week 1 of a year: the first with four days in it (RFC 5545 §3.3.10, WKST). */
export function firstWeek(year: number, wkst: RuleParts['wkst']): LocalMs {
  const fourth = localMs(year, 1, 4)
  return fourth - ((new Date(fourth).getUTCDay() - weekdays.indexOf(wkst) + 7) % 7) * DAY
}

/** Weeks of a year, counted so. */
export const weeksOf = (year: number, wkst: RuleParts['wkst']): number =>
  Math.round((firstWeek(year + 1, wkst) - firstWeek(year, wkst)) / (7 * DAY))

function isNamedWeek({ byWeekNo, wkst }: RuleParts, local: LocalMs): boolean {
  if (byWeekNo.length === 0) return true
  const calendarYear = new Date(local).getUTCFullYear()
  const year = [calendarYear + 1, calendarYear].find((one) => firstWeek(one, wkst) <= local) ?? calendarYear - 1
  return named(byWeekNo, Math.floor((local - firstWeek(year, wkst)) / (7 * DAY)) + 1, weeksOf(year, wkst))
}

/**
 * Whether a day has a month, a place in month and year, a week and a weekday its rule names: true of the day of each start of any
 * rule. The n of BYDAY is not looked at.
 */
export function fulfils(parts: RuleParts, local: LocalMs): boolean {
  const { byDay, byMonthDay, byYearDay, byMonth } = parts
  const date = new Date(local)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() + 1
  if (byMonth.length > 0 && !byMonth.includes(month)) return false
  const weekday = weekdays[date.getUTCDay()]
  if (byDay.length > 0 && !byDay.some(({ day }) => day === weekday)) return false
  if (byMonthDay.length > 0) {
    const last = new Date(localMs(year, month + 1, 1) - DAY).getUTCDate()
    if (!named(byMonthDay, date.getUTCDate(), last)) return false
  }
  if (byYearDay.length > 0) {
    const first = localMs(year, 1, 1)
    const days = (localMs(year + 1, 1, 1) - first) / DAY
    if (!named(byYearDay, (startOfDay(local) - first) / DAY + 1, days)) return false
  }
  return isNamedWeek(parts, local)
}
