import { useShallow } from 'zustand/react/shallow'
import { useViewState } from '../../view-state/view-state.ts'
import { EventTime } from '../event/EventTime.tsx'
import { blockText } from '../event/block-text.ts'
import { useGesture } from '../gesture/gesture.ts'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'
import { wallMinute, type DayFrame } from '../time/day-frame.ts'

/** The new event being drawn or typed, on the days it lies in. */
export function DraftBlock({ frame, hour }: { frame: DayFrame; hour: number }) {
  const { t, labels, zone, collections } = useScope()
  const drawing = useGesture(useShallow((state) => here(state.drawing, frame)))
  const draft = useViewState(useShallow((state) => (state.draft?.allDay === true ? null : here(state.draft, frame))))
  const collection = useViewState(({ draft: one }) => one?.collection ?? null)
  const shown = drawing ?? draft
  if (shown === null) return null

  const top = (wallMinute(frame, shown.start) / 60) * hour
  const height = Math.max(15, (wallMinute(frame, shown.end) / 60) * hour - top - 2)
  const text = blockText(height, false, false)
  const { start, end } = labels.range(clockMinute(shown.start, zone), clockMinute(shown.end, zone))
  const hue = collection === null ? undefined : collections.get(collection)?.hue
  return (
    <div
      className="cal-block cal-block-draft"
      data-hue={hue ?? 'blue'}
      data-layout={text.layout}
      style={{ insetBlockStart: top + 1, blockSize: height }}
      aria-hidden="true"
    >
      <span className="cal-block-text">
        <span className="cal-block-title">{t(messages.newEventHere)}</span>
        <EventTime start={start} end={end} old={null} />
      </span>
    </div>
  )
}

type Span = { start: number; end: number }

const here = (span: Span | null, frame: DayFrame): Span | null =>
  span !== null && span.start < frame.end && span.end > frame.start ? { start: span.start, end: span.end } : null
