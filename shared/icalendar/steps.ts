import { DAY, localMs, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'

/**
 * A rule as arithmetic: `at(k)` are the starts of its k-th period (k ≥ 0) in order, none twice; periods follow each other in
 * time. `reach(local)` is a period at or before the first that can hold a start ≥ local.
 */
export type Steps = { at(period: number): LocalMs[]; reach(local: LocalMs): number }

const WEEK = 7 * DAY
const only = (list: readonly number[], value: number): boolean =>
  list.length === 0 || (list.length === 1 && list[0] === value)

function dailySteps(parts: RuleParts, start: LocalMs): Steps {
  const step = parts.interval * DAY
  return { at: (period) => [start + period * step], reach: (local) => Math.floor((local - start) / step) }
}

function weeklySteps(parts: RuleParts, start: LocalMs): Steps {
  const day = startOfDay(start)
  const first = weekdays.indexOf(parts.wkst)
  const fromFirst = (weekday: number): number => (weekday - first + 7) % 7
  const days =
    parts.byDay.length === 0 ? [new Date(start).getUTCDay()] : parts.byDay.map((by) => weekdays.indexOf(by.day))
  const offsets = [...new Set(days.map(fromFirst))].toSorted((a, b) => a - b).map((offset) => offset * DAY)
  const week = day - fromFirst(new Date(day).getUTCDay()) * DAY + (start - day)
  const step = parts.interval * WEEK
  return {
    at: (period) => offsets.map((offset) => week + period * step + offset).filter((local) => local >= start),
    reach: (local) => Math.floor((local - week - WEEK) / step),
  }
}

/** One day a month, every so many months: months without that day have no start (RFC 5545 §3.3.10). */
function monthlySteps(months: number, day: number, start: LocalMs): Steps {
  const date = new Date(start)
  const base = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const time = start - startOfDay(start)
  return {
    at: (period) => {
      const month = base + period * months
      const local = localMs(Math.floor(month / 12), (month % 12) + 1, day) + time
      return new Date(local).getUTCDate() === day && local >= start ? [local] : []
    },
    reach: (local) => {
      const there = new Date(local)
      return Math.floor((there.getUTCFullYear() * 12 + there.getUTCMonth() - base) / months)
    },
  }
}

/** The rule as arithmetic where it is as plain as most are, else null. */
export function stepsOf(parts: RuleParts, start: LocalMs): Steps | null {
  const { byDay, byMonth, byMonthDay } = parts
  const others = [parts.byYearDay, parts.byWeekNo, parts.byHour, parts.byMinute, parts.bySecond, parts.bySetPos]
  if (others.some((list) => list.length > 0)) return null
  const date = new Date(start)
  const day = byMonthDay[0] ?? date.getUTCDate()
  const plainDay = byDay.length === 0 && byMonthDay.length <= 1 && day > 0
  switch (parts.freq) {
    case 'DAILY':
      return byDay.length + byMonth.length + byMonthDay.length === 0 ? dailySteps(parts, start) : null
    case 'WEEKLY':
      return byMonth.length + byMonthDay.length === 0 && byDay.every((by) => by.ordinal === 0)
        ? weeklySteps(parts, start)
        : null
    case 'MONTHLY':
      return plainDay && byMonth.length === 0 ? monthlySteps(parts.interval, day, start) : null
    case 'YEARLY':
      return plainDay && only(byMonth, date.getUTCMonth() + 1) ? monthlySteps(12 * parts.interval, day, start) : null
    default:
      return null
  }
}
