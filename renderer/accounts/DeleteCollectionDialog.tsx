import { useState } from 'react'
import type { Collection } from '../../shared/model/collection.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { invoke } from '../bridge/commands.ts'
import { useAccounts } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { messages } from './collection-messages.ts'
import './accounts.css'

/** Says what is lost, and where, before a calendar, feed or address book goes. */
export function DeleteCollectionDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText()
  const { id, displayName: name, kind, subscription } = collection
  const account = useAccounts()?.find((each) => each.id === collection.account)
  const [failure, setFailure] = useState<string | null>(null)
  const feed = subscription !== null
  const where =
    account === undefined || account.kind === 'local' ? t(messages.thisComputer) : new URL(account.origin).host

  async function remove(): Promise<void> {
    try {
      await invoke('collection.delete', { collection: id })
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
    }
  }

  return (
    <Dialog
      role="alertdialog"
      title={t(feed ? messages.unsubscribeTitle : messages.deleteTitle, { name })}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="danger" onPress={() => void remove()}>
            {t(feed ? messages.unsubscribe : messages.delete)}
          </Button>
        </>
      }
    >
      <div className="account-lines">
        <p>
          {feed
            ? t(messages.unsubscribeText)
            : t(kind === 'addressbook' ? messages.deleteAddressBook : messages.deleteCalendar, { where })}
        </p>
        {failure !== null && (
          <p role="alert" className="ui-error">
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  )
}
