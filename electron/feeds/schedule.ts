import type { FeedFailureKind } from './fetch.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const shortestInterval = 15 * minute
const longestInterval = 7 * day
const usualInterval = 12 * hour

/** Seconds, or null where nobody said. */
export type IntervalWishes = {
  readonly user: number | null
  /** REFRESH-INTERVAL or X-PUBLISHED-TTL of the feed. */
  readonly published: number | null
}

/** Seconds between two fetches: the user's wish before the feed's, within what is polite and what is still useful. */
export const refreshInterval = ({ user, published }: IntervalWishes): number =>
  Math.min(longestInterval, Math.max(shortestInterval, user ?? published ?? usualInterval))

const mostFailures = 10
const longestTrouble = 14 * day

/** How a refresh went, as far as the next one depends on it. Times in seconds. */
export type RefreshOutcome =
  | { readonly type: 'done'; readonly freshFor: number }
  | { readonly type: 'failed'; readonly kind: FeedFailureKind | 'shrunk'; readonly retryAfter: number | null }

/** Failures in a row, this one included, and how long they have gone on, in seconds. */
export type Trouble = { readonly failures: number; readonly lasting: number }

export type NextRefresh = { /** Seconds from now. */ readonly in: number; readonly disabled: boolean }

/** Up to a tenth more or less, so that many subscribers do not come at once. */
const spread = (seconds: number, random: number): number => seconds * (0.9 + 0.2 * random)

function backOff(outcome: Extract<RefreshOutcome, { type: 'failed' }>, failures: number): number {
  const doublings = 2 ** Math.min(10, failures - 1)
  if (outcome.retryAfter !== null) return Math.max(outcome.retryAfter, minute)
  return Math.min(day, (outcome.kind === 'not-found' ? hour : shortestInterval) * doublings)
}

/**
 * When to fetch next. After a success: the interval, or as long as the answer is fresh. After a failure: later each time; never again by
 * itself where somebody must look first (401, 403, 410, an address that may not be fetched) or after 10 failures or 14 days of them.
 *
 * @param random 0 to 1
 */
export function nextRefresh(outcome: RefreshOutcome, interval: number, trouble: Trouble, random: number): NextRefresh {
  if (outcome.type === 'done')
    return { in: spread(Math.max(interval, Math.min(outcome.freshFor, longestInterval)), random), disabled: false }
  const hopeless = outcome.kind === 'refused' || outcome.kind === 'gone' || outcome.kind === 'not-allowed'
  const disabled = hopeless || trouble.failures >= mostFailures || trouble.lasting >= longestTrouble
  return { in: spread(backOff(outcome, trouble.failures), random), disabled }
}
