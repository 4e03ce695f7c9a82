import { fulfils } from './conditions.ts'
import { DAY, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { monthSteps } from './month-steps.ts'
import { following, picked, timesOfDay } from './periods.ts'
import type { Steps } from './periods.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'
import { timeSteps } from './time-steps.ts'
import { yearSteps } from './year-steps.ts'

const WEEK = 7 * DAY

function dailySteps(parts: RuleParts, start: LocalMs): Steps {
  const step = parts.interval * DAY
  const day = startOfDay(start)
  const times = timesOfDay(parts, start)
  return {
    at: (period) => {
      const at = day + period * step
      if (!fulfils(parts, at)) return []
      return picked(
        times.map((time) => at + time),
        parts.bySetPos,
      )
    },
    reach: (local) => Math.floor((local - day) / step),
    next: following,
  }
}

function weeklySteps(parts: RuleParts, start: LocalMs): Steps {
  const day = startOfDay(start)
  const first = weekdays.indexOf(parts.wkst)
  const fromFirst = (weekday: number): number => (weekday - first + 7) % 7
  const days =
    parts.byDay.length === 0 ? [new Date(start).getUTCDay()] : parts.byDay.map((by) => weekdays.indexOf(by.day))
  const offsets = [...new Set(days.map(fromFirst))].toSorted((a, b) => a - b).map((offset) => offset * DAY)
  const times = timesOfDay(parts, start)
  const week = day - fromFirst(new Date(day).getUTCDay()) * DAY
  const step = parts.interval * WEEK
  const plain = parts.byMonth.length + parts.byMonthDay.length + parts.byYearDay.length + parts.byWeekNo.length === 0
  return {
    at: (period) => {
      const at = week + period * step
      const named = plain ? offsets : offsets.filter((offset) => fulfils(parts, at + offset))
      return picked(
        named.flatMap((offset) => times.map((time) => at + offset + time)),
        parts.bySetPos,
      )
    },
    reach: (local) => Math.floor((local - week - WEEK) / step),
    next: following,
  }
}

/** The periods of a rule. */
export function stepsOf(parts: RuleParts, start: LocalMs): Steps {
  const { freq, byDay, byMonth, byYearDay, byWeekNo } = parts
  switch (freq) {
    case 'DAILY':
      return dailySteps(parts, start)
    case 'WEEKLY':
      return weeklySteps(parts, start)
    case 'MONTHLY':
      return monthSteps(parts, start)
    case 'YEARLY': {
      // BYDAY without BYMONTH counts weekdays of the whole year.
      const byMonths = byYearDay.length + byWeekNo.length === 0 && (byDay.length === 0 || byMonth.length > 0)
      return byMonths ? monthSteps(parts, start) : yearSteps(parts, start)
    }
    default:
      return timeSteps(parts, freq, start)
  }
}
