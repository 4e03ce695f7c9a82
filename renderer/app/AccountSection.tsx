import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useAppState } from '../bridge/app-state.ts'
import { useText } from '../i18n/use-text.ts'
import { accountHealth } from '../sync-status/account-health.ts'
import { mechanismName } from '../sync-status/messages.ts'
import { SyncStatusPopover } from '../sync-status/SyncStatusPopover.tsx'
import { LiveMark } from '../ui/LiveMark.tsx'
import { accountHost, type AccountGroup } from './groups.ts'
import { AddressBookRow, CalendarRow } from './CollectionRow.tsx'

/** One account in the rail: its name, how live it is (one press opens the whole story), and what it holds. */
export function AccountSection({ group, section }: { group: AccountGroup; section: 'calendar' | 'contacts' }) {
  const t = useText()
  const { account, collections } = group
  const health = useAppState(({ state }) => state?.health)
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const mechanism = accountHealth(health ?? [], account.id)?.mechanism ?? null
  const host = accountHost(account)
  return (
    <section className="rail-account" aria-label={account.displayName}>
      <div className="rail-account-head">
        <h3 className="rail-account-name ellipsis" dir="auto" title={account.displayName}>
          {account.displayName}
        </h3>
        {host !== account.displayName && <span className="rail-account-host ellipsis">{host}</span>}
        {mechanism !== null && (
          <Button
            ref={trigger}
            className="rail-mark ui-focusable"
            aria-label={`${account.displayName}: ${t(mechanismName[mechanism])}`}
            aria-expanded={open}
            onPress={() => setOpen(!open)}
          >
            <LiveMark shape={mechanism} />
          </Button>
        )}
        <SyncStatusPopover account={account.id} triggerRef={trigger} isOpen={open} onOpenChange={setOpen} />
      </div>
      <ul>
        {collections.map((collection) =>
          section === 'calendar' ? (
            <CalendarRow key={collection.id} collection={collection} />
          ) : (
            <AddressBookRow key={collection.id} collection={collection} />
          ),
        )}
      </ul>
    </section>
  )
}
