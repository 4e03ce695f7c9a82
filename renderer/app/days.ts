import {
  endOfMonth,
  endOfWeek,
  parseDate,
  startOfMonth,
  startOfWeek,
  toCalendarDate,
  type CalendarDate,
} from '@internationalized/date'
import { weekNumber as weekNumberFrom } from '../calendar/time/week.ts'
import type { CalendarView } from '../view-state/view-state.ts'

/** ISO 8601 number of the week a day is in; for weeks that start on other days, that of the Thursday in them. */
export const weekNumber = (day: CalendarDate, locale: string): number =>
  weekNumberFrom(startOfWeek(day, locale).toString())

/** First and last day a view shows. */
export function shownDays(
  view: CalendarView,
  date: string,
  locale: string,
): { first: CalendarDate; last: CalendarDate } {
  const day = parseDate(date)
  switch (view) {
    case 'day':
      return { first: day, last: day }
    case 'week':
    case 'agenda':
      return { first: startOfWeek(day, locale), last: endOfWeek(day, locale) }
    case 'month':
      return { first: startOfMonth(day), last: endOfMonth(day) }
  }
}

/** The day `steps` views further on (or back), as `YYYY-MM-DD`. */
export function stepDate(view: CalendarView, date: string, steps: number): string {
  const day = parseDate(date)
  const unit = view === 'day' ? 'days' : view === 'month' ? 'months' : 'weeks'
  return day.add({ [unit]: steps }).toString()
}

/** The six weeks of a small month, each with its number and seven days. */
export function monthWeeks(month: CalendarDate, locale: string): { number: number; days: CalendarDate[] }[] {
  const first = toCalendarDate(startOfWeek(startOfMonth(month), locale))
  return Array.from({ length: 6 }, (_, week) => {
    const start = first.add({ weeks: week })
    return { number: weekNumber(start, locale), days: Array.from({ length: 7 }, (__, day) => start.add({ days: day })) }
  })
}

/** A calendar day as an instant to be formatted with `timeZone: 'UTC'`. */
export const asUtc = (day: CalendarDate): Date => day.toDate('UTC')
