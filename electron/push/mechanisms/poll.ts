import type { Href } from '../../../shared/model/names.ts'
import { sleep, type Clock } from '../../sync/clock.ts'
import { failedEnd, linkedController } from '../held-report.ts'
import type { HoldRequest, PushMechanism } from '../mechanism.ts'

/**
 * Asks by itself after a while: one look at the home, and REPORTs only where something moved.
 *
 * @param parts.check looks at a home now; how many members changed
 * @param parts.hurry a signal that, aborted, ends the wait
 */
export function createPoll(parts: {
  clock: Clock
  check: (home: Href, signal: AbortSignal) => Promise<number>
  hurry: () => AbortSignal
}): PushMechanism {
  return {
    name: 'poll',
    async hold({ watch, waitSeconds, signal, onPart }: HoldRequest) {
      const { controller, unlink } = linkedController(signal)
      const hurry = parts.hurry()
      const hurried = (): void => controller.abort()
      hurry.addEventListener('abort', hurried)
      if (hurry.aborted) hurried()
      await sleep(parts.clock, waitSeconds * 1000, controller.signal)
      hurry.removeEventListener('abort', hurried)
      unlink()
      if (signal.aborted) return { type: 'stopped' }
      try {
        const changes = await parts.check(watch.href, signal)
        onPart({ changes, relist: false })
        return { type: 'ended', changes }
      } catch (error) {
        return failedEnd(error, 0)
      }
    },
  }
}
