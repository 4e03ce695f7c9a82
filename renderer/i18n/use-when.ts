import { useCallback, useSyncExternalStore } from 'react'
import { useIntl } from 'react-intl'

let now = Date.now()

function everySecond(listener: () => void): () => void {
  now = Date.now()
  const timer = setInterval(() => {
    now = Date.now()
    listener()
  }, 1000)
  return () => clearInterval(timer)
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How an instant is best told from `now`: nearby as a distance, today as a time, else as a day. All in milliseconds since the epoch. */
export function distance(
  at: number,
  now: number,
): { unit: 'second' | 'minute'; value: number } | { unit: 'time' | 'day' } {
  const away = at - now
  if (Math.abs(away) < MINUTE) return { unit: 'second', value: Math.round(away / 1000) }
  if (Math.abs(away) < HOUR) return { unit: 'minute', value: Math.round(away / MINUTE) }
  return { unit: Math.abs(away) < DAY && new Date(at).getDate() === new Date(now).getDate() ? 'time' : 'day' }
}

/** Tells instants from the present one, and ticks while it is on the screen. */
export function useWhen(): (at: number) => string {
  const intl = useIntl()
  const present = useSyncExternalStore(everySecond, () => now)
  return useCallback(
    (at) => {
      const from = distance(at, present)
      switch (from.unit) {
        case 'second':
        case 'minute':
          return intl.formatRelativeTime(from.value, from.unit, { style: 'narrow' })
        case 'time':
          return intl.formatTime(at)
        case 'day':
          return intl.formatDate(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
      }
    },
    [intl, present],
  )
}

/** Tells instants by the clock, with the day when it is another one. */
export function useClock(): (at: number) => string {
  const intl = useIntl()
  return useCallback(
    (at) =>
      new Date(at).toDateString() === new Date().toDateString()
        ? intl.formatTime(at)
        : intl.formatDate(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    [intl],
  )
}
