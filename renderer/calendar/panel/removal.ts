import { useCallback, useMemo } from 'react'
import { create } from 'zustand'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { showNotice } from '../../view-state/notice.ts'
import { select } from '../../view-state/view-state.ts'
import { deleteEvent, type EventAddress, type SeriesScope } from '../actions.ts'
import { titleOf } from '../event/describe.ts'
import { messages } from '../messages.ts'
import { problemOf } from '../problem.ts'
import { say } from '../say.ts'
import { isWritable, useScope } from '../scope.ts'

/** What a deletion is about, wherever it was asked for. */
type Target = EventAddress & Pick<ViewOccurrence, 'summary' | 'recurring'>
type State = { asking: { target: Target; anchor: HTMLElement } | null }

/** The deletion of an event of a series that waits for an answer: this one, or all. */
export const useAskedRemoval = create<State>(() => ({ asking: null }))

export type Removal = {
  /** Deletes an event; of a series it is asked first, in a popover at `anchor`. */
  ask: (target: Target, anchor: HTMLElement) => void
  remove: (target: Target, scope: SeriesScope) => Promise<void>
}

export function useRemoval(): Removal {
  const { t, collections } = useScope()
  const remove = useCallback(
    async (target: Target, scope: SeriesScope): Promise<void> => {
      useAskedRemoval.setState({ asking: null })
      const title = titleOf(target, t)
      try {
        await deleteEvent(target, scope, { label: t(messages.undoDelete, { title }), title })
        select(null)
        say(t(messages.deleted, { title }))
      } catch (error) {
        showNotice(problemOf(error, t))
      }
    },
    [t],
  )
  return useMemo(
    () => ({
      remove,
      ask(target, anchor) {
        const collection = collections.get(target.collection)
        if (!isWritable(collection))
          return showNotice(t(messages.cannotDelete, { calendar: collection?.displayName ?? '' }))
        if (target.recurring) useAskedRemoval.setState({ asking: { target, anchor } })
        else void remove(target, 'all')
      },
    }),
    [collections, remove, t],
  )
}
