const MINUTE_MS = 60_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 300_000
/** What is assumed of a server before it has changed twice. */
const FIRST_MEAN_GAP_MS = 60 * MINUTE_MS
const NEWEST_GAP_WEIGHT = 0.2

/** How often a server check finds a change, learned as it goes. */
export type ChangeRate = { readonly meanGapMs: number; readonly lastChangeAt: number | null }

export const unknownRate: ChangeRate = { meanGapMs: FIRST_MEAN_GAP_MS, lastChangeAt: null }

/** Takes in one more foreign change: an exponentially weighted mean of the time between two of them. */
export function withChange(rate: ChangeRate, now: number): ChangeRate {
  if (rate.lastChangeAt === null) return { ...rate, lastChangeAt: now }
  const gap = Math.max(0, now - rate.lastChangeAt)
  return { meanGapMs: rate.meanGapMs + NEWEST_GAP_WEIGHT * (gap - rate.meanGapMs), lastChangeAt: now }
}

/** ±20 %, so that many clients of one server do not ask in step. */
export const spread = (ms: number, random: number): number => ms * (0.8 + 0.4 * random)

/**
 * Milliseconds to the next poll. The cost of asking and of being late balance at an interval that grows with the root of the mean
 * time between changes; between one and ten minutes.
 */
export function pollInterval(rate: ChangeRate, now: number, random: number): number {
  const quiet = rate.lastChangeAt === null ? 0 : now - rate.lastChangeAt
  const meanGapMinutes = Math.max(rate.meanGapMs, quiet) / MINUTE_MS
  const minutes = Math.min(10, Math.max(1, 0.65 * Math.sqrt(meanGapMinutes)))
  return spread(minutes * MINUTE_MS, random)
}

/** Milliseconds to the next try after `failures` in a row: full jitter, so that a server coming back is not met by all at once. */
export const retryDelay = (failures: number, random: number): number =>
  random * Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 16))
