import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton, MenuItem } from '../ui/Menu.tsx'
import { SegmentedControl } from '../ui/SegmentedControl.tsx'
import { showView, useViewState, type CalendarView } from '../view-state/view-state.ts'
import { messages } from './messages.ts'

/** Day, week, month or agenda: side by side where there is room, else behind one button. */
export function ViewSwitch({ as }: { as: 'segments' | 'menu' }) {
  const t = useText()
  const view = useViewState((state) => state.view)
  const items: { id: CalendarView; label: string; key: string }[] = [
    { id: 'day', label: t(messages.viewDay), key: '1' },
    { id: 'week', label: t(messages.viewWeek), key: '2' },
    { id: 'month', label: t(messages.viewMonth), key: '3' },
    { id: 'agenda', label: t(messages.viewAgenda), key: '4' },
  ]
  if (as === 'segments')
    return <SegmentedControl label={t(messages.view)} items={items} value={view} onChange={showView} />
  return (
    <MenuButton
      label={t(messages.view)}
      placement="bottom end"
      trigger={
        <Button variant="soft">
          {items.find(({ id }) => id === view)?.label}
          <Icon name="down" size={14} />
        </Button>
      }
    >
      {items.map(({ id, label, key }) => (
        <MenuItem key={id} label={label} shortcut={key} onAction={() => showView(id)} />
      ))}
    </MenuButton>
  )
}
