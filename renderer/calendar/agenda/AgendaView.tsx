import { useLayoutEffect, useMemo, useRef } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { pressSelects } from '../gesture/press-selects.ts'
import { useGridKeyboard } from '../gesture/use-grid-keyboard.ts'
import { SeriesQuestion } from '../gesture/SeriesQuestion.tsx'
import { groupAgenda } from '../layout/agenda.ts'
import { createPartition, stopsOf } from '../layout/partition.ts'
import { messages } from '../messages.ts'
import { useNow } from '../now.ts'
import { useScope } from '../scope.ts'
import { dateOf, type DayFrame } from '../time/day-frame.ts'
import { turnWeek } from '../time/turn.ts'
import { AgendaDayRows } from './AgendaDayRows.tsx'
import './agenda.css'

/** What is coming, day by day, as a list. */
export function AgendaView({
  date,
  frames,
  occurrences,
  complete,
}: {
  date: string
  frames: readonly DayFrame[]
  occurrences: readonly ViewOccurrence[]
  complete: boolean
}) {
  const { t, zone } = useScope()
  const now = useNow()
  const today = dateOf(now, zone)
  const partition = useMemo(() => createPartition(frames), [frames])
  const partitioned = useMemo(() => partition(occurrences), [partition, occurrences])
  const days = useMemo(() => groupAgenda(frames, partitioned, today), [frames, partitioned, today])
  const stops = useMemo(() => stopsOf(frames, partitioned), [frames, partitioned])
  const list = useRef<HTMLElement>(null)
  const keyboard = useGridKeyboard(list, { stops, vertical: 'minutes', page: turnWeek })
  useLayoutEffect(() => {
    if (list.current !== null) list.current.scrollTop = 0
  }, [date])

  return (
    <section
      ref={list}
      className="cal-agenda"
      tabIndex={-1}
      aria-label={t(messages.agenda)}
      {...pressSelects}
      {...keyboard}
    >
      {days.map((day) => (
        <AgendaDayRows key={day.frame.date} day={day} isToday={day.frame.date === today} now={now} />
      ))}
      {complete && occurrences.length === 0 && <p className="cal-agenda-empty">{t(messages.nothingComing)}</p>}
      <SeriesQuestion within={list} />
    </section>
  )
}
