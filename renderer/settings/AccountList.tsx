import { useIntl } from 'react-intl'
import type { Account } from '../../shared/model/account.ts'
import { LOCAL_ACCOUNT } from '../../shared/model/names.ts'
import { invoke } from '../bridge/commands.ts'
import { useAccounts, usePending } from '../cache/hooks.ts'
import { accountOrder } from '../i18n/account-order.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { orSay } from '../view-state/notice.ts'
import { openDialog } from '../view-state/view-state.ts'
import { messages } from './messages.ts'

/** The accounts, what waits in each, and the ways to add and remove one. */
export function AccountList() {
  const t = useText()
  const { locale } = useIntl()
  const accounts = (useAccounts() ?? []).toSorted(accountOrder(locale))
  return (
    <section aria-label={t(messages.accounts)}>
      <h3>{t(messages.accounts)}</h3>
      {accounts.length === 0 && <p className="muted">{t(messages.noAccounts)}</p>}
      <ul>
        {accounts.map((account) => (
          <AccountLine key={account.id} account={account} />
        ))}
      </ul>
      <p className="settings-ways">
        <Button icon="server" onPress={() => openDialog({ type: 'add-account' })}>
          {t(messages.addAccount)}
        </Button>
        {!accounts.some(({ id }) => id === LOCAL_ACCOUNT) && (
          <Button icon="laptop" onPress={() => orSay(invoke('account.addLocal', {}))}>
            {t(messages.addLocal)}
          </Button>
        )}
      </p>
    </section>
  )
}

function AccountLine({ account }: { account: Account }) {
  const t = useText()
  const count = usePending().filter((change) => change.account === account.id).length
  const name = account.displayName
  return (
    <li className="settings-line">
      <Icon name={account.kind === 'local' ? 'laptop' : 'server'} />
      <div className="settings-text">
        <p className="ellipsis" dir="auto">
          {name}
        </p>
        <p className="muted ellipsis">
          {account.kind === 'local'
            ? t(messages.local)
            : t(messages.userOn, { user: account.user, host: new URL(account.origin).host })}
        </p>
        {count > 0 && <p className="settings-pending">{t(messages.pending, { count })}</p>}
      </div>
      {account.kind === 'remote' && (
        <Button
          variant="plain"
          aria-label={t(messages.changePasswordOf, { name })}
          onPress={() => openDialog({ type: 'password', account: account.id })}
        >
          {t(messages.changePassword)}
        </Button>
      )}
      <Button
        variant="plain"
        aria-label={t(messages.removeThis, { name })}
        onPress={() => openDialog({ type: 'remove-account', account: account.id })}
      >
        {t(messages.remove)}
      </Button>
    </li>
  )
}
