import { Input, SearchField } from 'react-aria-components'
import { useRef, useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { SyncStatusPopover } from '../sync-status/SyncStatusPopover.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { openDialog, searchContacts, useViewState } from '../view-state/view-state.ts'
import { createNew } from './commands.ts'
import type { FrameLayout } from './layout.ts'
import { messages } from './messages.ts'
import { Period } from './Period.tsx'
import { ViewSwitch } from './ViewSwitch.tsx'
import { WindowControls } from './WindowControls.tsx'
import './bar.css'

/** The top of the window: where one is, the ways elsewhere, and New. Its empty parts move the window. */
export function Bar({
  layout,
  railShown,
  onToggleRail,
  contactsShown,
}: {
  layout: FrameLayout
  railShown: boolean
  onToggleRail: () => void
  /** How many contacts the list holds; shown beside its title. */
  contactsShown: string
}) {
  const t = useText()
  const section = useViewState((state) => state.section)
  return (
    <header className="bar" aria-label={t(messages.toolbar)} data-section={section}>
      {!railShown && <IconButton icon="side" label={t(messages.showRail)} onPress={onToggleRail} />}
      {section === 'calendar' ? (
        <Period />
      ) : (
        <h1 className="bar-title tabular">
          <span className="ellipsis">{t(messages.contacts)}</span>
          <span className="bar-week">{contactsShown}</span>
        </h1>
      )}
      <div className="bar-gap" />
      {section === 'calendar' && <ViewSwitch as={layout.viewSwitch} />}
      {section === 'calendar' ? <SearchButton as={layout.search} /> : <ContactSearch />}
      <SyncStatusButton />
      {layout.newButton === 'words' ? (
        <Button
          variant="primary"
          icon="plus"
          aria-label={section === 'calendar' ? t(messages.newEvent) : t(messages.newContact)}
          onPress={createNew}
        >
          {t(messages.new)}
        </Button>
      ) : (
        <IconButton
          icon="plus"
          label={section === 'calendar' ? t(messages.newEvent) : t(messages.newContact)}
          shortcut="C"
          onPress={createNew}
        />
      )}
      <WindowControls />
    </header>
  )
}

function SearchButton({ as }: { as: 'field' | 'icon' }) {
  const t = useText()
  const open = (): void => openDialog({ type: 'palette' })
  if (as === 'icon') return <IconButton icon="search" label={t(messages.search)} shortcut="/" onPress={open} />
  return (
    <Button variant="soft" aria-label={t(messages.search)} onPress={open}>
      <span className="bar-search">
        <Icon name="search" size={14} />
        <span className="bar-search-word">{t(messages.search)}</span>
        <Kbd>/</Kbd>
      </span>
    </Button>
  )
}

function ContactSearch() {
  const t = useText()
  const query = useViewState((state) => state.contactQuery)
  return (
    <SearchField className="bar-field" aria-label={t(messages.searchContacts)} value={query} onChange={searchContacts}>
      <Icon name="search" size={14} />
      <Input className="bar-field-input" placeholder={t(messages.searchContacts)} dir="auto" />
    </SearchField>
  )
}

function SyncStatusButton() {
  const t = useText()
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={trigger}
        icon="pulse"
        label={t(messages.syncStatus)}
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      />
      <SyncStatusPopover account={null} triggerRef={trigger} isOpen={open} onOpenChange={setOpen} />
    </>
  )
}
