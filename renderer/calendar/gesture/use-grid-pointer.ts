import { useEffect, useRef, type PointerEvent, type MouseEvent, type RefObject } from 'react'
import { select, startDraft, useViewState } from '../../view-state/view-state.ts'
import { noteSeen } from '../just-changed.ts'
import { instantAt, type DayFrame } from '../time/day-frame.ts'
import { findOccurrence } from '../shown.ts'
import { selectPressed } from './press-selects.ts'
import { useDrop } from './use-drop.ts'
import {
  carryTo,
  FINE_SNAP,
  movedBy,
  pickUp,
  putBack,
  resizedBy,
  SNAP,
  snapTo,
  useGesture,
  whenOfOccurrence,
  type Carry,
} from './gesture.ts'

const SLOP = 4
const EDGE = 6
const LEAST = 15
const NEW_MINUTES = 60
const SCROLL_ZONE = 28
const SCROLL_STEP = 10
const MINUTE = 60_000

type Point = { day: number; minute: number }

type Press = {
  x: number
  y: number
  at: Point
  key: string | null
  part: Carry['part']
  allDay: boolean
  moving: boolean
}

/** Which part of a block a press takes hold of: an end when it is near it and the block is high enough for three zones. */
function partAt(block: Element, x: number, y: number, allDay: boolean): Carry['part'] {
  const box = block.getBoundingClientRect()
  if (allDay) {
    if (box.width < 40) return 'whole'
    const rtl = getComputedStyle(block).direction === 'rtl'
    const [fromStart, fromEnd] = rtl ? [box.right - x, x - box.left] : [x - box.left, box.right - x]
    if (fromStart < EDGE && !block.hasAttribute('data-cut-start')) return 'start'
    return fromEnd < EDGE && !block.hasAttribute('data-cut-end') ? 'end' : 'whole'
  }
  if (box.height < EDGE * 4) return 'whole'
  if (y - box.top < EDGE) return 'start'
  return box.bottom - y < EDGE ? 'end' : 'whole'
}

/** Shows by the pointer which part of a block a press would take hold of. */
function showHold({ target, currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): void {
  const block = target instanceof Element ? target.closest('[data-movable]') : null
  const allDay = block?.classList.contains('cal-bar') ?? false
  const part = block === null ? 'whole' : partAt(block, clientX, clientY, allDay)
  currentTarget.dataset['hold'] = part === 'whole' ? '' : allDay ? 'days' : 'time'
}

/**
 * The pointer in the time grid: a press selects, a drag moves or resizes what lies under it, or draws a new event where nothing does;
 * a double press on a free place makes one of an hour.
 */
export function useGridPointer(
  grid: RefObject<HTMLElement | null>,
  { frames, hour }: { frames: readonly DayFrame[]; hour: number },
) {
  const press = useRef<Press | null>(null)
  const scrolling = useRef(0)
  const drop = useDrop()
  useEffect(() => () => cancelAnimationFrame(scrolling.current), [])

  const pointAt = (x: number, y: number): Point => {
    const columns = grid.current?.querySelector('.cal-columns')
    if (columns === null || columns === undefined) return { day: 0, minute: 0 }
    const box = columns.getBoundingClientRect()
    const along = getComputedStyle(columns).direction === 'rtl' ? box.right - x : x - box.left
    const day = Math.floor((along / box.width) * frames.length)
    return { day: Math.min(frames.length - 1, Math.max(0, day)), minute: ((y - box.top) / hour) * 60 }
  }

  const instantOf = ({ day }: Point, minute: number): number => {
    const frame = frames[day]
    return frame === undefined ? 0 : instantAt(frame, Math.min(1440, Math.max(0, minute)))
  }

  const carry = (held: Press, to: Point, grain: number): void => {
    const { carry: current } = useGesture.getState()
    if (current === null || current.phase !== 'carried') return
    const from = whenOfOccurrence(current.occurrence)
    const zone = frames[0]?.zone ?? 'UTC'
    const days = to.day - held.at.day
    const raw = held.allDay ? 0 : to.minute - held.at.minute
    const edge = held.part === 'end' ? from.end : from.start
    // Snaps to the grid of the clock, but a move straight sideways keeps the minute it has.
    const onGrid = (edge / MINUTE) % grain
    const minutes = Math.abs(raw) < grain / 2 ? 0 : snapTo(raw + onGrid, grain) - onGrid
    carryTo(
      held.part === 'whole'
        ? movedBy(from, zone, days, minutes)
        : resizedBy(from, held.part, zone, held.allDay ? days : 0, minutes, grain),
    )
  }

  const draw = (held: Press, to: Point, grain: number): void => {
    const a = snapTo(held.at.minute, grain)
    const b = snapTo(to.minute, grain)
    const start = instantOf(held.at, Math.min(a, b))
    const end = instantOf(held.at, Math.max(a, b))
    useGesture.setState({ drawing: { start, end: Math.max(end, start + LEAST * MINUTE) } })
  }

  const moveTo = (held: Press, x: number, y: number, fine: boolean): void => {
    const grain = fine ? FINE_SNAP : SNAP
    const to = pointAt(x, y)
    if (held.key === null) draw(held, to, grain)
    else carry(held, to, grain)
  }

  const scrollAtEdges = (x: number, y: number, fine: boolean): void => {
    cancelAnimationFrame(scrolling.current)
    const element = grid.current
    const held = press.current
    if (element === null || held === null || !held.moving || held.allDay) return
    const top = element.querySelector('.cal-time-top')?.getBoundingClientRect().bottom ?? 0
    const bottom = element.getBoundingClientRect().bottom
    const step = y < top + SCROLL_ZONE ? -SCROLL_STEP : y > bottom - SCROLL_ZONE ? SCROLL_STEP : 0
    if (step === 0) return
    scrolling.current = requestAnimationFrame(() => {
      element.scrollTop += step
      moveTo(held, x, y, fine)
      scrollAtEdges(x, y, fine)
    })
  }

  const finish = (): void => {
    cancelAnimationFrame(scrolling.current)
    press.current = null
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !(event.target instanceof Element) || useGesture.getState().carry !== null) return
      const block = event.target.closest<HTMLElement>('[data-key]')
      const free = event.target.closest('.cal-column') !== null && event.target.closest('button') === null
      if (block === null && !free) return
      const allDay = block?.classList.contains('cal-bar') ?? false
      press.current = {
        x: event.clientX,
        y: event.clientY,
        at: pointAt(event.clientX, event.clientY),
        key: block?.dataset['key'] ?? null,
        part: block === null ? 'whole' : partAt(block, event.clientX, event.clientY, allDay),
        allDay,
        moving: false,
      }
      if (block !== null && block.dataset['movable'] === undefined) press.current = null
    },

    onPointerMove(event: PointerEvent<HTMLElement>) {
      const held = press.current
      if (held === null) return showHold(event)
      if (!held.moving) {
        if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLOP) return
        held.moving = true
        event.currentTarget.setPointerCapture(event.pointerId)
        const occurrence = held.key === null ? undefined : findOccurrence(held.key)
        if (occurrence !== undefined) pickUp(occurrence, 'pointer', held.part)
      }
      moveTo(held, event.clientX, event.clientY, event.altKey)
      scrollAtEdges(event.clientX, event.clientY, event.altKey)
    },

    onPointerUp() {
      const held = press.current
      const { drawing } = useGesture.getState()
      finish()
      if (held === null || !held.moving) return
      if (held.key !== null) drop()
      else if (drawing !== null) {
        putBack()
        startDraft({ ...drawing, allDay: false, collection: null })
      }
    },

    onPointerCancel() {
      if (press.current?.moving === true) putBack()
      finish()
    },

    onPointerOver({ target }: PointerEvent<HTMLElement>) {
      const key = target instanceof Element ? target.closest<HTMLElement>('[data-moved]')?.dataset['key'] : undefined
      if (key !== undefined) noteSeen(key)
    },

    onClick(event: MouseEvent<HTMLElement>) {
      if (selectPressed(event) || !(event.target instanceof Element)) return
      if (event.target.closest('.cal-column') !== null && useViewState.getState().draft === null) select(null)
    },

    onDoubleClick(event: MouseEvent<HTMLElement>) {
      if (!(event.target instanceof Element) || event.target.closest('button') !== null) return
      const { day, minute } = pointAt(event.clientX, event.clientY)
      const frame = frames[day]
      if (frame === undefined) return
      if (event.target.closest('.cal-allday-days') !== null) {
        startDraft({ start: frame.start, end: frame.end, allDay: true, collection: null })
      } else if (event.target.closest('.cal-column') !== null) {
        const start = instantAt(frame, Math.floor(minute / 30) * 30)
        startDraft({ start, end: start + NEW_MINUTES * MINUTE, allDay: false, collection: null })
      }
    },
  }
}
