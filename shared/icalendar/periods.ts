import { HOUR, MINUTE, SECOND } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import type { RuleParts } from './rule.ts'

/** A rule taken as periods that follow each other in time (RFC 5545 §3.3.10): days, weeks, months, years, or smaller. */
export type Steps = {
  /** The starts of the k-th period (k ≥ 0), in order. */
  at: (period: number) => LocalMs[]
  /** A period at or before the first that can hold a start ≥ local. */
  reach: (local: LocalMs) => number
  /** The next period after this one that can hold a start. */
  next: (period: number) => number
}

export const following = (period: number): number => period + 1

/** Times of day a rule names, in milliseconds, in order: BYHOUR × BYMINUTE × BYSECOND, each else as in DTSTART. */
export function timesOfDay(parts: RuleParts, start: LocalMs): number[] {
  const date = new Date(start)
  const or = (list: number[], own: number): number[] => (list.length > 0 ? list : [own])
  return or(parts.byHour, date.getUTCHours()).flatMap((hour) =>
    or(parts.byMinute, date.getUTCMinutes()).flatMap((minute) =>
      or(parts.bySecond, date.getUTCSeconds()).map((second) => hour * HOUR + minute * MINUTE + second * SECOND),
    ),
  )
}

/** BYSETPOS: the positions of one period's set. */
export function picked(starts: LocalMs[], positions: readonly number[]): LocalMs[] {
  if (positions.length === 0) return starts
  const wanted = new Set(positions.map((position) => (position < 0 ? starts.length + position : position - 1)))
  return starts.filter((_, index) => wanted.has(index))
}
