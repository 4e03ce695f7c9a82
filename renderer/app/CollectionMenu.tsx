import { MenuTrigger } from 'react-aria-components'
import type { Collection } from '../../shared/model/collection.ts'
import { useCollections } from '../cache/hooks.ts'
import { invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { IconButton } from '../ui/Button.tsx'
import { Menu, MenuItem, MenuLine, MenuPopover } from '../ui/Menu.tsx'
import { orSay } from '../view-state/notice.ts'
import { openDialog, showOnly } from '../view-state/view-state.ts'
import { messages } from './messages.ts'

/** What can be done with a calendar or address book. */
export function CollectionMenu({
  collection,
  isOpen,
  onOpenChange,
}: {
  collection: Collection
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}) {
  const t = useText()
  const collections = useCollections()
  const { id, kind, displayName, subscription } = collection
  const others = (collections ?? []).flatMap((each) => (each.id === id ? [] : [each.id]))
  const book = kind === 'addressbook'
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <span className="rail-more" data-open={isOpen ? '' : undefined}>
        <IconButton size={24} icon="dots" label={t(messages.optionsFor, { name: displayName })} tooltip={false} />
      </span>
      <MenuPopover placement="bottom start">
        <Menu label={t(messages.optionsFor, { name: displayName })}>
          {!book && <MenuItem label={t(messages.onlyThis)} onAction={() => showOnly(others)} />}
          {!book && <MenuItem label={t(messages.showAll)} onAction={() => showOnly([])} />}
          {!book && <MenuLine />}
          <MenuItem
            label={book ? t(messages.rename) : t(messages.renameRecolour)}
            onAction={() => openDialog({ type: 'edit-collection', collection: id })}
          />
          {subscription !== null && (
            <MenuItem
              label={t(messages.refresh)}
              onAction={() => orSay(invoke('subscription.refresh', { collection: id }))}
            />
          )}
          <MenuItem
            danger
            label={subscription === null ? t(messages.delete) : t(messages.unsubscribe)}
            onAction={() => openDialog({ type: 'delete-collection', collection: id })}
          />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}
