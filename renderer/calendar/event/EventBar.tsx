import { memo, type CSSProperties } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Hue } from '../../../shared/model/collection.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useScope } from '../scope.ts'
import { describeEvent, titleOf } from './describe.ts'
import './event-states.css'
import './event-bar.css'

type Props = {
  occurrence: ViewOccurrence
  hue: Hue
  calendar: string
  /** Whether it comes from a feed: its all-day events are notes to the day, as holidays are, and get no ground. */
  feed: boolean
  cutStart: boolean
  cutEnd: boolean
  past: boolean
  selected: boolean
  carried: boolean
  movable: boolean
  changed: boolean
  style: CSSProperties
}

const kindOf = ({ occurrence, feed, cutStart, cutEnd }: Props): 'task' | 'note' | 'bar' =>
  occurrence.component === 'VTODO' ? 'task' : feed && !cutStart && !cutEnd && isOneDay(occurrence) ? 'note' : 'bar'

const isOneDay = ({ start, end }: ViewOccurrence): boolean => end - start <= 25 * 3_600_000

const sameProps = ({ style, ...a }: Props, { style: other, ...b }: Props): boolean =>
  Object.keys(a).every((name) => a[name as keyof typeof a] === b[name as keyof typeof b]) &&
  style.insetBlockStart === other.insetBlockStart &&
  style.insetInlineStart === other.insetInlineStart &&
  style.inlineSize === other.inlineSize

/** An event over whole days, a task or a holiday, on its lane. */
export const EventBar = memo(function EventBar(props: Props) {
  const { occurrence } = props
  const scope = useScope()
  return (
    <button
      type="button"
      className="cal-bar"
      tabIndex={-1}
      data-key={occurrence.key}
      data-hue={props.hue}
      data-kind={kindOf(props)}
      data-status={occurrence.status}
      data-done={occurrence.completed || undefined}
      data-past={props.past || undefined}
      data-cut-start={props.cutStart || undefined}
      data-cut-end={props.cutEnd || undefined}
      data-carried={props.carried || undefined}
      data-movable={props.movable || undefined}
      data-changed={props.changed || undefined}
      data-pending={occurrence.pending === 'none' ? undefined : occurrence.pending}
      aria-label={describeEvent(occurrence, props.calendar, scope)}
      aria-current={props.selected || undefined}
      style={props.style}
    >
      <span className="cal-bar-body">
        {occurrence.component === 'VTODO' && (
          <span className="cal-bar-check">{occurrence.completed && <Icon name="check" size={12} />}</span>
        )}
        <span className="cal-bar-title" dir="auto">
          {titleOf(occurrence, scope.t)}
        </span>
        {occurrence.pending !== 'none' && (
          <span className="cal-bar-mark">
            <Icon name={occurrence.pending === 'waiting' ? 'arrowup' : 'warn'} size={12} />
          </span>
        )}
        {props.cutEnd && (
          <span className="cal-bar-goes-on">
            <Icon name="right" size={12} />
          </span>
        )}
      </span>
    </button>
  )
}, sameProps)
