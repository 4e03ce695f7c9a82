import { useRef, useState, type CSSProperties, type ReactNode } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { Popover } from '../../ui/Popover.tsx'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import type { DayFrame } from '../time/day-frame.ts'
import { DayList } from './DayList.tsx'

/** Stands for `count` events of a day that found no room, and opens a list: of the whole-day `bars` and the `timed` events given. */
export function MoreButton({
  frame,
  count,
  bars,
  timed,
  className,
  style,
  children,
}: {
  frame: DayFrame
  count: number
  bars: readonly ViewOccurrence[]
  timed: readonly ViewOccurrence[]
  className: string
  style: CSSProperties
  children: ReactNode
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
        className={className}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        style={style}
      >
        {children}
      </button>
      <Popover label={label} triggerRef={button} isOpen={open} onOpenChange={setOpen} placement="end top" width={260}>
        {(close) => <DayList frame={frame} bars={bars} timed={timed} onOpen={close} />}
      </Popover>
    </>
  )
}
