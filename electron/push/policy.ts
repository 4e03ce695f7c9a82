import type { Collection } from '../../shared/model/collection.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { retryDelay } from '../sync/schedule.ts'
import { byImportance, holdsMembers } from '../sync/parts.ts'
import type { HoldEnd } from './mechanism.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Held requests for one server at a time. */
const MOST_HELD = 2

/** The best way of holding a request that has not been disproved: streams, long-polls, none. */
export type Holding = 'streaming' | 'long-poll' | 'none'

/** Why not a better one. */
export type Reason = 'not-held' | 'not-streamed' | 'hung' | 'cut' | 'refused' | 'missed'

/** What was found out about one server, over the present network. */
export type Knowledge = {
  readonly holding: Holding
  readonly reason: Reason | null
  /** Milliseconds since the epoch when it was last tried for better. */
  readonly triedAt: number
  /** The server was seen to hold a request. */
  readonly shown: boolean
}

export type HomeFacts = {
  readonly href: Href
  /** Whether it reports everything below it (sync-level infinite), as far as known. */
  readonly infinite: boolean
  readonly collections: readonly Collection[]
}

/** One thing to hold a request for. */
export type Target = { readonly href: Href; readonly level: '1' | 'infinite'; readonly collection: CollectionId | null }

/**
 * What to hold requests for: homes where one request covers everything below, else single collections; two at most, the rest is
 * polled. One alone until the server has shown that it holds any.
 */
export function chooseTargets(
  homes: readonly HomeFacts[],
  { holding, shown }: Pick<Knowledge, 'holding' | 'shown'>,
): Target[] {
  if (holding === 'none') return []
  const whole = homes
    .filter(({ infinite }) => infinite)
    .map(({ href }): Target => ({ href, level: 'infinite', collection: null }))
  const single = homes
    .filter(({ infinite }) => !infinite)
    .flatMap(({ collections }) => collections)
    .filter((collection) => holdsMembers(collection) && collection.supportsSyncCollection)
    .toSorted(byImportance)
    .map(({ href, id }): Target => ({ href, level: '1', collection: id }))
  return [...whole, ...single].slice(0, shown ? MOST_HELD : 1)
}

/** What one held request has been through. */
export type WatchState = {
  /** In a row, of any kind. */
  readonly failures: number
  /** Broken off, in a row, right after they began, or at the shortest wait. */
  readonly cuts: number
  /** Seconds the server is asked to hold a long-poll. */
  readonly waitSeconds: number
}

const FIRST_WAIT_S = 50
const LONGEST_WAIT_S = 290
const LONGEST_WAIT_NEARBY_S = 25 * 60
const SHORTEST_WAIT_S = 20
const HEALTHY_AFTER_MS = 60_000
const YOUNG_MS = 5_000
const TOO_MANY_CUTS = 3

export const freshWatch: WatchState = { failures: 0, cuts: 0, waitSeconds: FIRST_WAIT_S }

/** Seconds to ask for: streams carry heartbeats and may be long, long-polls are learned. */
export const waitFor = (holding: Holding, state: WatchState, nearby: boolean): number =>
  holding === 'streaming' ? (nearby ? 900 : 240) : state.waitSeconds

/** What to do after a hold ended. */
export type Step =
  | { readonly type: 'again'; readonly delayMs: number; readonly state: WatchState }
  /** One rung down, for the whole server. */
  | { readonly type: 'down'; readonly to: Exclude<Holding, 'streaming'>; readonly reason: Reason }
  /** This home does not report what is below it. */
  | { readonly type: 'not-infinite' }
  /** The token is dead or missing: list, synchronise, and begin anew. */
  | { readonly type: 'resync' }
  | { readonly type: 'needs-user' }
  | { readonly type: 'stop' }

export type Circumstances = {
  readonly holding: Exclude<Holding, 'none'>
  readonly level: '1' | 'infinite'
  /** The server is this computer: nothing is gained by spreading requests in time. */
  readonly nearby: boolean
  /** 0 ≤ n < 1. */
  readonly random: number
}

const refusals = new Set([400, 403, 405, 409, 415, 422, 501])

function afterFailure(error: DavError, state: WatchState, { level, random }: Circumstances): Step {
  if (error.kind === 'unauthorized') return { type: 'needs-user' }
  if (error.preconditions.includes('valid-sync-token') || error.kind === 'not-found') return { type: 'resync' }
  const failed = { ...state, failures: state.failures + 1 }
  if (error.kind === 'overload') {
    const delayMs = error.retryAfter ?? Math.min(120, 5 * 2 ** state.failures) * MINUTE_MS
    return { type: 'again', delayMs, state: failed }
  }
  const refused = refusals.has(error.status ?? 0) || error.preconditions.length > 0
  if (level === 'infinite' && refused) return { type: 'not-infinite' }
  if (refused || (error.kind === 'malformed' && state.failures >= TOO_MANY_CUTS))
    return { type: 'down', to: 'none', reason: 'refused' }
  return { type: 'again', delayMs: retryDelay(state.failures, random), state: failed }
}

/** A long-poll that broke off tells how long this path lets a request rest. */
function afterCutLongPoll(heldMs: number, state: WatchState, random: number): Step {
  const waitSeconds = Math.max(SHORTEST_WAIT_S, Math.floor((0.8 * heldMs) / 1000))
  const cuts = waitSeconds === SHORTEST_WAIT_S ? state.cuts + 1 : 0
  if (cuts >= TOO_MANY_CUTS) return { type: 'down', to: 'none', reason: 'cut' }
  const failures = state.failures + 1
  return { type: 'again', delayMs: retryDelay(state.failures, random), state: { failures, cuts, waitSeconds } }
}

/** The ladder: what follows from how a hold ended. Pure. */
export function nextStep(end: HoldEnd, state: WatchState, now: Circumstances): Step {
  const { holding, nearby, random } = now
  switch (end.type) {
    case 'ended': {
      if (holding === 'streaming') return { type: 'again', delayMs: nearby ? 0 : random * 1_000, state: freshWatch }
      const longest = nearby ? LONGEST_WAIT_NEARBY_S : LONGEST_WAIT_S
      const quiet = end.changes === 0
      const waitSeconds = quiet ? Math.min(longest, Math.floor(state.waitSeconds * 1.5)) : state.waitSeconds
      const delayMs = quiet && !nearby ? random * 2_000 : 0
      return { type: 'again', delayMs, state: { failures: 0, cuts: 0, waitSeconds } }
    }
    case 'not-streamed':
      return { type: 'down', to: 'long-poll', reason: 'not-streamed' }
    case 'not-held':
      return { type: 'down', to: 'none', reason: 'not-held' }
    case 'hung':
      return { type: 'down', to: holding === 'streaming' ? 'long-poll' : 'none', reason: 'hung' }
    case 'cut': {
      if (holding === 'long-poll') return afterCutLongPoll(end.heldMs, state, random)
      const cuts = end.heldMs < YOUNG_MS ? state.cuts + 1 : 0
      if (cuts >= TOO_MANY_CUTS) return { type: 'down', to: 'long-poll', reason: 'cut' }
      const failures = end.heldMs >= HEALTHY_AFTER_MS ? 0 : state.failures
      const next = { ...state, cuts, failures: failures + 1 }
      return { type: 'again', delayMs: retryDelay(failures, random), state: next }
    }
    case 'failed':
      if (holding === 'long-poll' && [408, 502, 504, 524].includes(end.error.status ?? 0))
        return afterCutLongPoll(0, state, random)
      return afterFailure(end.error, state, now)
    case 'lost':
    case 'no-state':
      return { type: 'resync' }
    case 'stopped':
      return { type: 'stop' }
  }
}

/** What remains of a server's knowledge after a step down. */
export const stepDown = (to: Holding, reason: Reason, now: number): Knowledge => ({
  holding: to,
  reason,
  triedAt: now,
  shown: false,
})

export const nothingDisproved = (now: number): Knowledge => ({
  holding: 'streaming',
  reason: null,
  triedAt: now,
  shown: false,
})

/** Whether it is time to try a better way again: once a day. */
export const isRetrialDue = ({ holding, triedAt }: Knowledge, now: number): boolean =>
  holding !== 'streaming' && now - triedAt >= DAY_MS

/** Milliseconds between two looks at what push may have missed. */
export const safetyInterval = (misses: readonly number[], now: number): number =>
  (misses.some((at) => now - at < DAY_MS) ? 15 : 60) * MINUTE_MS

/** Two misses in a day: this way is not to be trusted here. */
export const isMissingChanges = (misses: readonly number[], now: number): boolean =>
  misses.filter((at) => now - at < DAY_MS).length >= 2
