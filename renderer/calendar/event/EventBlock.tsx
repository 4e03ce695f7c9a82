import { memo } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Hue } from '../../../shared/model/collection.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'
import { describeEvent, titleOf } from './describe.ts'
import { blockText } from './block-text.ts'
import { EventTime } from './EventTime.tsx'
import './event-states.css'
import './event-block.css'

type Props = {
  occurrence: ViewOccurrence
  hue: Hue
  calendar: string
  /** px from the top of the column, and the height of the block and of the part that nothing covers. */
  top: number
  height: number
  clear: number
  /** See PlacedBlock. */
  inset: number
  from: number
  width: number
  layer: number
  ring: boolean
  narrow: boolean
  past: boolean
  selected: boolean
  /** A dashed outline stays here while the event is carried elsewhere. */
  carried: boolean
  movable: boolean
  /** Just changed from elsewhere. */
  changed: boolean
  /** The start before the change, an instant, if it moved. */
  oldStart: number | null
}

/** One timed event in a day's column. Presses and keys are handled by the grid, which finds it by `data-key`. */
export const EventBlock = memo(function EventBlock(props: Props) {
  const { occurrence, height, clear, narrow } = props
  const scope = useScope()
  const { t, labels, zone } = scope
  const text = blockText(Math.min(height, clear), occurrence.location !== '', narrow)
  const { start, end } = labels.range(clockMinute(occurrence.start, zone), clockMinute(occurrence.end, zone))
  const old = props.oldStart === null ? null : labels.time(clockMinute(props.oldStart, zone))
  return (
    <button
      type="button"
      className="cal-block"
      tabIndex={-1}
      data-key={occurrence.key}
      data-hue={props.hue}
      data-layout={text.layout}
      data-narrow={narrow || undefined}
      data-ringed={props.ring || undefined}
      data-past={props.past || undefined}
      data-status={occurrence.status}
      data-done={occurrence.completed || undefined}
      data-carried={props.carried || undefined}
      data-movable={props.movable || undefined}
      data-changed={props.changed || undefined}
      data-moved={props.oldStart !== null || undefined}
      data-pending={occurrence.pending === 'none' ? undefined : occurrence.pending}
      aria-label={describeEvent(occurrence, props.calendar, scope)}
      aria-current={props.selected || undefined}
      style={{
        insetBlockStart: props.top,
        blockSize: height,
        insetInlineStart: props.inset === 0 ? `${props.from * 100}%` : props.inset,
        inlineSize: props.inset === 0 ? `${props.width * 100}%` : `calc(100% - ${props.inset}px)`,
        zIndex: props.layer + 1,
      }}
    >
      <span className="cal-block-text">
        <span className="cal-block-title" dir="auto" style={{ WebkitLineClamp: text.titleLines }}>
          {titleOf(occurrence, t)}
        </span>
        {text.time && <EventTime start={start} end={end} old={old} />}
        {text.place && (
          <span className="cal-block-place" dir="auto">
            {occurrence.location}
          </span>
        )}
      </span>
      {occurrence.pending !== 'none' && (
        <span className="cal-block-mark">
          <Icon name={occurrence.pending === 'waiting' ? 'arrowup' : 'warn'} size={12} />
        </span>
      )}
    </button>
  )
})
