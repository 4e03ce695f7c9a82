import { readDuration } from '../../feeds/duration.ts'
import type { FeedAnswer } from '../../feeds/fetch.ts'
import { nextRefresh, refreshInterval, type RefreshOutcome } from '../../feeds/schedule.ts'
import type { SubscriptionState } from '../store/collection-file.ts'

/** A subscription not fetched yet. */
export const newSubscription = (source: string, now: number): SubscriptionState => ({
  source,
  suggestedRefreshInterval: null,
  deletionsSuppressed: false,
  disabled: false,
  nextRefreshAt: now,
  lastSuccessAt: null,
  failingSince: null,
  failures: 0,
  etag: null,
  lastModified: null,
  hash: null,
  publishedInterval: null,
  movedTo: null,
})

/** Seconds between two fetches of a feed. */
export const intervalOf = ({ suggestedRefreshInterval, publishedInterval }: SubscriptionState): number =>
  refreshInterval({
    user: suggestedRefreshInterval === null ? null : readDuration(suggestedRefreshInterval),
    published: publishedInterval,
  })

/** What a body brought that is kept for the next time. */
export type Applied = { readonly hash: string; readonly publishedInterval: number | null }

/** A permanent redirect is believed at the second time (the first may be a mistake of a day). */
function follow(state: SubscriptionState, movedTo: string | null): Pick<SubscriptionState, 'source' | 'movedTo'> {
  if (movedTo === null || movedTo !== state.movedTo) return { source: state.source, movedTo }
  return { source: movedTo, movedTo: null }
}

/**
 * The state after a fetch that was applied, or that found nothing new.
 *
 * @param random 0 to 1
 */
export function afterSuccess(
  state: SubscriptionState,
  answer: Exclude<FeedAnswer, { type: 'failed' }>,
  applied: Applied | null,
  now: number,
  random: number,
): SubscriptionState {
  const current = { ...state, ...applied }
  const outcome: RefreshOutcome = { type: 'done', freshFor: answer.freshFor }
  const next = nextRefresh(outcome, intervalOf(current), { failures: 0, lasting: 0 }, random)
  return {
    ...current,
    ...follow(state, answer.movedTo),
    ...(answer.type === 'body' ? { etag: answer.validators.etag, lastModified: answer.validators.lastModified } : {}),
    disabled: false,
    failures: 0,
    failingSince: null,
    lastSuccessAt: now,
    nextRefreshAt: now + next.in * 1000,
  }
}

/** The state after a fetch that brought nothing to apply. What was fetched before stays. */
export function afterFailure(
  state: SubscriptionState,
  outcome: Extract<RefreshOutcome, { type: 'failed' }>,
  now: number,
  random: number,
): SubscriptionState {
  const failures = state.failures + 1
  const failingSince = state.failingSince ?? now
  const trouble = { failures, lasting: (now - failingSince) / 1000 }
  const next = nextRefresh(outcome, intervalOf(state), trouble, random)
  return {
    ...state,
    failures,
    failingSince,
    disabled: state.disabled || next.disabled,
    nextRefreshAt: now + next.in * 1000,
  }
}
