import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import { edit, showDate, useViewState } from '../../view-state/view-state.ts'
import { selectionOf } from '../event/selection.ts'
import { titleOf, whenOf } from '../event/describe.ts'
import { noteSeen } from '../just-changed.ts'
import { messages } from '../messages.ts'
import { useRemoval } from '../panel/removal.ts'
import { say } from '../say.ts'
import { isWritable, useScope } from '../scope.ts'
import { findOccurrence } from '../shown.ts'
import { carryTo, FINE_SNAP, movedBy, pickUp, putBack, resizedBy, SNAP, useGesture } from './gesture.ts'
import { neighbour, type Direction, type Stop } from './neighbours.ts'
import { useDrop } from './use-drop.ts'

type Options = {
  stops: readonly Stop[]
  /** What an arrow up or down moves an event by: minutes in a time grid, a week in a month. */
  vertical: 'minutes' | 'week'
  /** The date of the view before (-1) or after (1), for when the focus leaves this one. */
  page: (date: string, steps: 1 | -1) => string
}

const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

const keyOf = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null) : null

const blockOf = (root: HTMLElement | null, key: string): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null

/**
 * The keyboard in a grid of events: arrows go from event to event and past the edge to the next view; M picks one up, arrows then move it,
 * with Shift they change its end, Enter drops it, Esc puts it back; Delete deletes it. One event at a time is in the tab order.
 */
export function useGridKeyboard(root: RefObject<HTMLElement | null>, { stops, vertical, page }: Options) {
  const scope = useScope()
  const { t, zone, collections } = scope
  const drop = useDrop()
  const removal = useRemoval()
  const wanted = useRef<'first' | 'last' | null>(null)
  const returnTo = useRef<string | null>(null)

  useLayoutEffect(() => {
    const element = root.current
    if (element === null || element.querySelector('[data-key][tabindex="0"]') !== null) return
    element.querySelector<HTMLElement>('[data-key]')?.setAttribute('tabindex', '0')
  })

  useLayoutEffect(() => {
    const stop = wanted.current === 'first' ? stops[0] : wanted.current === 'last' ? stops.at(-1) : undefined
    if (stop === undefined) return
    wanted.current = null
    blockOf(root.current, stop.key)?.focus()
  }, [root, stops])

  /** After a drop the event may stand elsewhere: the focus finds it again. */
  const lettingGo = useGesture(({ carry }) => carry === null)
  useLayoutEffect(() => {
    if (!lettingGo || returnTo.current === null) return
    blockOf(root.current, returnTo.current)?.focus()
    returnTo.current = null
  }, [root, lettingGo])

  function turn(direction: Direction): void {
    const { date } = useViewState.getState()
    const forward = direction === 'next' || direction === 'later-day'
    wanted.current = forward ? 'first' : 'last'
    root.current?.focus()
    showDate(page(date, forward ? 1 : -1))
  }

  function isMirrored(): boolean {
    return root.current !== null && getComputedStyle(root.current).direction === 'rtl'
  }

  function carry(event: KeyboardEvent): boolean {
    const { carry: held } = useGesture.getState()
    if (held === null || held.by !== 'keyboard' || held.phase !== 'carried') return false
    const arrow = arrows[event.key]
    if (event.key === 'Enter') drop()
    else if (event.key === 'Escape') {
      putBack()
      say(t(messages.putBack))
    } else if (arrow !== undefined) {
      const days = arrow.x * (isMirrored() ? -1 : 1) + (vertical === 'week' ? arrow.y * 7 : 0)
      const minutes = vertical === 'week' ? 0 : arrow.y * (event.altKey ? FINE_SNAP : SNAP)
      const when = event.shiftKey
        ? resizedBy(held.when, 'end', zone, days, minutes, FINE_SNAP)
        : movedBy(held.when, zone, days, minutes)
      carryTo(when)
      say(whenOf({ ...held.occurrence, ...when }, scope))
      const column = root.current?.querySelector('[data-carried-block]')
      column?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else return event.key !== 'Tab'
    return true
  }

  function lift(key: string): void {
    const occurrence = findOccurrence(key)
    if (occurrence === undefined) return
    const collection = collections.get(occurrence.collection)
    if (!isWritable(collection)) return say(t(messages.cannotMove, { calendar: collection?.displayName ?? '' }))
    returnTo.current = key
    pickUp(occurrence, 'keyboard', 'whole')
    root.current?.focus()
    say(t(messages.pickedUp, { title: titleOf(occurrence, t) }))
  }

  function onEvent(event: KeyboardEvent, key: string): boolean {
    const arrow = arrows[event.key]
    if (arrow !== undefined) {
      const x = arrow.x * (isMirrored() ? -1 : 1)
      const direction: Direction = x === 0 ? (arrow.y < 0 ? 'previous' : 'next') : x < 0 ? 'earlier-day' : 'later-day'
      const next = neighbour(stops, key, direction)
      if (next === null) turn(direction)
      else blockOf(root.current, next)?.focus()
      return true
    }
    const occurrence = findOccurrence(key)
    if (occurrence === undefined) return false
    switch (event.key) {
      case 'm':
      case 'M':
        lift(key)
        return true
      case 'e':
        edit(selectionOf(occurrence))
        return true
      case 'Delete':
      case 'Backspace':
        removal.ask(occurrence, event.target as HTMLElement)
        return true
      default:
        return false
    }
  }

  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
      const key = keyOf(event.target)
      const arrow = arrows[event.key]
      let used = carry(event)
      if (!used && key !== null) used = onEvent(event, key)
      else if (!used && event.target === root.current && arrow !== undefined && arrow.x !== 0) {
        turn(arrow.x * (isMirrored() ? -1 : 1) < 0 ? 'earlier-day' : 'later-day')
        used = true
      }
      if (used) event.preventDefault()
    },

    onFocus(event: FocusEvent<HTMLElement>) {
      const key = keyOf(event.target)
      if (key === null) return
      for (const other of root.current?.querySelectorAll('[data-key][tabindex="0"]') ?? [])
        other.setAttribute('tabindex', '-1')
      event.target.setAttribute('tabindex', '0')
      noteSeen(key)
    },
  }
}
