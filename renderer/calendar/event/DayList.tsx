import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { select } from '../../view-state/view-state.ts'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'
import type { DayFrame } from '../time/day-frame.ts'
import { describeEvent, titleOf } from './describe.ts'
import { selectionOf } from './selection.ts'
import './day-list.css'

/** The events of a day as a list, as a popover shows them. `onOpen` is called after one was chosen. */
export function DayList({
  frame,
  bars,
  timed,
  onOpen,
}: {
  frame: DayFrame
  bars: readonly ViewOccurrence[]
  timed: readonly ViewOccurrence[]
  onOpen: () => void
}) {
  const scope = useScope()
  const { t, labels, zone, collections } = scope
  return (
    <div className="cal-day-list">
      <h3 className="cal-day-list-title">{labels.mediumDay(frame.date)}</h3>
      <ul>
        {[...bars, ...timed].map((occurrence) => {
          const collection = collections.get(occurrence.collection)
          return (
            <li key={occurrence.key}>
              <button
                type="button"
                className="cal-day-list-item ui-focusable"
                data-hue={collection?.hue ?? 'graphite'}
                data-status={occurrence.status}
                aria-label={describeEvent(occurrence, collection?.displayName ?? '', scope)}
                onClick={() => {
                  select(selectionOf(occurrence))
                  onOpen()
                }}
              >
                <span className="cal-pip" />
                <span className="cal-day-list-name" dir="auto">
                  {titleOf(occurrence, t)}
                </span>
                {!occurrence.allDay && (
                  <span className="cal-figure">{labels.time(clockMinute(occurrence.start, zone))}</span>
                )}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
