import { useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import { select, startDraft, useViewState } from '../../view-state/view-state.ts'
import { carryTo, movedBy, pickUp, putBack, useGesture, whenOfOccurrence } from '../gesture/gesture.ts'
import { selectPressed } from '../gesture/press-selects.ts'
import { useDrop } from '../gesture/use-drop.ts'
import { findOccurrence } from '../shown.ts'
import { daysBetween, type DayFrame } from '../time/day-frame.ts'

const SLOP = 4

type Press = { x: number; y: number; date: string; key: string; moving: boolean }

/** The pointer in the month: a press selects, a drag moves an event to another day, a double press on a day makes an event of it. */
export function useMonthPointer(grid: RefObject<HTMLElement | null>, frames: readonly DayFrame[]) {
  const press = useRef<Press | null>(null)
  const drop = useDrop()

  /** The day under a point, also where events lie over it. */
  const dateAt = (x: number, y: number): string | null => {
    for (const week of grid.current?.querySelectorAll<HTMLElement>('.cal-month-days') ?? []) {
      const box = week.getBoundingClientRect()
      if (y < box.top || y >= box.bottom || x < box.left || x >= box.right) continue
      const along = getComputedStyle(week).direction === 'rtl' ? box.right - x : x - box.left
      const day = week.querySelectorAll<HTMLElement>('.cal-month-day')[Math.floor((along / box.width) * 7)]
      return day?.dataset['date'] ?? null
    }
    return null
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !(event.target instanceof Element) || useGesture.getState().carry !== null) return
      const block = event.target.closest<HTMLElement>('[data-key][data-movable]')
      const date = dateAt(event.clientX, event.clientY)
      const key = block?.dataset['key']
      press.current =
        key === undefined || date === null ? null : { x: event.clientX, y: event.clientY, date, key, moving: false }
    },

    onPointerMove(event: PointerEvent<HTMLElement>) {
      const held = press.current
      if (held === null) return
      const occurrence = findOccurrence(held.key)
      if (occurrence === undefined) return
      if (!held.moving) {
        if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLOP) return
        held.moving = true
        event.currentTarget.setPointerCapture(event.pointerId)
        pickUp(occurrence, 'pointer', 'whole')
      }
      const date = dateAt(event.clientX, event.clientY)
      const zone = frames[0]?.zone
      if (date !== null && zone !== undefined && useGesture.getState().carry?.phase === 'carried')
        carryTo(movedBy(whenOfOccurrence(occurrence), zone, daysBetween(held.date, date), 0))
    },

    onPointerUp() {
      const moved = press.current?.moving === true
      press.current = null
      if (moved) drop()
    },

    onPointerCancel() {
      if (press.current?.moving === true) putBack()
      press.current = null
    },

    onClick(event: MouseEvent<HTMLElement>) {
      if (selectPressed(event) || !(event.target instanceof Element)) return
      if (event.target.closest('.cal-month-day') !== null && useViewState.getState().draft === null) select(null)
    },

    onDoubleClick(event: MouseEvent<HTMLElement>) {
      if (!(event.target instanceof Element) || event.target.closest('button') !== null) return
      const date = dateAt(event.clientX, event.clientY)
      const frame = frames.find((each) => each.date === date)
      if (frame !== undefined) startDraft({ start: frame.start, end: frame.end, allDay: true, collection: null })
    },
  }
}
