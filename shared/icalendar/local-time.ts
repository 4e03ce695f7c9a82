/** Wall-clock time counted as if it were UTC: milliseconds since 1970-01-01T00:00:00 on the same clock. */
export type LocalMs = number

export const SECOND = 1000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

const pairs = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
const two = (value: number): string => pairs[value] ?? ''
const four = (value: number): string => two(Math.floor(value / 100)) + two(value % 100)

/** Date.UTC, without its turning years 0–99 into 1900–1999. */
export function localMs(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): LocalMs {
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(Date.UTC(2000, month - 1, day, hour, minute, second)).setUTCFullYear(year)
}

function written(local: LocalMs, dash: string, colon: string, time: boolean): string {
  const date = new Date(local)
  const day = `${four(date.getUTCFullYear())}${dash}${two(date.getUTCMonth() + 1)}${dash}${two(date.getUTCDate())}`
  if (!time) return day
  return `${day}T${two(date.getUTCHours())}${colon}${two(date.getUTCMinutes())}${colon}${two(date.getUTCSeconds())}`
}

/** `YYYY-MM-DD` of a wall-clock time. */
export const dateString = (local: LocalMs): string => written(local, '-', '', false)
/** `YYYY-MM-DDTHH:MM:SS` of a wall-clock time. */
export const localString = (local: LocalMs): string => written(local, '-', ':', true)
/** `YYYYMMDD` (RFC 5545 §3.3.4). */
export const basicDate = (local: LocalMs): string => written(local, '', '', false)
/** `YYYYMMDDTHHMMSS` (RFC 5545 §3.3.5, form 1). */
export const basicDateTime = (local: LocalMs): string => written(local, '', '', true)

/** Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS]`; NaN when it is neither. */
export function parseLocal(text: string): LocalMs {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
  if (match === null) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  return localMs(year ?? 0, month ?? 0, day ?? 0, hour, minute, second)
}

/** Midnight of the day a wall-clock time is on. */
export const startOfDay = (local: LocalMs): LocalMs => Math.floor(local / DAY) * DAY
