import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Stop } from '../gesture/neighbours.ts'
import { daysBetween, type DayFrame } from '../time/day-frame.ts'

const DAY = 86_400_000

/** An event drawn as a bar over days: indexes of the days in sight, and whether it goes on before or after them. */
export type DayBar = {
  key: string
  occurrence: ViewOccurrence
  first: number
  last: number
  cutStart: boolean
  cutEnd: boolean
}

export type PartitionedDays = {
  /** Timed occurrences by day; one that goes past midnight stands in each of its days. */
  timed: readonly (readonly ViewOccurrence[])[]
  bars: readonly DayBar[]
}

/** All-day events, and timed ones of a day or longer, are bars. */
export const isBar = (occurrence: ViewOccurrence): boolean =>
  occurrence.allDay || occurrence.end - occurrence.start >= DAY

function barOf(occurrence: ViewOccurrence, frames: readonly DayFrame[]): DayBar | null {
  const count = frames.length
  let first: number
  let last: number
  if (occurrence.startDate !== null && occurrence.endDate !== null) {
    const origin = frames[0]?.date ?? ''
    first = daysBetween(origin, occurrence.startDate)
    last = Math.max(first, daysBetween(origin, occurrence.endDate) - 1)
  } else {
    const begins = frames.findIndex((frame) => frame.end > occurrence.start)
    const ends = frames.findIndex((frame) => frame.end >= occurrence.end)
    first = begins === -1 ? count : occurrence.start < (frames[0]?.start ?? 0) ? -1 : begins
    last = ends === -1 ? count : ends
  }
  if (first >= count || last < 0) return null
  return {
    key: occurrence.key,
    occurrence,
    first: Math.max(0, first),
    last: Math.min(count - 1, last),
    cutStart: first < 0,
    cutEnd: last >= count,
  }
}

const isOnDay = ({ start, end }: ViewOccurrence, frame: DayFrame): boolean =>
  start < frame.end && (end > frame.start || (end === start && start === frame.start))

const sameItems = <Item>(a: readonly Item[], b: readonly Item[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

const sameBar = (a: DayBar, b: DayBar): boolean =>
  a.occurrence === b.occurrence && a.first === b.first && a.last === b.last

/**
 * Sorts the occurrences of a range into its days. Called again with other occurrences it returns the very lists of before for the days
 * where nothing changed, so that only the others are drawn again.
 */
export function createPartition(
  frames: readonly DayFrame[],
): (occurrences: readonly ViewOccurrence[]) => PartitionedDays {
  let before: PartitionedDays = { timed: frames.map(() => []), bars: [] }

  return (occurrences) => {
    const timed: ViewOccurrence[][] = frames.map(() => [])
    const bars: DayBar[] = []
    for (const occurrence of occurrences) {
      if (isBar(occurrence)) {
        const bar = barOf(occurrence, frames)
        if (bar !== null) bars.push(bar)
        continue
      }
      frames.forEach((frame, day) => {
        if (isOnDay(occurrence, frame)) timed[day]?.push(occurrence)
      })
    }
    const same =
      bars.length === before.bars.length && bars.every((bar, index) => sameBar(bar, before.bars[index] as DayBar))
    before = {
      timed: timed.map((list, day) => {
        const old = before.timed[day] ?? []
        return sameItems(list, old) ? old : list
      }),
      bars: same ? before.bars : bars,
    }
    return before
  }
}

/** Where the focus can go, in the order of reading: of each day first the bars that begin in it, then its timed events. */
export function stopsOf(frames: readonly DayFrame[], { timed, bars }: PartitionedDays): Stop[] {
  return frames.flatMap((frame, day) => [
    ...bars.filter(({ first }) => first === day).map(({ key }) => ({ key, day, start: 0 })),
    ...(timed[day] ?? [])
      .filter(({ start }) => start >= frame.start)
      .map(({ key, start }) => ({ key, day, start: start - frame.start })),
  ])
}
