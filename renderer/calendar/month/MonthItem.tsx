import { memo } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Hue } from '../../../shared/model/collection.ts'
import { describeEvent, titleOf } from '../event/describe.ts'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'

const SHARE = 100 / 7

/** A timed event as a line of its day: pip, title, and the time where it fits whole. */
export const MonthItem = memo(function MonthItem({
  occurrence,
  hue,
  calendar,
  top,
  day,
  past,
  selected,
  carried,
  movable,
  changed,
}: {
  occurrence: ViewOccurrence
  hue: Hue
  calendar: string
  /** px from the top of the week. */
  top: number
  /** Index in the week. */
  day: number
  past: boolean
  selected: boolean
  carried: boolean
  movable: boolean
  changed: boolean
}) {
  const scope = useScope()
  return (
    <button
      type="button"
      className="cal-month-item"
      tabIndex={-1}
      data-key={occurrence.key}
      data-hue={hue}
      data-status={occurrence.status}
      data-done={occurrence.completed || undefined}
      data-past={past || undefined}
      data-carried={carried || undefined}
      data-movable={movable || undefined}
      data-changed={changed || undefined}
      data-pending={occurrence.pending === 'none' ? undefined : occurrence.pending}
      aria-label={describeEvent(occurrence, calendar, scope)}
      aria-current={selected || undefined}
      style={{ insetBlockStart: top, insetInlineStart: `${day * SHARE}%`, inlineSize: `${SHARE}%` }}
    >
      <span className="cal-month-item-body">
        <span className="cal-pip" />
        <span className="cal-month-item-text">
          <span className="cal-month-item-title" dir="auto">
            {titleOf(occurrence, scope.t)}
          </span>
          <span className="cal-figure">{scope.labels.time(clockMinute(occurrence.start, scope.zone))}</span>
        </span>
      </span>
    </button>
  )
})
