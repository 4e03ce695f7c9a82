import type { RefObject } from 'react'
import { useIntl } from 'react-intl'
import { useAppState } from '../bridge/app-state.ts'
import { invoke } from '../bridge/commands.ts'
import { splitCollectionId, type AccountId } from '../../shared/model/names.ts'
import { useAccounts, useBroken, usePending } from '../cache/hooks.ts'
import { accountOrder } from '../i18n/account-order.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { orSay } from '../view-state/notice.ts'
import { openDialog, type Dialog } from '../view-state/view-state.ts'
import { accountHealth } from './account-health.ts'
import { AccountHealth } from './AccountHealth.tsx'
import { BrokenList } from './BrokenList.tsx'
import { messages } from './messages.ts'
import { PendingList } from './PendingList.tsx'
import './sync-status.css'

/** How live one account is (or, with `account` null, each of them), and what waits to be sent; tied to the mark that was pressed. */
export function SyncStatusPopover({
  account,
  triggerRef,
  isOpen,
  onOpenChange,
}: {
  account: AccountId | null
  triggerRef: RefObject<HTMLElement | null>
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}) {
  const t = useText()
  return (
    <Popover
      label={t(messages.syncStatus)}
      width={340}
      placement={account === null ? 'bottom end' : 'right top'}
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {(close) => <Story account={account} close={close} />}
    </Popover>
  )
}

function Story({ account, close }: { account: AccountId | null; close: () => void }) {
  const t = useText()
  const health = useAppState(({ state }) => state?.health)
  const { locale } = useIntl()
  const accounts = (useAccounts() ?? [])
    .filter(({ id }) => account === null || id === account)
    .toSorted(accountOrder(locale))
  const pending = usePending().filter((change) => account === null || change.account === account)
  const broken = useBroken().filter(
    ({ collection }) => account === null || splitCollectionId(collection).account === account,
  )
  const leaveTo = (dialog: Dialog): void => {
    close()
    openDialog(dialog)
  }
  // What will not be sent without the user comes first; what is on its way, last.
  const stuck = pending.some(({ state }) => state !== 'waiting')
  const waiting =
    pending.length > 0 ? (
      <PendingList pending={pending} onDialog={leaveTo} />
    ) : (
      <p className="sync-section sync-words">{t(messages.allSent)}</p>
    )
  return (
    <>
      {stuck && waiting}
      {accounts.length === 0 && <p className="sync-section sync-words">{t(messages.noAccounts)}</p>}
      {accounts.map((each) => (
        <AccountHealth key={each.id} account={each} health={accountHealth(health ?? [], each.id)} onDialog={leaveTo} />
      ))}
      {broken.length > 0 && <BrokenList broken={broken} />}
      {!stuck && waiting}
      <footer className="sync-foot">
        <Button onPress={() => orSay(invoke('sync.checkNow', { account }))}>{t(messages.checkNow)}</Button>
        <Button variant="plain" onPress={() => leaveTo({ type: 'settings' })}>
          {t(messages.settings)}
        </Button>
      </footer>
    </>
  )
}
