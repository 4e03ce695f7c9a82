import { fromAbsolute, parseDate, parseDateTime, toZoned } from '@internationalized/date'

const MINUTE = 60_000
const DAY_MINUTES = 1440

/** One day of the display zone. `start` and `end` are its first instant and the next day's, milliseconds since the epoch. */
export type DayFrame = { date: string; zone: string; start: number; end: number }

/** The first instant of a day, `YYYY-MM-DD`, in an IANA zone; where midnight is skipped, the first there is. */
export const startOfDay = (date: string, zone: string): number => toZoned(parseDate(date), zone).toDate().getTime()

/** The day, `YYYY-MM-DD`, that an instant falls on in an IANA zone. */
export const dateOf = (instant: number, zone: string): string => fromAbsolute(instant, zone).toString().slice(0, 10)

export const addDays = (date: string, days: number): string => parseDate(date).add({ days }).toString()

/** How many days `to` lies after `from`, both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Consecutive days from `first`, `YYYY-MM-DD`, in an IANA zone. */
export function dayFrames(first: string, count: number, zone: string): DayFrame[] {
  const dates = Array.from({ length: count }, (_, index) => addDays(first, index))
  return dates.map((date) => ({ date, zone, start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) }))
}

const isRegular = ({ start, end }: DayFrame): boolean => end - start === DAY_MINUTES * MINUTE

/**
 * Minutes of wall time since midnight at which the grid draws an instant: 0 for what is before the day, 1440 for what is after. On a day
 * with a clock change an hour drawn stays an hour of the clock, whatever time it took.
 */
export function wallMinute(frame: DayFrame, instant: number): number {
  if (instant <= frame.start) return 0
  if (instant >= frame.end) return DAY_MINUTES
  if (isRegular(frame)) return (instant - frame.start) / MINUTE
  const { hour, minute, second } = fromAbsolute(instant, frame.zone)
  return hour * 60 + minute + second / 60
}

/**
 * The instant of a wall time of a day. `minute` may lie before or after the day. A time that the day skips is moved by the length of the
 * gap; of a time that comes twice the first is taken (RFC 5545 §3.3.5).
 */
export function instantAt(frame: DayFrame, minute: number): number {
  const days = Math.floor(minute / DAY_MINUTES)
  if (days !== 0) {
    const date = addDays(frame.date, days)
    const start = startOfDay(date, frame.zone)
    return instantAt(
      { ...frame, date, start, end: startOfDay(addDays(date, 1), frame.zone) },
      minute - days * DAY_MINUTES,
    )
  }
  if (isRegular(frame)) return frame.start + minute * MINUTE
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return toZoned(parseDateTime(`${frame.date}T${time}`), frame.zone)
    .toDate()
    .getTime()
}
