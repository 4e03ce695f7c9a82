import { useLayoutEffect, useMemo, useRef, type CSSProperties } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { useGridKeyboard } from '../gesture/use-grid-keyboard.ts'
import { useGridPointer } from '../gesture/use-grid-pointer.ts'
import { SeriesQuestion } from '../gesture/SeriesQuestion.tsx'
import { createPartition, stopsOf } from '../layout/partition.ts'
import { messages } from '../messages.ts'
import { useNow } from '../now.ts'
import { useScope } from '../scope.ts'
import { dateOf, type DayFrame } from '../time/day-frame.ts'
import { turnDay, turnWeek } from '../time/turn.ts'
import { isWeekend } from '../time/week.ts'
import { AllDayArea } from './AllDayArea.tsx'
import { DayColumn } from './DayColumn.tsx'
import { DayHeads } from './DayHeads.tsx'
import { HourGutter } from './HourGutter.tsx'
import { NowLine } from './NowLine.tsx'
import { useOpeningScroll } from './use-opening-scroll.ts'
import { useGridSize } from './use-grid-size.ts'
import './time-grid.css'

/**
 * Days side by side with their hours: the week, and the day. Where not all days have room, the others are reached by scrolling
 * sideways.
 *
 * @param date the day the view is about, `YYYY-MM-DD`
 * @param complete whether `occurrences` is all there is
 */
export function TimeGrid({
  view,
  date,
  frames,
  occurrences,
  complete,
}: {
  view: 'week' | 'day'
  date: string
  frames: readonly DayFrame[]
  occurrences: readonly ViewOccurrence[]
  complete: boolean
}) {
  const { t, labels, locale, zone } = useScope()
  const now = useNow()
  const today = dateOf(now, zone)
  const partition = useMemo(() => createPartition(frames), [frames])
  const days = useMemo(() => partition(occurrences), [partition, occurrences])
  const { timed, bars } = days
  const weekends = useMemo(() => frames.map((frame) => isWeekend(frame.date, locale)), [frames, locale])

  const scroller = useRef<HTMLElement>(null)
  const { shown, columnWidth, hour } = useGridSize(scroller, frames.length)
  useOpeningScroll(scroller, { view, hour, frames, timed, now, complete })
  const pointer = useGridPointer(scroller, { frames, hour })
  const stops = useMemo(() => stopsOf(frames, days), [frames, days])
  const keyboard = useGridKeyboard(scroller, { stops, vertical: 'minutes', page: view === 'day' ? turnDay : turnWeek })

  useLayoutEffect(() => {
    const column = scroller.current?.querySelector(`.cal-column[data-date="${date}"]`)
    if (shown < frames.length) column?.scrollIntoView({ block: 'nearest', inline: 'start' })
  }, [date, shown, frames])

  const first = frames[0]?.date ?? date
  const last = frames.at(-1)?.date ?? date
  return (
    <section
      ref={scroller}
      className="cal-grid"
      tabIndex={-1}
      data-scrolls-sideways={shown < frames.length || undefined}
      aria-label={
        view === 'day'
          ? t(messages.dayOf, { day: labels.longDay(date) })
          : t(messages.weekOf, { first: labels.longDay(first), last: labels.longDay(last) })
      }
      style={{ '--days': frames.length, '--shown': shown, '--hour-h': `${hour}px` } as CSSProperties}
      {...pointer}
      {...keyboard}
    >
      <div className="cal-time-inner">
        <div className="cal-time-top">
          <DayHeads frames={frames} today={today} weekends={weekends} />
          <AllDayArea frames={frames} bars={bars} today={today} />
        </div>
        <div className="cal-time-body">
          <HourGutter now={frames.some((frame) => frame.date === today) ? now : null} />
          <div className="cal-columns">
            {frames.map((frame, index) => (
              <DayColumn
                key={frame.date}
                frame={frame}
                occurrences={timed[index] ?? []}
                width={columnWidth}
                hour={hour}
                pastUntil={frame.end <= now ? Infinity : frame.start > now ? -Infinity : now}
                weekend={weekends[index] ?? false}
              />
            ))}
            <NowLine frames={frames} now={now} hour={hour} />
          </div>
        </div>
      </div>
      <SeriesQuestion within={scroller} />
    </section>
  )
}
