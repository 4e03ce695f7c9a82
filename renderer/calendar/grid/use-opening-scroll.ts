import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { wallMinute, type DayFrame } from '../time/day-frame.ts'

const BEFORE = 30
const MORNING = 8 * 60
/** px above a line, so that the label of its hour is whole. */
const LABEL = 10

/** Scroll positions of this window, in minutes of the day, by view. */
const kept = new Map<string, number>()

/**
 * The minute of the day a grid opens at: half an hour before the earlier of now and the first event in sight; in a free week at the
 * latest before eight.
 */
export function openingMinute(
  frames: readonly DayFrame[],
  timed: readonly (readonly ViewOccurrence[])[],
  now: number,
): number {
  const starts = frames.flatMap((frame, day) =>
    (timed[day] ?? []).filter(({ start }) => start >= frame.start).map(({ start }) => wallMinute(frame, start)),
  )
  const today = frames.find((frame) => frame.start <= now && now < frame.end)
  if (starts.length === 0) starts.push(MORNING)
  if (today !== undefined) starts.push(wallMinute(today, now))
  return Math.max(0, Math.min(...starts) - BEFORE)
}

/** Scrolls a grid to where it opens, once its events are known, and from then on keeps its position for the view. */
export function useOpeningScroll(
  scroller: RefObject<HTMLElement | null>,
  {
    view,
    hour,
    frames,
    timed,
    now,
    complete,
  }: {
    view: string
    hour: number
    frames: readonly DayFrame[]
    timed: readonly (readonly ViewOccurrence[])[]
    now: number
    complete: boolean
  },
): void {
  const settled = useRef<string | null>(null)
  const known = complete || timed.some((day) => day.length > 0)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || settled.current === view) return
    const minute = kept.get(view) ?? openingMinute(frames, timed, now)
    const top = (minute / 60) * hour
    element.scrollTo({ top: kept.has(view) ? top : top - LABEL })
    if (known) settled.current = view
  }, [scroller, view, hour, frames, timed, now, known])

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const keep = (): void => {
      if (settled.current === view) kept.set(view, (element.scrollTop / hour) * 60)
    }
    element.addEventListener('scroll', keep, { passive: true })
    return () => element.removeEventListener('scroll', keep)
  }, [scroller, view, hour])
}
