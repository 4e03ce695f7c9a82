import { DAY, MINUTE, HOUR, SECOND } from './local-time.ts'

/** A DURATION (RFC 5545 §3.3.6): days are nominal (a day of the calendar), `ms` is exact. Both carry the sign. */
export type Duration = { days: number; ms: number }

const form = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i

/** Reads a DURATION; null when it is none. */
export function parseDuration(value: string): Duration | null {
  const match = form.exec(value.trim())
  if (match === null || !/\d/.test(value)) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0))
  const sign = match[1] === '-' ? -1 : 1
  return { days: sign * (weeks * 7 + days), ms: sign * (hours * HOUR + minutes * MINUTE + seconds * SECOND) }
}

/** All of a DURATION in milliseconds, days taken as 24 hours. */
export const durationMs = (duration: Duration): number => duration.days * DAY + duration.ms

/** Writes whole minutes as a DURATION: `-PT15M`, `-P1D`, `PT0S`. */
export function formatMinutes(minutes: number): string {
  if (minutes === 0) return 'PT0S'
  const size = Math.abs(minutes)
  const days = Math.floor(size / 1440)
  const hours = Math.floor((size % 1440) / 60)
  const rest = size % 60
  const time = (hours > 0 ? `${hours}H` : '') + (rest > 0 ? `${rest}M` : '')
  return `${minutes < 0 ? '-' : ''}P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`
}
