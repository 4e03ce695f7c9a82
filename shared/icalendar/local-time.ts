/** Wall-clock time counted as if it were UTC: milliseconds since 1970-01-01T00:00:00 on the same clock. */
export type LocalMs = number

export const SECOND = 1000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
const four = (value: number): string => String(value).padStart(4, '0')

/** Date.UTC, without its turning years 0–99 into 1900–1999. */
export function localMs(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): LocalMs {
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(Date.UTC(2000, month - 1, day, hour, minute, second)).setUTCFullYear(year)
}

/** `YYYY-MM-DD` of a wall-clock time. */
export function dateString(local: LocalMs): string {
  const date = new Date(local)
  return `${four(date.getUTCFullYear())}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
}

/** `YYYY-MM-DDTHH:MM:SS` of a wall-clock time. */
export function localString(local: LocalMs): string {
  const date = new Date(local)
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${dateString(local)}T${time}`
}

/** `YYYYMMDD` (RFC 5545 §3.3.4). */
export const basicDate = (local: LocalMs): string => dateString(local).replaceAll('-', '')
/** `YYYYMMDDTHHMMSS` (RFC 5545 §3.3.5, form 1). */
export const basicDateTime = (local: LocalMs): string => localString(local).replaceAll(/[-:]/g, '')

/** Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS]`; NaN when it is neither. */
export function parseLocal(text: string): LocalMs {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
  if (match === null) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  return localMs(year ?? 0, month ?? 0, day ?? 0, hour, minute, second)
}

/** Midnight of the day a wall-clock time is on. */
export const startOfDay = (local: LocalMs): LocalMs => Math.floor(local / DAY) * DAY
