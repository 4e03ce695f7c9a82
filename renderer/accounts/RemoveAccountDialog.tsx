import { useState } from 'react'
import type { Account } from '../../shared/model/account.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { invoke } from '../bridge/commands.ts'
import { usePending } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { messages } from './messages.ts'
import './accounts.css'

/** Says what goes and what stays, edits not yet sent above all, before an account is removed. */
export function RemoveAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText()
  const count = usePending().filter((change) => change.account === account.id).length
  const [failure, setFailure] = useState<string | null>(null)

  async function remove(): Promise<void> {
    try {
      await invoke('account.remove', { account: account.id })
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
    }
  }

  return (
    <Dialog
      role="alertdialog"
      title={t(messages.removeTitle, { name: account.displayName })}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="danger" onPress={() => void remove()}>
            {t(messages.remove)}
          </Button>
        </>
      }
    >
      <div className="account-lines">
        <p>
          {account.kind === 'local'
            ? t(messages.removeLocal)
            : t(messages.removeRemote, { host: new URL(account.origin).host })}
        </p>
        {count > 0 && <p className="ui-error">{t(messages.removePending, { count })}</p>}
        {failure !== null && (
          <p role="alert" className="ui-error">
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  )
}
