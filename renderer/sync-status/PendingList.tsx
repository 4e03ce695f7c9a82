import { useState } from 'react'
import type { PendingChange } from '../../shared/model/change.ts'
import { invoke } from '../bridge/commands.ts'
import { useText, type Text } from '../i18n/use-text.ts'
import { useWhen } from '../i18n/use-when.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { orSay } from '../view-state/notice.ts'
import type { Dialog } from '../view-state/view-state.ts'
import { messages } from './messages.ts'

/** Every edit its server does not have yet, with why, and the ways out of it. */
export function PendingList({
  pending,
  onDialog,
}: {
  pending: readonly PendingChange[]
  onDialog: (dialog: Dialog) => void
}) {
  const t = useText()
  return (
    <section className="sync-section" aria-label={t(messages.waiting)}>
      <h3 className="sync-name">
        {t(messages.waiting)} <span className="sync-host tabular">{pending.length}</span>
      </h3>
      <ul>
        {pending.map((change) => (
          <PendingItem key={change.id} change={change} onDialog={onDialog} />
        ))}
      </ul>
    </section>
  )
}

const kind = (t: Text, { base, data }: PendingChange): string =>
  data === null ? t(messages.deleted) : base === null ? t(messages.created) : t(messages.changed)

function standing(t: Text, change: PendingChange, when: (at: number) => string): string {
  if (change.state === 'conflict') return t(messages.inConflict)
  const what = kind(t, change)
  if (change.state === 'parked') return t(messages.parked, { what })
  return change.retryAt === null
    ? t(messages.sending, { what })
    : t(messages.retryIn, { what, when: when(change.retryAt) })
}

function PendingItem({ change, onDialog }: { change: PendingChange; onDialog: (dialog: Dialog) => void }) {
  const t = useText()
  const when = useWhen()
  const [sure, setSure] = useState(false)
  const title = change.title === '' ? t(messages.untitled) : change.title
  return (
    <li className="sync-item" data-state={change.state}>
      <Icon name={change.state === 'waiting' ? 'arrowup' : 'warn'} />
      <div className="sync-item-text">
        <p className="ellipsis" dir="auto" title={title}>
          {title}
        </p>
        <p className="sync-words">
          {standing(t, change, when)}
          {change.reason !== null && `: ${change.reason}`}
          {change.state === 'parked' && ` ${t(messages.kept)}`}
        </p>
        <p className="sync-ways">
          {sure ? (
            <>
              <span className="sync-words">{t(messages.discardSure)}</span>
              <Button variant="link" onPress={() => orSay(invoke('pending.discard', { id: change.id }))}>
                {t(messages.discardYes)}
              </Button>
              <Button variant="link" onPress={() => setSure(false)}>
                {t(messages.keep)}
              </Button>
            </>
          ) : (
            <>
              {change.state === 'conflict' ? (
                <Button
                  variant="link"
                  aria-label={t(messages.compareThis, { title })}
                  onPress={() => onDialog({ type: 'conflict', pending: change.id })}
                >
                  {t(messages.compare)}
                </Button>
              ) : (
                <Button
                  variant="link"
                  aria-label={t(messages.tryAgainThis, { title })}
                  onPress={() => orSay(invoke('pending.retry', { id: change.id }))}
                >
                  {t(messages.tryAgain)}
                </Button>
              )}
              <Button variant="link" aria-label={t(messages.discardThis, { title })} onPress={() => setSure(true)}>
                {t(messages.discard)}
              </Button>
            </>
          )}
        </p>
      </div>
    </li>
  )
}
