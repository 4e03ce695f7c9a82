import { useRef, useState } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { Popover } from '../../ui/Popover.tsx'
import { DayList } from '../event/DayList.tsx'
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
  const { t, labels } = useScope()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const label = t(messages.moreOn, { count: occurrences.length, day: labels.longDay(frame.date) })
  return (
    <>
      <button
        ref={button}
        type="button"
        className="cal-more-block"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        style={{
          insetBlockStart: top,
          blockSize: height,
          insetInlineStart: `${group.from * 100}%`,
          inlineSize: `${group.width * 100}%`,
        }}
      >
        {t(messages.more, { count: occurrences.length })}
      </button>
      <Popover label={label} triggerRef={button} isOpen={open} onOpenChange={setOpen} placement="end top" width={260}>
        {(close) => <DayList frame={frame} bars={[]} timed={occurrences} onOpen={close} />}
      </Popover>
    </>
  )
}
