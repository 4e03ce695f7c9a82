import { hues } from '../../shared/model/collection.ts'
import { LOCAL_ACCOUNT, type AccountId } from '../../shared/model/names.ts'
import { invoke } from '../bridge/commands.ts'
import { useAccounts, useCollections } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { CollectionForm } from './CollectionForm.tsx'
import { messages } from './collection-messages.ts'

/** Makes a calendar or an address book; `account` null offers this computer first. */
export function NewCollectionDialog({
  kind,
  account,
  onClose,
}: {
  kind: 'calendar' | 'addressbook'
  account: AccountId | null
  onClose: () => void
}) {
  const t = useText()
  const accounts = useAccounts() ?? []
  const used = new Set((useCollections() ?? []).map(({ hue }) => hue))
  const first = account ?? (accounts.find(({ id }) => id === LOCAL_ACCOUNT) ?? accounts[0])?.id ?? null
  return (
    <CollectionForm
      title={t(kind === 'calendar' ? messages.newCalendar : messages.newAddressBook)}
      submit={t(messages.create)}
      initial={{ displayName: '', hue: hues.find((hue) => !used.has(hue)) ?? 'blue', account: first }}
      withHue={kind === 'calendar'}
      accounts={accounts.map(({ id, displayName }) => ({ id, label: displayName }))}
      onSave={async ({ displayName, hue, account: chosen }) => {
        // Without any account, a calendar is what makes "On this computer" one.
        const owner = chosen ?? (await invoke('account.addLocal', {})).account
        await invoke('collection.create', { account: owner, kind, displayName, hue })
      }}
      onClose={onClose}
    />
  )
}
