import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1)
/** Minutes within which the label of an hour gives way to the present time. */
const GIVES_WAY = 11

/** The hours beside the grid; `now` is an instant, or null where the present day is not in sight. */
export function HourGutter({ now }: { now: number | null }) {
  const { labels, zone } = useScope()
  const minute = now === null ? null : clockMinute(now, zone)
  return (
    <div className="cal-gutter" aria-hidden="true">
      {HOURS.filter((hour) => minute === null || Math.abs(hour * 60 - minute) > GIVES_WAY).map((hour) => (
        <span key={hour} className="cal-hour" style={{ insetBlockStart: `calc(var(--hour-h) * ${hour})` }}>
          {labels.hour(hour)}
        </span>
      ))}
      {minute !== null && (
        <span className="cal-hour cal-hour-now" style={{ insetBlockStart: `calc(var(--hour-h) * ${minute / 60})` }}>
          {labels.clock(minute)}
        </span>
      )}
    </div>
  )
}
