import { useLayoutEffect, useMemo } from 'react'
import { useOccurrences } from '../cache/hooks.ts'
import { useViewState, type CalendarView } from '../view-state/view-state.ts'
import { AgendaView } from './agenda/AgendaView.tsx'
import { CalendarScope } from './CalendarScope.tsx'
import { TimeGrid } from './grid/TimeGrid.tsx'
import { noteDelta } from './just-changed.ts'
import { MonthView } from './month/MonthView.tsx'
import { RemovalQuestion } from './panel/RemovalQuestion.tsx'
import { useSaid } from './say.ts'
import { useScope } from './scope.ts'
import { setShown } from './shown.ts'
import { dayFrames } from './time/day-frame.ts'
import { monthGrid, startOfWeek } from './time/week.ts'

const AGENDA_DAYS = 35

/** The days a view shows, from `first` on. */
function daysOf(view: CalendarView, date: string, locale: string): { first: string; count: number } {
  switch (view) {
    case 'day':
      return { first: date, count: 1 }
    case 'week':
      return { first: startOfWeek(date, locale), count: 7 }
    case 'month': {
      const { first, weeks } = monthGrid(date, locale)
      return { first, count: weeks * 7 }
    }
    case 'agenda':
      return { first: date, count: AGENDA_DAYS }
  }
}

/** The calendar's main view: day, week, month or agenda, as the view state says. Fills its parent. */
export function CalendarMain() {
  return (
    <CalendarScope>
      <View />
      <RemovalQuestion />
      <Said />
    </CalendarScope>
  )
}

function View() {
  const { locale, zone } = useScope()
  const view = useViewState((state) => state.view)
  const date = useViewState((state) => state.date)
  const hidden = useViewState((state) => state.hidden)
  const { first, count } = daysOf(view, date, locale)
  const frames = useMemo(() => dayFrames(first, count, zone), [first, count, zone])
  const { occurrences, complete, lastDelta } = useOccurrences({
    view: 'main',
    start: frames[0]?.start ?? 0,
    end: frames.at(-1)?.end ?? 0,
    zone,
    hidden,
  })
  useLayoutEffect(() => setShown(occurrences), [occurrences])
  // Before the paint, so that what has changed comes with its ring.
  useLayoutEffect(() => {
    if (lastDelta !== null) noteDelta(lastDelta)
  }, [lastDelta])

  const shown = { date, frames, occurrences, complete }
  switch (view) {
    case 'month':
      return <MonthView {...shown} />
    case 'agenda':
      return <AgendaView {...shown} />
    default:
      return <TimeGrid key={view} view={view} {...shown} />
  }
}

/** What screen readers are told as it happens. */
function Said() {
  const { text, times } = useSaid()
  return (
    <div className="visually-hidden" aria-live="assertive" aria-atomic="true">
      <span key={times}>{text}</span>
    </div>
  )
}
