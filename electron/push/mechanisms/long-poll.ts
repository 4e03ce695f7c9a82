import { takerFor } from '../../sync/home-sync.ts'
import type { SyncParts } from '../../sync/parts.ts'
import { takeAnswer } from '../../sync/take-answer.ts'
import { createWatchdog, failedEnd, openHeldReport } from '../held-report.ts'
import type { HoldEnd, HoldRequest, PushMechanism } from '../mechanism.ts'

const GRACE_MS = 10_000
const EARLY_MS = 5_000
const RESTED_MS = 1_000

/**
 * A sync-collection REPORT that the server answers when something changed, or when the wait is over. Only `Preference-Applied: wait`
 * proves that it does: taking any quick answer for one would ask again and again without a pause.
 */
export function createLongPoll(parts: SyncParts): PushMechanism {
  const { clock } = parts

  async function hold(request: HoldRequest): Promise<HoldEnd> {
    const { watch, waitSeconds, signal, proven, catchUp, onHeld, onPart } = request
    const watchdog = createWatchdog(clock, signal)
    const beganAt = clock.now()
    let changes = 0
    try {
      // A request that is held looks like one that is lost, until it was answered once.
      if (proven.wait) onHeld()
      watchdog.within(waitSeconds * 1000 + GRACE_MS)
      const answer = await openHeldReport(parts, request, { streaming: false, signal: watchdog.signal })
      if (answer === null) return { type: 'no-state' }
      const heldMs = clock.now() - beganAt
      const taker = takerFor(parts, watch, {
        signal: watchdog.signal,
        origin: () => (catchUp ? 'bulk' : 'live'),
        onPart: (part) => {
          changes += part.changes
          onPart(part)
        },
        onHeartbeat: () => undefined,
      })
      const { lost } = await takeAnswer(answer, taker)
      await taker.settle()
      if (lost !== null) return { type: 'lost' }
      if (answer.appliedWait === null && heldMs < EARLY_MS) return { type: 'not-held' }
      proven.wait = true
      onHeld()
      return { type: 'ended', changes }
    } catch (error) {
      if (watchdog.barked() && !signal.aborted) return { type: 'hung' }
      const restedMs = clock.now() - beganAt
      // A connection refused did not rest.
      return failedEnd(error, restedMs < RESTED_MS ? 0 : restedMs)
    } finally {
      watchdog.end()
    }
  }

  return { name: 'long-poll', hold }
}
