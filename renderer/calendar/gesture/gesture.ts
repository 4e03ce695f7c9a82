import { create } from 'zustand'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { fromAbsolute } from '@internationalized/date'
import { addDays, startOfDay } from '../time/day-frame.ts'

export const SNAP = 15
export const FINE_SNAP = 5
const MINUTE = 60_000

/** When an event would be, while it is being moved or resized. Dates as in Occurrence, for all-day events only. */
export type When = { start: number; end: number; startDate: string | null; endDate: string | null }

/** An event being moved or resized; it has not been changed yet. */
export type Carry = {
  occurrence: ViewOccurrence
  by: 'pointer' | 'keyboard'
  part: 'whole' | 'start' | 'end'
  when: When
  /** `asking`: dropped, and the person is asked whether the whole series moves. `saving`: dropped, until the change is shown. */
  phase: 'carried' | 'asking' | 'saving'
}

/** A new event being drawn with the pointer. */
export type Drawing = { start: number; end: number }

type State = { carry: Carry | null; drawing: Drawing | null }

/** What the hand is doing in the grid; the grid draws it, and nothing else knows. */
export const useGesture = create<State>(() => ({ carry: null, drawing: null }))

export const whenOfOccurrence = ({ start, end, startDate, endDate }: ViewOccurrence): When => ({
  start,
  end,
  startDate,
  endDate,
})

export const pickUp = (occurrence: ViewOccurrence, by: Carry['by'], part: Carry['part']): void =>
  useGesture.setState({ carry: { occurrence, by, part, when: whenOfOccurrence(occurrence), phase: 'carried' } })

export const carryTo = (when: When): void =>
  useGesture.setState(({ carry }) => ({ carry: carry === null ? null : { ...carry, when } }))

export const putBack = (): void => useGesture.setState({ carry: null, drawing: null })

/** The whole minutes of a grid nearest to `minute`. */
export const snapTo = (minute: number, grid: number): number => Math.round(minute / grid) * grid

/** The same length, in whole days or instants, at another place. */
export function movedBy(when: When, zone: string, days: number, minutes: number): When {
  if (when.startDate !== null && when.endDate !== null) {
    const startDate = addDays(when.startDate, days)
    const endDate = addDays(when.endDate, days)
    return { startDate, endDate, start: startOfDay(startDate, zone), end: startOfDay(endDate, zone) }
  }
  const start = shift(when.start, zone, days, minutes)
  return { ...when, start, end: start + when.end - when.start }
}

/** Moves one end; an event keeps a length of at least `least` minutes, an all-day event of a day. */
export function resizedBy(
  when: When,
  part: 'start' | 'end',
  zone: string,
  days: number,
  minutes: number,
  least: number,
): When {
  if (when.startDate !== null && when.endDate !== null) {
    const startDate =
      part === 'start' ? earlier(addDays(when.startDate, days), addDays(when.endDate, -1)) : when.startDate
    const endDate = part === 'end' ? later(addDays(when.endDate, days), addDays(when.startDate, 1)) : when.endDate
    return { startDate, endDate, start: startOfDay(startDate, zone), end: startOfDay(endDate, zone) }
  }
  if (part === 'start')
    return { ...when, start: Math.min(shift(when.start, zone, days, minutes), when.end - least * MINUTE) }
  return { ...when, end: Math.max(shift(when.end, zone, days, minutes), when.start + least * MINUTE) }
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)

/** An instant moved on the clock of a zone: a day later is the same time of the next day, also when the clock changes. */
const shift = (instant: number, zone: string, days: number, minutes: number): number =>
  fromAbsolute(instant, zone).add({ days }).toDate().getTime() + minutes * MINUTE
