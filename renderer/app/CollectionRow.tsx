import { useMemo, useState } from 'react'
import type { Collection } from '../../shared/model/collection.ts'
import { useAppState } from '../bridge/app-state.ts'
import { useText } from '../i18n/use-text.ts'
import { useBroken } from '../cache/hooks.ts'
import { FirstSyncProgress } from '../sync-status/FirstSyncProgress.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { onContextMenu } from '../ui/context-menu.ts'
import { Sign } from '../ui/Sign.tsx'
import { showAddressBook, toggleCollection, useViewState } from '../view-state/view-state.ts'
import { CollectionMenu } from './CollectionMenu.tsx'
import { messages } from './messages.ts'

/** A calendar: its check box shows or hides it, its menu (also by a right press) changes it. */
export function CalendarRow({ collection }: { collection: Collection }) {
  const t = useText()
  const shown = useViewState(({ hidden }) => !hidden.includes(collection.id))
  const selected = useViewState((state) => state.selected?.collection === collection.id)
  const [menuOpen, setMenuOpen] = useState(false)
  const menuRef = useMemo(() => onContextMenu(() => setMenuOpen(true)), [])
  return (
    <li data-hue={collection.hue} ref={menuRef}>
      <div className="rail-row" data-off={shown ? undefined : ''} data-selected={selected ? '' : undefined}>
        <Checkbox isSelected={shown} onChange={() => toggleCollection(collection.id)}>
          <span className="ellipsis" dir="auto" title={collection.displayName}>
            {collection.displayName}
          </span>
        </Checkbox>
        <span className="rail-gap" />
        <BrokenSign collection={collection} />
        {collection.subscription !== null && <Sign icon="feed" label={t(messages.feed)} />}
        {collection.readOnly && collection.subscription === null && <Sign icon="lock" label={t(messages.readOnly)} />}
        <CollectionMenu collection={collection} isOpen={menuOpen} onOpenChange={setMenuOpen} />
      </div>
      <Progress collection={collection} />
    </li>
  )
}

/** An address book: pressing it lists its contacts only. */
export function AddressBookRow({ collection }: { collection: Collection }) {
  const current = useViewState(({ addressBook }) => addressBook === collection.id)
  const [menuOpen, setMenuOpen] = useState(false)
  const menuRef = useMemo(() => onContextMenu(() => setMenuOpen(true)), [])
  return (
    <li ref={menuRef}>
      <div className="rail-row rail-row-book">
        <button
          type="button"
          className="rail-book ui-focusable"
          aria-current={current ? 'true' : undefined}
          onClick={() => showAddressBook(collection.id)}
        >
          <span className="ellipsis" dir="auto" title={collection.displayName}>
            {collection.displayName}
          </span>
        </button>
        <BrokenSign collection={collection} />
        <CollectionMenu collection={collection} isOpen={menuOpen} onOpenChange={setMenuOpen} />
      </div>
      <Progress collection={collection} />
    </li>
  )
}

/** Says that something in it cannot be read; the sync status tells what. */
function BrokenSign({ collection }: { collection: Collection }) {
  const t = useText()
  const count = useBroken().filter((each) => each.collection === collection.id).length
  return count === 0 ? null : <Sign icon="warn" label={t(messages.brokenIn, { count })} />
}

function Progress({ collection }: { collection: Collection }) {
  const progress = useAppState(({ state }) => state?.progress.find((each) => each.collection === collection.id))
  return progress === undefined ? null : <FirstSyncProgress progress={progress} />
}
