import type { DavError } from '../../shared/model/dav-error.ts'
import { collectionId, type AccountId, type Href } from '../../shared/model/names.ts'
import type { HomeCheckRequest, HomeCheckResult } from '../sync/home-check.ts'
import type { SyncParts } from '../sync/parts.ts'
import { pollInterval, retryDelay, unknownRate, withChange, type ChangeRate } from '../sync/schedule.ts'
import { asDavError } from './held-report.ts'
import { nothingProven } from './mechanism.ts'
import { createPoll } from './mechanisms/poll.ts'
import { safetyInterval } from './policy.ts'

const MINUTE_MS = 60_000
const FRESH_MS = 30_000
const OVERLOADED_FOR_MS = 5 * MINUTE_MS
const LONGEST_OVERLOAD_MS = 120 * MINUTE_MS

export type HomeKeeperParts = {
  readonly sync: SyncParts
  readonly account: AccountId
  readonly home: Href
  readonly check: (request: HomeCheckRequest) => Promise<HomeCheckResult>
  readonly isWatched: HomeCheckRequest['isWatched']
  readonly homeToken: () => HomeCheckRequest['homeToken']
  /** Whether every collection of the home is watched, so that looking at it is only for safety. */
  readonly isCovered: () => boolean
  /** A look ended well. */
  readonly onChecked: (result: HomeCheckResult) => void
  /** A look failed, or the time of the next one is known. */
  readonly onNews: () => void
  readonly onUnauthorized: (error: DavError) => void
}

export type HomeKeeper = {
  readonly home: Href
  readonly start: () => void
  /** Looks at the home now, or right after the look under way. */
  readonly hurry: () => void
  /** What tells of changes has changed: looks at once, or plans the next look anew if the last one is fresh. */
  readonly pace: () => void
  readonly stop: () => void
  readonly status: () => HomeStatus
  /** Push did not tell of a change. */
  readonly missed: () => void
}

export type HomeStatus = {
  readonly lastCheckedAt: number | null
  readonly lastEventAt: number | null
  readonly nextPollAt: number | null
  readonly pollMinutes: number | null
  /** Milliseconds since the epoch of changes that push did not tell. */
  readonly misses: readonly number[]
  readonly error: DavError | null
  readonly partial: string | null
}

function delayAfter(error: DavError, failures: number, random: number): number {
  if (error.kind !== 'overload') return retryDelay(failures, random)
  return error.retryAfter ?? Math.min(LONGEST_OVERLOAD_MS, OVERLOADED_FOR_MS * 2 ** failures)
}

/** Looks at one home again and again: often where nothing else tells of changes, seldom as a safety net. */
export function createHomeKeeper(parts: HomeKeeperParts): HomeKeeper {
  const { sync, account, home, check, isWatched, homeToken, isCovered, onChecked, onNews, onUnauthorized } = parts
  const { clock } = sync
  const life = new AbortController()
  let hurried = new AbortController()
  let rate: ChangeRate = unknownRate
  let failures = 0
  let onlyPlans = false
  let status: HomeStatus = {
    lastCheckedAt: null,
    lastEventAt: null,
    nextPollAt: null,
    pollMinutes: null,
    misses: [],
    error: null,
    partial: null,
  }

  async function look(signal: AbortSignal): Promise<number> {
    hurried = new AbortController()
    if (onlyPlans) {
      onlyPlans = false
      return 0
    }
    // The first look catches up with what happened while the app was away: nothing to make a show of.
    const origin = status.lastCheckedAt === null ? 'bulk' : 'live'
    const result = await check({ home, origin, signal, isWatched, homeToken: homeToken() })
    const now = clock.now()
    const [failure] = result.failures
    failures = failure === undefined ? 0 : failures + 1
    if (origin === 'live' && result.changes > 0) rate = withChange(rate, now)
    status = {
      ...status,
      lastCheckedAt: now,
      lastEventAt: origin === 'live' && result.changes > 0 ? now : status.lastEventAt,
      error: failure === undefined ? null : asDavError(failure.error),
      partial: result.unreadable[0] ?? null,
    }
    onChecked(result)
    return result.changes
  }

  function nextWait(): number {
    const now = clock.now()
    if (status.error !== null) return delayAfter(status.error, failures - 1, clock.random())
    return isCovered() ? safetyInterval(status.misses, now) : pollInterval(rate, now, clock.random())
  }

  async function run(): Promise<void> {
    const poll = createPoll({ clock, check: (_home, signal) => look(signal), hurry: () => hurried.signal })
    const watch = { source: collectionId(account, home), href: home, level: 'infinite', collections: () => [] } as const
    for (let wait = 0; !life.signal.aborted;) {
      const end = await poll.hold({
        watch,
        waitSeconds: wait / 1000,
        signal: life.signal,
        proven: nothingProven(),
        catchUp: false,
        onHeld: () => undefined,
        onPart: () => undefined,
      })
      if (life.signal.aborted) return
      if (end.type === 'failed') {
        status = { ...status, error: end.error }
        failures += 1
        if (end.error.kind === 'unauthorized') return onUnauthorized(end.error)
      }
      wait = nextWait()
      const polled = !isCovered() && status.error === null
      const pollMinutes = polled ? Math.max(1, Math.round(wait / MINUTE_MS)) : null
      status = { ...status, nextPollAt: clock.now() + wait, pollMinutes }
      onNews()
    }
  }
  return {
    home,
    start: () => void run(),
    hurry: () => {
      onlyPlans = false
      hurried.abort()
    },
    pace: () => {
      const isFresh = status.lastCheckedAt !== null && clock.now() - status.lastCheckedAt < FRESH_MS
      onlyPlans = isFresh && status.error === null
      hurried.abort()
    },
    stop: () => life.abort(),
    status: () => status,
    missed: () => {
      const now = clock.now()
      status = { ...status, misses: [...status.misses.filter((at) => now - at < 24 * 60 * MINUTE_MS), now] }
    },
  }
}
