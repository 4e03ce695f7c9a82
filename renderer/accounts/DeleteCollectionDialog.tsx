import type { Collection } from '../../shared/model/collection.ts'
import { invoke } from '../bridge/commands.ts'
import { useAccounts } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { messages } from './collection-messages.ts'
import { RemovalDialog } from './RemovalDialog.tsx'

/** Says what is lost, and where, before a calendar, feed or address book goes. */
export function DeleteCollectionDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText()
  const { id, displayName: name, kind, subscription } = collection
  const account = useAccounts()?.find((each) => each.id === collection.account)
  const feed = subscription !== null
  const where =
    account === undefined || account.kind === 'local' ? t(messages.thisComputer) : new URL(account.origin).host

  return (
    <RemovalDialog
      title={t(feed ? messages.unsubscribeTitle : messages.deleteTitle, { name })}
      submit={t(feed ? messages.unsubscribe : messages.delete)}
      onRemove={() => invoke('collection.delete', { collection: id })}
      onClose={onClose}
    >
      <p>
        {feed
          ? t(messages.unsubscribeText)
          : t(kind === 'addressbook' ? messages.deleteAddressBook : messages.deleteCalendar, { where })}
      </p>
    </RemovalDialog>
  )
}
