import { DavError } from '../../shared/model/dav-error.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { syncCollection, type SyncAnswer } from '../dav/requests/sync-collection.ts'
import type { Clock } from '../sync/clock.ts'
import { contentKindOf, holdsMembers, type SyncParts } from '../sync/parts.ts'
import type { HoldEnd, HoldRequest } from './mechanism.ts'

/** Ends a request when its deadline, which can be moved on, has passed; and with the signal of who asked for it. */
export type Watchdog = {
  /** Of the request it guards. */
  readonly signal: AbortSignal
  readonly within: (ms: number) => void
  readonly barked: () => boolean
  /** Ends the request, if it still runs, and the guard. */
  readonly end: () => void
}

export function createWatchdog(clock: Clock, asker: AbortSignal): Watchdog {
  const { controller, unlink } = linkedController(asker)
  let cancel = (): void => undefined
  let barked = false
  return {
    signal: controller.signal,
    within: (ms) => {
      cancel()
      cancel = clock.after(ms, () => {
        barked = true
        controller.abort()
      })
    },
    barked: () => barked,
    end: () => {
      cancel()
      unlink()
      controller.abort()
    },
  }
}

export const asDavError = (error: unknown): DavError =>
  error instanceof DavError ? error : new DavError('server', reasonOf(error), { cause: error })

/** What a failure means for a hold that had lasted so long; 0: it never began. */
export function failedEnd(error: unknown, heldMs: number): HoldEnd {
  const failure = asDavError(error)
  if (failure.kind === 'aborted') return { type: 'stopped' }
  const broke = failure.kind === 'truncated' || failure.kind === 'unreachable'
  return broke && heldMs > 0 ? { type: 'cut', heldMs, error: failure } : { type: 'failed', error: failure }
}

/**
 * Sends the REPORT that is to be held, from the token stored for what is watched (RFC 6578 §3.2, RFC 7240 §4.3).
 *
 * @returns null where no token is stored
 * @throws DavError as the request does
 */
export async function openHeldReport(
  parts: SyncParts,
  request: HoldRequest,
  { streaming, signal }: { streaming: boolean; signal: AbortSignal },
): Promise<SyncAnswer | null> {
  const { watch, waitSeconds } = request
  const state = await parts.cache.syncState(watch.source)
  if (state === null || state.level !== watch.level) return null
  const kinds = watch.collections().filter(holdsMembers).map(contentKindOf)
  const longest = (waitSeconds + 60) * 1000
  return syncCollection(parts.connection(), {
    href: watch.href,
    token: state.token,
    level: watch.level,
    contents: parts.quirks.inlineData === false ? [] : [...new Set(kinds)],
    waitSeconds,
    streaming,
    lane: 'held',
    signal,
    // Both are watched closer here, where it is known what this server once did.
    headersTimeoutMs: longest,
    idleTimeoutMs: null,
  })
}

/** An AbortController that is aborted with the given signal too; `unlink` when it is not needed any more. */
export function linkedController(signal: AbortSignal): { controller: AbortController; unlink: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)
  return { controller, unlink: () => signal.removeEventListener('abort', abort) }
}
