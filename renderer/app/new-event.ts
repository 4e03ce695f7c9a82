import type { Draft } from '../view-state/view-state.ts'

const HOUR = 60

/**
 * A new event of an hour on the day in view: today at the next full hour, on any other day at nine.
 *
 * @param date the day, `YYYY-MM-DD`
 * @param now the present moment, in the zone the day is meant in
 */
export function nextDraft(date: string, now: Date): Draft {
  const start = new Date(`${date}T00:00`)
  const isToday = start.toDateString() === now.toDateString()
  start.setHours(isToday ? Math.min(now.getHours() + 1, 23) : 9)
  return { start: start.getTime(), end: start.getTime() + HOUR * 60_000, allDay: false, collection: null }
}
