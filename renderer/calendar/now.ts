import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
const listeners = new Set<() => void>()
let now = wholeMinute()
let timer: ReturnType<typeof setTimeout> | undefined

function wholeMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE
}

function tick(): void {
  now = wholeMinute()
  for (const listener of listeners) listener()
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE))
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE))
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

function current(): number {
  if (listeners.size === 0) now = wholeMinute()
  return now
}

/** The present instant to the minute, milliseconds since the epoch; changes with the clock. */
export const useNow = (): number => useSyncExternalStore(subscribe, current)
