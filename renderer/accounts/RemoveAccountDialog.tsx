import type { Account } from '../../shared/model/account.ts'
import { invoke } from '../bridge/commands.ts'
import { usePending } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { messages } from './messages.ts'
import { RemovalDialog } from './RemovalDialog.tsx'

/** Says what goes and what stays, edits not yet sent above all, before an account is removed. */
export function RemoveAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText()
  const count = usePending().filter((change) => change.account === account.id).length

  return (
    <RemovalDialog
      title={t(messages.removeTitle, { name: account.displayName })}
      submit={t(messages.remove)}
      onRemove={() => invoke('account.remove', { account: account.id })}
      onClose={onClose}
    >
      <p>
        {account.kind === 'local'
          ? t(messages.removeLocal)
          : t(messages.removeRemote, { host: new URL(account.origin).host })}
      </p>
      {count > 0 && <p className="ui-error">{t(messages.removePending, { count })}</p>}
    </RemovalDialog>
  )
}
