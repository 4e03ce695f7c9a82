import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { DayFrame } from '../time/day-frame.ts'
import { daysBetween } from '../time/day-frame.ts'
import type { PartitionedDays } from './partition.ts'

/** A line of the agenda. `day` and `days` count the days of an event over several, from 1. */
export type AgendaEntry = { occurrence: ViewOccurrence; day: number; days: number }
export type AgendaDay = { frame: DayFrame; bars: readonly AgendaEntry[]; timed: readonly ViewOccurrence[] }

const dayCount = ({ startDate, endDate, start, end }: ViewOccurrence): number =>
  startDate !== null && endDate !== null
    ? Math.max(1, daysBetween(startDate, endDate))
    : Math.max(1, Math.ceil((end - start) / 86_400_000))

function dayIndex(occurrence: ViewOccurrence, frame: DayFrame): number {
  if (occurrence.startDate !== null) return daysBetween(occurrence.startDate, frame.date) + 1
  return Math.max(1, Math.ceil((frame.end - occurrence.start) / 86_400_000))
}

/**
 * The days of an agenda that have something, each with its all-day events first. `today` is kept also when it is free.
 */
export function groupAgenda(frames: readonly DayFrame[], { bars, timed }: PartitionedDays, today: string): AgendaDay[] {
  return frames
    .map((frame, day) => ({
      frame,
      bars: bars
        .filter((bar) => bar.first <= day && day <= bar.last)
        .map(({ occurrence }) => ({ occurrence, day: dayIndex(occurrence, frame), days: dayCount(occurrence) })),
      timed: timed[day] ?? [],
    }))
    .filter((day) => day.bars.length > 0 || day.timed.length > 0 || day.frame.date === today)
}
