import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { OccurrencesDelta } from '../cache/view-port-client.ts'
import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'

const RING_MS = 1180
const RING_STILL_MS = 2000
const OLD_TIME_MS = 10_000

/** An occurrence that a change from elsewhere has just made or moved. */
export type JustChanged = {
  key: string
  /** Whether the ring is still shown. */
  ring: boolean
  /** Where it stood before, if it moved: instants, milliseconds since the epoch. */
  from: { start: number; end: number } | null
}

type State = { changes: ReadonlyMap<string, JustChanged> }
const useStore = create<State>(() => ({ changes: new Map() }))

function replace(key: string, change: JustChanged | null): void {
  useStore.setState(({ changes }) => {
    const next = new Map(changes)
    if (change === null) next.delete(key)
    else next.set(key, change)
    return { changes: next }
  })
}

function endRing(change: JustChanged): void {
  if (useStore.getState().changes.get(change.key) !== change) return
  const after = change.from === null ? null : { ...change, ring: false }
  replace(change.key, after)
  if (after !== null) setTimeout(() => forget(after), OLD_TIME_MS - RING_MS)
}

function forget(change: JustChanged): void {
  if (useStore.getState().changes.get(change.key) === change) replace(change.key, null)
}

/** Marks what a change from elsewhere brought: a ring for a second, the old time for ten or until it is looked at. */
export function noteDelta(delta: OccurrencesDelta): void {
  if (delta.origin !== 'live') return
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const moved = new Map(delta.moved.map(({ key, start, end }) => [key, { start, end }]))
  const noted = delta.keys.map((key): JustChanged => ({ key, ring: true, from: moved.get(key) ?? null }))
  useStore.setState(({ changes }) => ({
    changes: new Map([...changes, ...noted.map((each) => [each.key, each] as const)]),
  }))
  setTimeout(() => noted.forEach(endRing), still ? RING_STILL_MS : RING_MS)
}

/** The person looked at it: the old time need not stay. */
export function noteSeen(key: string): void {
  const change = useStore.getState().changes.get(key)
  if (change !== undefined && !change.ring) replace(key, null)
}

/** Of some occurrences those just changed; the component is drawn again only when one of these changes. */
export const useJustChanged = (occurrences: readonly ViewOccurrence[]): readonly JustChanged[] =>
  useStore(
    useShallow(({ changes }) => (changes.size === 0 ? [] : occurrences.flatMap(({ key }) => changes.get(key) ?? []))),
  )

/** Where occurrences stood before, of those that touched a span of time. */
export const useOldPlaces = (start: number, end: number): readonly JustChanged[] =>
  useStore(
    useShallow(({ changes }) =>
      changes.size === 0
        ? []
        : [...changes.values()].filter(({ from }) => from !== null && from.start < end && from.end > start),
    ),
  )
