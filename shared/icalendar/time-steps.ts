import { fulfils } from './conditions.ts'
import { DAY, HOUR, MINUTE, SECOND, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import type { RuleParts } from './rule.ts'
import { picked } from './periods.ts'
import type { Steps } from './periods.ts'

const units = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND }

const allows = (list: readonly number[], number: number): boolean => list.length === 0 || list.includes(number)

/** HOURLY, MINUTELY and SECONDLY: parts at or above the unit limit, those below it expand. */
export function timeSteps(parts: RuleParts, freq: keyof typeof units, start: LocalMs): Steps {
  const unit = units[freq]
  const step = parts.interval * unit
  const date = new Date(start)
  const or = (list: number[], own: number): number[] => (list.length > 0 ? list : [own])
  const minutes = unit > MINUTE ? or(parts.byMinute, date.getUTCMinutes()) : [0]
  const seconds = unit > SECOND ? or(parts.bySecond, date.getUTCSeconds()) : [0]
  const within = minutes.flatMap((minute) => seconds.map((second) => minute * MINUTE + second * SECOND))
  const first = Math.floor(start / unit) * unit
  const dayLimits = [parts.byMonth, parts.byMonthDay, parts.byYearDay, parts.byWeekNo]
  const anyDay = parts.byDay.length === 0 && dayLimits.every((list) => list.length === 0)
  /** How long from a period whose unit no limit allows to the end of what is ruled out with it; 0 for one that is allowed. */
  const ruledOut = (local: LocalMs): number => {
    const { byHour, byMinute, bySecond } = parts
    const left = (size: number): number => size - (((local % size) + size) % size)
    const there = new Date(local)
    if (!anyDay && !fulfils(parts, startOfDay(local))) return left(DAY)
    if (!allows(byHour, there.getUTCHours())) return left(HOUR)
    if (unit < HOUR && !allows(byMinute, there.getUTCMinutes())) return left(MINUTE)
    return unit < MINUTE && !allows(bySecond, there.getUTCSeconds()) ? left(SECOND) : 0
  }
  return {
    at: (period) => {
      const local = first + period * step
      if (ruledOut(local) > 0) return []
      return picked(
        within.map((offset) => local + offset),
        parts.bySetPos,
      )
    },
    reach: (local) => Math.floor((local - first) / step),
    next: (period) => period + Math.max(1, Math.ceil(ruledOut(first + period * step) / step)),
  }
}
