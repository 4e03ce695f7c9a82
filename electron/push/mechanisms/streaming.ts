import { DavError } from '../../../shared/model/dav-error.ts'
import { takerFor } from '../../sync/home-sync.ts'
import type { SyncParts } from '../../sync/parts.ts'
import { takeAnswer } from '../../sync/take-answer.ts'
import { createWatchdog, failedEnd, openHeldReport } from '../held-report.ts'
import type { HoldEnd, HoldRequest, PushMechanism } from '../mechanism.ts'

const HEADERS_WITHIN_MS = 15_000
const HELLO_WITHIN_MS = 10_000
const HEARTBEAT_WITHIN_MS = 60_000
const ANSWER_WITHIN_MS = 60_000
const GRACE_MS = 10_000

/**
 * A sync-collection REPORT answered part by part for as long as it is held. Each part is in the cache with its last byte. A server
 * that does not stream answers the same request in one piece; that is taken too, and tells what it can do.
 */
export function createStreaming(parts: SyncParts): PushMechanism {
  const { clock } = parts

  async function hold(request: HoldRequest): Promise<HoldEnd> {
    const { watch, waitSeconds, signal, proven, catchUp, onHeld, onPart } = request
    const watchdog = createWatchdog(clock, signal)
    let beganAt: number | null = null
    let catchingUp = catchUp
    let changes = 0
    const heldMs = (): number => (beganAt === null ? 0 : Math.max(1, clock.now() - beganAt))
    const silence = (): number =>
      proven.heartbeat ? HEARTBEAT_WITHIN_MS : Math.max(0, waitSeconds * 1000 - heldMs()) + GRACE_MS

    try {
      watchdog.within(HEADERS_WITHIN_MS)
      const answer = await openHeldReport(parts, request, { streaming: true, signal: watchdog.signal })
      if (answer === null) return { type: 'no-state' }
      if (answer.streaming) {
        beganAt = clock.now()
        onHeld()
      }
      watchdog.within(answer.streaming ? (proven.hello ? HELLO_WITHIN_MS : silence()) : ANSWER_WITHIN_MS)
      let first = true
      const taker = takerFor(parts, watch, {
        signal: watchdog.signal,
        origin: () => (catchingUp ? 'bulk' : 'live'),
        onPart: (part) => {
          // Changes that waited come at once from any server; an empty part is a greeting.
          if (first && part.changes === 0 && heldMs() < HELLO_WITHIN_MS) proven.hello = true
          first = false
          catchingUp = part.truncated && catchingUp
          changes += part.changes
          watchdog.within(answer.streaming ? silence() : ANSWER_WITHIN_MS)
          onPart(part)
        },
        onHeartbeat: () => {
          proven.heartbeat = true
          watchdog.within(silence())
        },
      })
      const { clean, lost } = await takeAnswer(answer, taker)
      await taker.settle()
      if (lost !== null) return { type: 'lost' }
      proven.wait ||= answer.appliedWait !== null
      if (!answer.streaming) return { type: answer.appliedWait === null ? 'not-held' : 'not-streamed' }
      if (clean) return { type: 'ended', changes }
      const { host } = new URL(parts.connection().origin)
      return {
        type: 'cut',
        heldMs: heldMs(),
        error: new DavError('truncated', `The stream of ${host} broke off. Daystream connects again by itself.`),
      }
    } catch (error) {
      if (!watchdog.barked() || signal.aborted) return failedEnd(error, heldMs())
      if (beganAt === null || (proven.hello && changes === 0 && heldMs() < HELLO_WITHIN_MS + GRACE_MS))
        return { type: 'hung' }
      const { host } = new URL(parts.connection().origin)
      const silent = new DavError('unreachable', `${host} fell silent. Daystream connects again by itself.`)
      return { type: 'cut', heldMs: heldMs(), error: silent }
    } finally {
      watchdog.end()
    }
  }

  return { name: 'streaming', hold }
}
