import { showDate, showView } from '../../view-state/view-state.ts'
import { useScope } from '../scope.ts'
import type { DayFrame } from '../time/day-frame.ts'

/** The names of the days; each opens its day. */
export function DayHeads({
  frames,
  today,
  weekends,
}: {
  frames: readonly DayFrame[]
  today: string
  weekends: readonly boolean[]
}) {
  const { labels, zone } = useScope()
  const middle = frames[0] === undefined ? 0 : frames[0].start
  return (
    <div className="cal-heads">
      <div className="cal-corner" title={zone}>
        {labels.zone(middle, zone)}
      </div>
      {frames.map((frame, index) => (
        <button
          key={frame.date}
          type="button"
          className="cal-head ui-focusable"
          data-weekend={weekends[index] === true || undefined}
          aria-current={frame.date === today ? 'date' : undefined}
          aria-label={labels.longDay(frame.date)}
          onClick={() => {
            showDate(frame.date)
            showView('day')
          }}
        >
          <span className="cal-head-weekday">{labels.weekday(frame.date)}</span>
          <span className="cal-head-day">{labels.day(frame.date)}</span>
        </button>
      ))}
    </div>
  )
}
