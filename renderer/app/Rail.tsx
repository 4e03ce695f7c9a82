import { useIntl } from 'react-intl'
import { useText } from '../i18n/use-text.ts'
import { useAccounts, useCollections } from '../cache/hooks.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { MenuButton, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { openDialog, showAddressBook, showSection, useViewState } from '../view-state/view-state.ts'
import { AccountSection } from './AccountSection.tsx'
import { accountGroups } from './groups.ts'
import { messages } from './messages.ts'
import { MiniMonth } from './MiniMonth.tsx'
import './rail.css'

/** The left side: which section, the small month, and what is shown, grouped by account with its live mark. */
export function Rail({ onToggle }: { onToggle: () => void }) {
  const t = useText()
  const { locale } = useIntl()
  const section = useViewState((state) => state.section)
  const addressBook = useViewState((state) => state.addressBook)
  const accounts = useAccounts()
  const collections = useCollections()
  const groups = accountGroups(accounts ?? [], collections ?? [], section, locale)
  return (
    <nav className="rail" aria-label={t(messages.sidebar)}>
      <div className="rail-top">
        <IconButton icon="side" label={t(messages.hideRail)} onPress={onToggle} />
        <span className="rail-gap" />
        <IconButton
          icon="cal"
          label={t(messages.calendar)}
          aria-pressed={section === 'calendar'}
          onPress={() => showSection('calendar')}
        />
        <IconButton
          icon="people"
          label={t(messages.contacts)}
          aria-pressed={section === 'contacts'}
          onPress={() => showSection('contacts')}
        />
      </div>
      {section === 'calendar' && <MiniMonth />}
      <div className="rail-list">
        {section === 'contacts' && (
          <button
            type="button"
            className="rail-row rail-book ui-focusable"
            aria-current={addressBook === null ? 'true' : undefined}
            onClick={() => showAddressBook(null)}
          >
            {t(messages.allContacts)}
          </button>
        )}
        {accounts?.length === 0 && (
          <div className="rail-empty">
            <h3>{t(messages.noCalendars)}</h3>
            <p>{t(messages.noCalendarsHint)}</p>
          </div>
        )}
        {groups.map((group) => (
          <AccountSection key={group.account.id} group={group} section={section} />
        ))}
      </div>
      <div className="rail-foot">
        <AddMenu />
        <span className="rail-gap" />
        <IconButton icon="gear" label={t(messages.settings)} onPress={() => openDialog({ type: 'settings' })} />
      </div>
    </nav>
  )
}

function AddMenu() {
  const t = useText()
  const section = useViewState((state) => state.section)
  return (
    <MenuButton
      label={t(messages.add)}
      placement="top start"
      trigger={
        <Button
          variant="plain"
          icon="plus"
          aria-label={section === 'calendar' ? t(messages.addCalendarLabel) : t(messages.addAddressBookLabel)}
        >
          {section === 'calendar' ? t(messages.addCalendar) : t(messages.addAddressBook)}
        </Button>
      }
    >
      {section === 'calendar' ? (
        <>
          <MenuItem
            icon="plus"
            label={t(messages.newCalendar)}
            onAction={() => openDialog({ type: 'new-calendar', account: null })}
          />
          <MenuItem
            icon="feed"
            label={t(messages.subscribe)}
            onAction={() => openDialog({ type: 'subscribe', url: null })}
          />
        </>
      ) : (
        <MenuItem
          icon="plus"
          label={t(messages.newAddressBook)}
          onAction={() => openDialog({ type: 'new-address-book', account: null })}
        />
      )}
      <MenuLine />
      <MenuItem icon="server" label={t(messages.addAccount)} onAction={() => openDialog({ type: 'add-account' })} />
    </MenuButton>
  )
}
