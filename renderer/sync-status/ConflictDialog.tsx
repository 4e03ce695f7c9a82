import { useIntl, type IntlShape } from 'react-intl'
import type { PendingChange } from '../../shared/model/change.ts'
import { invoke } from '../bridge/commands.ts'
import { useTask } from '../bridge/use-task.ts'
import { useAccounts } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { useWhen } from '../i18n/use-when.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { messages } from './messages.ts'
import { compareVersions, type FieldValue } from './versions.ts'
import './conflict.css'

const withTime = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
const dayOnly = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const

type RuleWords = (rrule: string, start: string) => string

function shown(intl: IntlShape, ruleWords: RuleWords, value: FieldValue): string {
  if (value === null || typeof value === 'string') return value ?? ''
  switch (value.type) {
    case 'rule':
      return ruleWords(value.rrule, value.start)
    case 'date':
      return intl.formatDate(`${value.date}T00:00Z`, dayOnly)
    case 'floating':
      return intl.formatDate(`${value.local}Z`, { ...withTime, timeZone: 'UTC' })
    case 'zoned':
      return intl.formatDate(value.epochMs, withTime)
  }
}

/**
 * Both versions of what was changed in two places, side by side, and the ways out. Closing it decides nothing. `ruleWords` puts an RRULE
 * and its first day (`YYYY-MM-DD`) into words.
 */
export function ConflictDialog({
  change,
  ruleWords,
  onClose,
}: {
  change: PendingChange
  ruleWords: RuleWords
  onClose: () => void
}) {
  const t = useText()
  const intl = useIntl()
  const when = useWhen()
  const account = useAccounts()?.find(({ id }) => id === change.account)
  const { failure, busy, run } = useTask()
  const theirs = change.theirs?.data ?? null
  const fields = compareVersions(change.data, theirs)
  const count = fields.filter(({ differs }) => differs).length
  const title = change.title === '' ? t(messages.untitled) : change.title

  async function keep(which: 'mine' | 'theirs' | 'both'): Promise<void> {
    await invoke('conflict.resolve', { id: change.id, keep: which })
    onClose()
  }

  const cell = (text: string | null, value: FieldValue, differs: boolean) => (
    <td data-differs={differs ? '' : undefined} dir="auto">
      {text === null ? <span className="muted">{t(messages.gone)}</span> : shown(intl, ruleWords, value)}
    </td>
  )

  return (
    <Dialog
      title={t(theirs === null ? messages.conflictDeletedTitle : messages.conflictTitle, { title })}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      width={700}
      footer={
        <>
          <Button isDisabled={busy} onPress={() => void run(() => keep('mine'))}>
            {t(messages.keepMine)}
          </Button>
          <Button isDisabled={busy} onPress={() => void run(() => keep('theirs'))}>
            {t(messages.keepTheirs)}
          </Button>
          {change.data !== null && theirs !== null && (
            <Button variant="primary" isDisabled={busy} onPress={() => void run(() => keep('both'))}>
              {t(messages.keepBoth)}
            </Button>
          )}
          <span className="conflict-gap" />
          <Button variant="plain" onPress={onClose}>
            {t(messages.later)}
          </Button>
        </>
      }
    >
      <p className="conflict-safe">{t(messages.conflictSafe, { count })}</p>
      <table className="conflict tabular">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t(messages.field)}</span>
            </th>
            <th scope="col">
              {t(messages.mine)}
              <span className="conflict-from">{t(messages.mineWhen, { when: when(change.at) })}</span>
            </th>
            <th scope="col">
              {t(messages.theirs)}
              <span className="conflict-from">{account?.displayName}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, mine, theirs: other, differs }) => (
            <tr key={name}>
              <th scope="row" data-differs={differs ? '' : undefined}>
                {t(messages[name])}
                {differs && <span className="visually-hidden"> ({t(messages.differs)})</span>}
              </th>
              {cell(change.data, mine, differs)}
              {cell(theirs, other, differs)}
            </tr>
          ))}
        </tbody>
      </table>
      <Failure reason={failure} />
    </Dialog>
  )
}
