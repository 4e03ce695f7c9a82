import type { Hue } from '../../../shared/model/collection.ts'
import { EventTime } from '../event/EventTime.tsx'
import { blockText } from '../event/block-text.ts'
import { titleOf } from '../event/describe.ts'
import type { Carry } from '../gesture/gesture.ts'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'
import { wallMinute, type DayFrame } from '../time/day-frame.ts'

/** The event in hand, lifted, at the place it would be dropped, with its new time. */
export function CarriedBlock({ carry, frame, hour, hue }: { carry: Carry; frame: DayFrame; hour: number; hue: Hue }) {
  const { t, labels, zone } = useScope()
  const { start, end } = carry.when
  const top = (wallMinute(frame, start) / 60) * hour
  const height = Math.max(15, (wallMinute(frame, end) / 60) * hour - top - 2)
  const text = blockText(height, false, false)
  const shown = labels.range(clockMinute(start, zone), clockMinute(end, zone))
  return (
    <div
      className="cal-block cal-block-carried"
      data-hue={hue}
      data-layout={text.layout}
      data-status={carry.occurrence.status}
      data-carried-block=""
      style={{ insetBlockStart: top + 1, blockSize: height }}
      aria-hidden="true"
    >
      <span className="cal-block-text">
        <span className="cal-block-title" dir="auto" style={{ WebkitLineClamp: text.titleLines }}>
          {titleOf(carry.occurrence, t)}
        </span>
        <EventTime start={shown.start} end={shown.end} old={null} />
      </span>
    </div>
  )
}
