import type { ServerResponse } from 'node:http'
import { failure, sendAnswer, type Answer } from '../exchange/answer.ts'
import { changesSince } from '../reports/changes.ts'
import { syncAnswer, type SyncQuery } from '../reports/sync-answer.ts'
import { isMapped } from './target.ts'

/**
 * Holds a sync-collection REPORT until there is a change or a second less than `asked` has passed, as the mail of 2014 does.
 * A first synchronisation, and one that has changes waiting, is answered at once.
 *
 * @param asked seconds
 * @returns null where no place is free: the answer then goes out at once and without `wait`
 */
export function longPoll(query: SyncQuery, asked: number): Answer | null {
  const { rendering, position, level } = query
  const { holds, user } = rendering.context
  const wait = holds.waitFor(asked)
  const hasChanges = (): boolean =>
    position === null || changesSince(rendering.target, position, level, 1).rows.length > 0
  if (hasChanges() || wait <= 1) return syncAnswer(query, wait)

  let finish = (): void => undefined
  const hold = holds.take({
    user,
    href: rendering.target.href,
    kind: 'long-poll',
    onChange: () => {
      if (hasChanges() || !isMapped(rendering)) finish()
    },
    onClose: () => finish(),
  })
  if (hold === null) return null

  return {
    taken: (response: ServerResponse) => {
      if (response.closed) return hold.release()
      const release = (): void => {
        clearTimeout(timer)
        hold.release()
      }
      finish = () => {
        release()
        const answer = isMapped(rendering) ? syncAnswer(query, wait) : gone()
        sendAnswer(response, answer, true).catch((error: unknown) => response.destroy(asError(error)))
      }
      const timer = setTimeout(() => finish(), (wait - 1) * 1000)
      response.on('close', release)
    },
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

const gone = (): Answer => {
  const { answer } = failure(404, 'The collection was deleted.')
  return answer
}
