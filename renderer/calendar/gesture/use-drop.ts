import { useCallback } from 'react'
import { showNotice } from '../../view-state/notice.ts'
import { moveEvent, type SeriesScope } from '../actions.ts'
import { titleOf, whenOf, type Reader } from '../event/describe.ts'
import { messages } from '../messages.ts'
import { problemOf } from '../problem.ts'
import { say } from '../say.ts'
import { useScope } from '../scope.ts'
import { putBack, useGesture, type Carry } from './gesture.ts'

/** How long a dropped event is drawn at its new place while the change is on its way to the view. */
const UNTIL_SHOWN_MS = 400

const isMoved = ({ occurrence, when }: Carry): boolean =>
  occurrence.start !== when.start ||
  occurrence.end !== when.end ||
  occurrence.startDate !== when.startDate ||
  occurrence.endDate !== when.endDate

async function save(carry: Carry, scope: SeriesScope, reader: Reader): Promise<void> {
  const { t, zone } = reader
  const saving: Carry = { ...carry, phase: 'saving' }
  useGesture.setState({ carry: saving })
  const done = (): void => {
    if (useGesture.getState().carry === saving) putBack()
  }
  const title = titleOf(carry.occurrence, t)
  try {
    await moveEvent(carry.occurrence, carry.when, scope, zone, { label: t(messages.undoMove, { title }), title })
    say(t(messages.dropped, { when: whenOf({ ...carry.occurrence, ...carry.when }, reader) }))
    setTimeout(done, UNTIL_SHOWN_MS)
  } catch (error) {
    done()
    showNotice(problemOf(error, t))
  }
}

/**
 * Drops the event in hand. One of a series waits for an answer, which is given by calling again with a scope. When saving fails, the
 * event goes back to where it was and the reason is said.
 */
export function useDrop(): (scope?: SeriesScope) => void {
  const reader = useScope()
  return useCallback(
    (scope) => {
      const { carry } = useGesture.getState()
      if (carry === null) return
      if (!isMoved(carry)) putBack()
      else if (carry.occurrence.recurring && scope === undefined)
        useGesture.setState({ carry: { ...carry, phase: 'asking' } })
      else void save(carry, scope ?? 'all', reader)
    },
    [reader],
  )
}
