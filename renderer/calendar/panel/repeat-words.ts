import type { Weekday } from '../../../shared/icalendar/rule.ts'
import type { Reader } from '../event/describe.ts'
import { ordinalOf, readRepeat, weekdayOf, type RepeatEnd, type RepeatRule } from './repeat.ts'
import { repeatMessages as messages } from './repeat-messages.ts'

/** A Monday, so that weekdays can be named by the locale. */
const MONDAY = '2024-01-01'
const order: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const dateOfWeekday = (day: Weekday): string => `${MONDAY.slice(0, 8)}0${order.indexOf(day) + 1}`

/** `Wednesday`, or `W`, in the locale. */
export const weekdayName = (day: Weekday, { labels }: Reader, style: 'long' | 'narrow' = 'long'): string =>
  style === 'long' ? labels.longWeekday(dateOfWeekday(day)) : labels.narrowWeekday(dateOfWeekday(day))

function endWords(end: RepeatEnd, start: string, { t, labels }: Reader): string {
  if (end.type === 'until') {
    const sameYear = end.date.slice(0, 4) === start.slice(0, 4)
    return t(messages.until, { date: sameYear ? labels.monthDay(end.date) : labels.fullDay(end.date) })
  }
  return end.type === 'count' ? t(messages.times, { count: end.count }) : ''
}

function rhythm({ every, interval, weekdays, monthlyBy }: RepeatRule, start: string, reader: Reader): string {
  const { t, labels } = reader
  switch (every) {
    case 'day':
      return t(messages.everyDay, { interval })
    case 'week': {
      const days = order.filter((day) => (weekdays.length === 0 ? day === weekdayOf(start) : weekdays.includes(day)))
      if (days.length === 5 && !days.includes('SA') && !days.includes('SU') && interval === 1)
        return t(messages.workdays)
      return t(messages.everyWeek, { interval, days: labels.list(days.map((day) => weekdayName(day, reader))) })
    }
    case 'month':
      return monthlyBy === 'date'
        ? t(messages.everyMonthOnDay, { interval, day: Number(start.slice(8, 10)) })
        : t(messages.everyMonthOnWeekday, {
            interval,
            ordinal: ordinalOf(start),
            weekday: weekdayName(weekdayOf(start), reader),
          })
    case 'year':
      return t(messages.everyYear, { interval, date: labels.monthDay(start) })
  }
}

/**
 * A repetition in words: `Every second Wednesday until 16 December`.
 *
 * @param start date of the first instance, `YYYY-MM-DD`
 */
export function repeatWords(rrule: string | null, start: string, reader: Reader): string {
  const repeat = readRepeat(rrule, start)
  if (repeat.type === 'none') return ''
  if (repeat.type === 'raw') return reader.t(messages.ownRule)
  return [rhythm(repeat, start, reader), endWords(repeat.end, start, reader)].filter((part) => part !== '').join(' ')
}
