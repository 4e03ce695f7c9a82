import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { MoreButton } from '../event/MoreButton.tsx'
import type { MoreBlock } from '../layout/day-columns.ts'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import type { DayFrame } from '../time/day-frame.ts'

/** Stands for events that found no column; opens them as a list. */
export function MoreEvents({
  group,
  top,
  height,
  occurrences,
  frame,
}: {
  group: MoreBlock
  top: number
  height: number
  occurrences: readonly ViewOccurrence[]
  frame: DayFrame
}) {
  const { t } = useScope()
  return (
    <MoreButton
      frame={frame}
      count={occurrences.length}
      bars={[]}
      timed={occurrences}
      className="cal-more-block"
      style={{
        insetBlockStart: top,
        blockSize: height,
        insetInlineStart: `${group.from * 100}%`,
        inlineSize: `${group.width * 100}%`,
      }}
    >
      {t(messages.more, { count: occurrences.length })}
    </MoreButton>
  )
}
