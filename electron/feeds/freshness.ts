import type { IncomingHttpHeaders } from 'node:http'

const longestWait = 24 * 3600

/** Seconds until the time a header names, from a number of seconds or a date; null if it names none. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isFinite(seconds) ? Math.min(longestWait, Math.max(0, seconds)) : null
}

/** Seconds for which an answer calls itself fresh (RFC 9111 §4.2.1); 0 where it does not say. */
export function freshFor(headers: IncomingHttpHeaders, now: number): number {
  const control = headers['cache-control'] ?? ''
  if (/\bno-(cache|store)\b/i.test(control)) return 0
  const age = /\bmax-age=(\d+)/i.exec(control)?.[1]
  if (age !== undefined) return Number(age)
  const expires = headers.expires === undefined ? NaN : Date.parse(headers.expires)
  return Number.isFinite(expires) ? Math.max(0, (expires - now) / 1000) : 0
}
