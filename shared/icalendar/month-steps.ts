import { fulfils } from './conditions.ts'
import { DAY, localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'
import { following, picked, timesOfDay } from './periods.ts'
import type { Steps } from './periods.ts'

/** Days of a month (0 = January) that BYMONTHDAY and BYDAY name, in order; `day` where they name none. */
function daysOfMonth(parts: RuleParts, year: number, month: number, day: number): number[] {
  const first = new Date(localMs(year, month + 1, 1)).getUTCDay()
  const last = new Date(localMs(year, month + 2, 1) - DAY).getUTCDate()
  const wrap = (named: number): number => (named < 0 ? last + 1 + named : named)
  const named = parts.byMonthDay.length > 0 ? parts.byMonthDay.map(wrap) : null
  const days: number[] = []
  if (parts.byDay.length === 0) days.push(...(named ?? [day]))
  for (const { ordinal, day: weekday } of parts.byDay) {
    const earliest = 1 + ((weekdays.indexOf(weekday) - first + 7) % 7)
    const latest = earliest + 7 * Math.floor((last - earliest) / 7)
    if (ordinal > 0) days.push(earliest + 7 * (ordinal - 1))
    else if (ordinal < 0) days.push(latest + 7 * (ordinal + 1))
    else for (let at = earliest; at <= last; at += 7) days.push(at)
  }
  return [...new Set(days)]
    .filter((at) => at >= 1 && at <= last && (named === null || named.includes(at)))
    .toSorted((a, b) => a - b)
}

/**
 * MONTHLY, or YEARLY within months: those of BYMONTH, else that of DTSTART (also where BYMONTHDAY stands alone: RFC 5545 §3.3.10
 * can be read both ways, and most programs read it so). A day a month does not have is passed over.
 */
export function monthSteps(parts: RuleParts, start: LocalMs): Steps {
  const date = new Date(start)
  const yearly = parts.freq === 'YEARLY'
  const step = parts.interval * (yearly ? 12 : 1)
  const base = date.getUTCFullYear() * 12 + (yearly ? 0 : date.getUTCMonth())
  const named = parts.byMonth.length > 0 ? parts.byMonth.map((month) => month - 1) : [date.getUTCMonth()]
  const months = yearly ? named : [0]
  const times = timesOfDay(parts, start)
  const day = date.getUTCDate()
  // Not of such rules (RFC 5545 §3.3.10), but then a limit.
  const limited = parts.byYearDay.length + parts.byWeekNo.length > 0
  const starts = (count: number): LocalMs[] => {
    const year = Math.floor(count / 12)
    const month = count % 12
    if (parts.byMonth.length > 0 && !parts.byMonth.includes(month + 1)) return []
    return daysOfMonth(parts, year, month, day)
      .map((at) => localMs(year, month + 1, at))
      .filter((local) => !limited || fulfils(parts, local))
      .flatMap((local) => times.map((time) => local + time))
  }
  return {
    at: (period) =>
      picked(
        months.flatMap((month) => starts(base + period * step + month)),
        parts.bySetPos,
      ),
    reach: (local) => {
      const there = new Date(local)
      return Math.floor((there.getUTCFullYear() * 12 + (yearly ? 0 : there.getUTCMonth()) - base) / step)
    },
    next: following,
  }
}
