import { useIntl } from 'react-intl'
import { useAccounts, useCollections, usePending } from '../cache/hooks.ts'
import { AddAccountDialog } from '../accounts/AddAccountDialog.tsx'
import { DeleteCollectionDialog } from '../accounts/DeleteCollectionDialog.tsx'
import { EditCollectionDialog } from '../accounts/EditCollectionDialog.tsx'
import { NewCollectionDialog } from '../accounts/NewCollectionDialog.tsx'
import { PasswordDialog } from '../accounts/PasswordDialog.tsx'
import { RemoveAccountDialog } from '../accounts/RemoveAccountDialog.tsx'
import { repeatWords } from '../calendar/panel/repeat-words.ts'
import { timeLabels } from '../calendar/time/labels.ts'
import { useText } from '../i18n/use-text.ts'
import { SettingsDialog } from '../settings/SettingsDialog.tsx'
import { SubscribeDialog } from '../subscriptions/SubscribeDialog.tsx'
import { ConflictDialog } from '../sync-status/ConflictDialog.tsx'
import { openDialog, useViewState } from '../view-state/view-state.ts'
import type { Command } from './commands.ts'
import { Palette } from './Palette.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'

const close = (): void => openDialog(null)

/** The one dialog that is open; nothing when what it was about is gone. */
export function Dialogs({ commands }: { commands: readonly Command[] }) {
  const dialog = useViewState((state) => state.dialog)
  const accounts = useAccounts()
  const collections = useCollections()
  const pending = usePending()
  const t = useText()
  const { locale } = useIntl()
  const ruleWords = (rrule: string, start: string): string =>
    repeatWords(rrule, start, {
      t,
      labels: timeLabels(locale),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
  switch (dialog?.type) {
    case undefined:
      return null
    case 'add-account':
      return <AddAccountDialog onClose={close} />
    case 'subscribe':
      return <SubscribeDialog url={dialog.url} onClose={close} />
    case 'settings':
      return <SettingsDialog onClose={close} />
    case 'new-calendar':
      return <NewCollectionDialog kind="calendar" account={dialog.account} onClose={close} />
    case 'new-address-book':
      return <NewCollectionDialog kind="addressbook" account={dialog.account} onClose={close} />
    case 'edit-collection': {
      const collection = collections?.find(({ id }) => id === dialog.collection)
      return collection && <EditCollectionDialog collection={collection} onClose={close} />
    }
    case 'delete-collection': {
      const collection = collections?.find(({ id }) => id === dialog.collection)
      return collection && <DeleteCollectionDialog collection={collection} onClose={close} />
    }
    case 'password': {
      const account = accounts?.find(({ id }) => id === dialog.account)
      return account && <PasswordDialog account={account} onClose={close} />
    }
    case 'remove-account': {
      const account = accounts?.find(({ id }) => id === dialog.account)
      return account && <RemoveAccountDialog account={account} onClose={close} />
    }
    case 'conflict': {
      const change = pending.find(({ id }) => id === dialog.pending)
      return change && <ConflictDialog change={change} ruleWords={ruleWords} onClose={close} />
    }
    case 'shortcuts':
      return <ShortcutsDialog commands={commands} onClose={close} />
    case 'palette':
      return <Palette commands={commands} onClose={close} />
  }
}
