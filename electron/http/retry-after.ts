const shortest = 10_000
const longest = 2 * 60 * 60 * 1000

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3), as seconds or as a date.
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, between 10 seconds and 2 hours; null if there is no usable header
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  const text = header.trim()
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(wait) ? null : Math.min(longest, Math.max(shortest, wait))
}
