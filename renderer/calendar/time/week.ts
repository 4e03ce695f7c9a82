import { isWeekend as isWeekendDay, parseDate, startOfWeek as startOf } from '@internationalized/date'
import { addDays, daysBetween } from './day-frame.ts'

/** First day of the week that `date` is in, as the locale's region counts. */
export const startOfWeek = (date: string, locale: string): string => startOf(parseDate(date), locale).toString()

export const isWeekend = (date: string, locale: string): boolean => isWeekendDay(parseDate(date), locale)

/** ISO 8601 number of the week that begins at `first`, on whatever day the region begins it: the week belongs to its Thursday. */
export function weekNumber(first: string): number {
  const offset = (4 - new Date(`${first}T00:00Z`).getUTCDay() + 7) % 7
  const thursday = addDays(first, offset)
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}

/** The weeks a month view shows: from the week of the first of the month to that of its last day. */
export function monthGrid(date: string, locale: string): { first: string; weeks: number } {
  const day = parseDate(date)
  const first = startOfWeek(day.set({ day: 1 }).toString(), locale)
  const last = day.set({ day: 1 }).add({ months: 1 }).subtract({ days: 1 }).toString()
  return { first, weeks: Math.floor(daysBetween(first, last) / 7) + 1 }
}
