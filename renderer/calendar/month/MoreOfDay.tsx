import { useRef, useState, type CSSProperties } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { Popover } from '../../ui/Popover.tsx'
import { DayList } from '../event/DayList.tsx'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import type { DayFrame } from '../time/day-frame.ts'

/** "+n more" in the last line of a day; opens the whole day. */
export function MoreOfDay({
  frame,
  count,
  bars,
  timed,
  style,
}: {
  frame: DayFrame
  count: number
  bars: readonly ViewOccurrence[]
  timed: readonly ViewOccurrence[]
  style: CSSProperties
}) {
  const { t, labels } = useScope()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const label = t(messages.moreOn, { count, day: labels.longDay(frame.date) })
  return (
    <>
      <button
        ref={button}
        type="button"
        className="cal-month-more"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        style={style}
      >
        <span>{t(messages.moreLong, { count })}</span>
      </button>
      <Popover label={label} triggerRef={button} isOpen={open} onOpenChange={setOpen} placement="end top" width={260}>
        {(close) => <DayList frame={frame} bars={bars} timed={timed} onOpen={close} />}
      </Popover>
    </>
  )
}
