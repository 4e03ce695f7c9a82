import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { useGridKeyboard } from '../gesture/use-grid-keyboard.ts'
import { SeriesQuestion } from '../gesture/SeriesQuestion.tsx'
import { createPartition, stopsOf, type PartitionedDays } from '../layout/partition.ts'
import { messages } from '../messages.ts'
import { useNow } from '../now.ts'
import { useScope } from '../scope.ts'
import { dateOf, type DayFrame } from '../time/day-frame.ts'
import { turnMonth } from '../time/turn.ts'
import { isWeekend } from '../time/week.ts'
import { MonthWeek } from './MonthWeek.tsx'
import { useMonthPointer } from './use-month-pointer.ts'
import './month.css'

const FIRST_LINE = 24
const LINE = 18.5

/** Weeks below one another, with as many lines to a day as its height has room for. */
export function MonthView({
  date,
  frames,
  occurrences,
}: {
  date: string
  frames: readonly DayFrame[]
  occurrences: readonly ViewOccurrence[]
}) {
  const { t, labels, locale, zone } = useScope()
  const now = useNow()
  const today = dateOf(now, zone)
  const weeks = useMemo(
    () => Array.from({ length: frames.length / 7 }, (_, week) => frames.slice(week * 7, week * 7 + 7)),
    [frames],
  )
  const partitions = useMemo(() => weeks.map((week) => createPartition(week)), [weeks])
  const days = useMemo(() => partitions.map((partition) => partition(occurrences)), [partitions, occurrences])
  const stops = useMemo(
    () =>
      weeks.flatMap((week, index) =>
        stopsOf(week, days[index] as PartitionedDays)
          .filter(({ start }) => start >= 0)
          .map((stop) => ({ ...stop, day: stop.day + index * 7 })),
      ),
    [weeks, days],
  )

  const grid = useRef<HTMLElement>(null)
  const lines = useLines(grid, weeks.length)
  const pointer = useMonthPointer(grid, frames)
  const keyboard = useGridKeyboard(grid, { stops, vertical: 'week', page: turnMonth })

  return (
    <section
      ref={grid}
      className="cal-month"
      tabIndex={-1}
      aria-label={t(messages.monthOf, { month: labels.month(date) })}
      {...pointer}
      {...keyboard}
    >
      <div className="cal-month-heads" aria-hidden="true">
        <span />
        {frames.slice(0, 7).map((frame) => (
          <span key={frame.date} className="cal-month-head">
            {labels.weekday(frame.date)}
          </span>
        ))}
      </div>
      <div className="cal-month-weeks">
        {weeks.map((week, index) => (
          <MonthWeek
            key={week[0]?.date}
            frames={week}
            days={days[index] as PartitionedDays}
            lines={lines}
            month={date.slice(0, 7)}
            today={today}
            pastUntil={pastUntil(week, now)}
            weekend={weekendMask(week, locale)}
          />
        ))}
      </div>
      <SeriesQuestion within={grid} />
    </section>
  )
}

function pastUntil(week: readonly DayFrame[], now: number): number {
  const first = week[0]?.start ?? 0
  const last = week.at(-1)?.end ?? 0
  return last <= now ? Infinity : first > now ? -Infinity : now
}

const weekendMask = (week: readonly DayFrame[], locale: string): string =>
  week.map(({ date }) => (isWeekend(date, locale) ? '1' : '0')).join('')

/** How many lines of events fit into a day below its date. */
function useLines(grid: React.RefObject<HTMLElement | null>, weeks: number): number {
  const [height, setHeight] = useState(600)
  useLayoutEffect(() => {
    const element = grid.current?.querySelector('.cal-month-weeks')
    if (element === null || element === undefined) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid])
  return Math.max(1, Math.floor((height / weeks - FIRST_LINE - 2) / LINE))
}
