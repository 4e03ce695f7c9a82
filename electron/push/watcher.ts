import type { DavError } from '../../shared/model/dav-error.ts'
import { sleep } from '../sync/clock.ts'
import type { Watch } from '../sync/home-sync.ts'
import type { SyncParts } from '../sync/parts.ts'
import { linkedController } from './held-report.ts'
import type { HoldEnd, Proven, PushMechanism } from './mechanism.ts'
import { freshWatch, nextStep, waitFor, type Holding, type Step, type WatchState } from './policy.ts'

const STOPPED_AGAIN_AFTER_MS = 1_000

export type WatcherParts = {
  readonly sync: SyncParts
  readonly watch: Watch
  readonly holding: Exclude<Holding, 'none'>
  readonly mechanism: PushMechanism
  readonly proven: Proven
  readonly nearby: boolean
  /** Nothing was heard of this since the app started. */
  readonly catchUp: boolean
  readonly onHeld: () => void
  readonly onPart: (part: { changes: number; relist: boolean }, afterRestart: boolean) => void
  readonly onError: (error: DavError | null) => void
  /** A step other than asking again: the watcher has ended. */
  readonly onStep: (step: Exclude<Step, { type: 'again' | 'stop' }>, end: HoldEnd) => void
}

export type Watcher = {
  readonly stop: () => void
  /** Asks anew from the stored token at once, whether it holds now or waits to try again. */
  readonly restart: () => void
}

/** Keeps one request held, one after the other, for as long as that works. */
export function startWatcher(parts: WatcherParts): Watcher {
  const { sync, watch, holding, mechanism, proven, nearby, onHeld, onPart, onError, onStep } = parts
  const { clock } = sync
  const life = new AbortController()
  let turn = linkedController(life.signal)
  let restarted = false
  let catchUp = parts.catchUp
  let state: WatchState = freshWatch

  async function run(): Promise<void> {
    while (!life.signal.aborted) {
      const afterRestart = restarted
      restarted = false
      let first = true
      const end = await mechanism.hold({
        watch,
        waitSeconds: waitFor(holding, state, nearby),
        signal: turn.controller.signal,
        proven,
        catchUp,
        onHeld: () => {
          onError(null)
          onHeld()
        },
        onPart: (part) => {
          onPart(part, afterRestart && first)
          first = false
          catchUp = false
        },
      })
      if (life.signal.aborted) return
      const step = nextStep(end, state, { holding, level: watch.level, nearby, random: clock.random() })
      if (end.type === 'failed') onError(end.error)
      else if (end.type === 'cut' && state.failures > 0) onError(end.error)
      if (step.type === 'again') {
        state = step.state
        if (step.delayMs > 0) await sleep(clock, step.delayMs, turn.controller.signal)
      } else if (step.type !== 'stop') return onStep(step, end)
      // Superseded in the cache without being asked to stop: not at once again, lest two of them chase each other.
      else if (!restarted) await sleep(clock, STOPPED_AGAIN_AFTER_MS, turn.controller.signal)
      if (turn.controller.signal.aborted) {
        turn.unlink()
        turn = linkedController(life.signal)
      }
    }
  }
  void run()

  return {
    stop: () => life.abort(),
    restart: () => {
      restarted = true
      turn.controller.abort()
    },
  }
}
