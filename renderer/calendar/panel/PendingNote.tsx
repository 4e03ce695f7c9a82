import type { PendingChange } from '../../../shared/model/change.ts'
import { invoke } from '../../bridge/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { orSay } from '../../view-state/notice.ts'
import { openDialog } from '../../view-state/view-state.ts'
import { useScope } from '../scope.ts'
import { panelMessages as messages } from './panel-messages.ts'

const words = { waiting: messages.waiting, parked: messages.parked, conflict: messages.conflict } as const

/** Says of an edit that is not on its server why, and what can be done. */
export function PendingNote({ pending }: { pending: PendingChange }) {
  const { t } = useScope()
  const { id, state, reason } = pending
  // A moment's wait is no news.
  if (state === 'waiting' && reason === null) return null
  return (
    <div className="cal-panel-note" data-state={state}>
      <p>{t(words[state])}</p>
      {reason !== null && <p>{reason}</p>}
      <div className="cal-panel-note-ways">
        {state === 'conflict' ? (
          <Button onPress={() => openDialog({ type: 'conflict', pending: id })}>{t(messages.choose)}</Button>
        ) : (
          <Button onPress={() => orSay(invoke('pending.retry', { id }))}>{t(messages.tryAgain)}</Button>
        )}
        {state === 'parked' && (
          <Button variant="plain" onPress={() => orSay(invoke('pending.discard', { id }))}>
            {t(messages.giveUp)}
          </Button>
        )}
      </div>
    </div>
  )
}
