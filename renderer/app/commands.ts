import { invoke } from '../bridge/commands.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { Text } from '../i18n/use-text.ts'
import { orSay } from '../view-state/notice.ts'
import { undoLast } from '../view-state/undo.ts'
import {
  edit,
  openDialog,
  select,
  showDate,
  showSection,
  showToday,
  showView,
  startContact,
  startDraft,
  useViewState,
} from '../view-state/view-state.ts'
import { announce } from './announce.ts'
import { stepDate } from './days.ts'
import { nextDraft } from './new-event.ts'
import { messages } from './messages.ts'

/** Something the user can do by key or by name. `keys` are `KeyboardEvent.key` values; with `Mod+` Ctrl, on a Mac Cmd, is held. */
export type Command = {
  id: string
  label: string
  icon: IconName
  keys: readonly string[]
  /** Whether the palette offers it by name. */
  listed: boolean
  run: () => void
}

/** Leaves an event that is only read; one being typed is left by its own buttons. */
export function closePanel(): void {
  if (!useViewState.getState().editing) select(null)
}

const step = (steps: number) => (): void => {
  const { view, date } = useViewState.getState()
  showDate(stepDate(view, date, steps))
}

/** Opens the panel with a new event, or the card of a new contact, after where the user is. */
export function createNew(): void {
  if (useViewState.getState().section === 'contacts') startContact()
  else createEvent()
}

function createEvent(): void {
  showSection('calendar')
  startDraft(nextDraft(useViewState.getState().date, new Date()))
}

async function undo(t: Text): Promise<void> {
  const what = await undoLast()
  announce(what === null ? t(messages.nothingToUndo) : t(messages.undone, { what }))
}

/** Everything the keyboard and the palette know. */
export function appCommands(t: Text): Command[] {
  const listed = true
  return [
    { id: 'new-event', label: t(messages.newEvent), icon: 'plus', keys: ['c'], listed, run: createNew },
    { id: 'new-contact', label: t(messages.newContact), icon: 'people', keys: [], listed, run: startContact },
    { id: 'today', label: t(messages.goToday), icon: 'cal', keys: ['t'], listed, run: showToday },
    { id: 'day', label: t(messages.showDay), icon: 'cal', keys: ['1'], listed, run: () => showView('day') },
    { id: 'week', label: t(messages.showWeek), icon: 'cal', keys: ['2'], listed, run: () => showView('week') },
    { id: 'month', label: t(messages.showMonth), icon: 'cal', keys: ['3'], listed, run: () => showView('month') },
    { id: 'agenda', label: t(messages.showAgenda), icon: 'list', keys: ['4'], listed, run: () => showView('agenda') },
    {
      id: 'contacts',
      label: t(messages.showContacts),
      icon: 'people',
      keys: ['5'],
      listed,
      run: () => showSection('contacts'),
    },
    {
      id: 'next',
      label: t(messages.nextPeriod),
      icon: 'right',
      keys: ['j', 'ArrowRight'],
      listed: false,
      run: step(1),
    },
    {
      id: 'previous',
      label: t(messages.previousPeriod),
      icon: 'left',
      keys: ['k', 'ArrowLeft'],
      listed: false,
      run: step(-1),
    },
    {
      id: 'edit',
      label: t(messages.editSelected),
      icon: 'edit',
      keys: ['e'],
      listed: false,
      run: () => {
        const { selected } = useViewState.getState()
        if (selected !== null) edit(selected)
      },
    },
    {
      id: 'close-panel',
      label: t(messages.closePanel),
      icon: 'x',
      keys: ['Escape'],
      listed: false,
      run: closePanel,
    },
    { id: 'undo', label: t(messages.undo), icon: 'undo', keys: ['Mod+z'], listed, run: () => orSay(undo(t)) },
    {
      id: 'search',
      label: t(messages.search),
      icon: 'search',
      keys: ['/', 'Mod+k'],
      listed: false,
      run: () => openDialog({ type: 'palette' }),
    },
    {
      id: 'new-calendar',
      label: t(messages.newCalendar),
      icon: 'plus',
      keys: [],
      listed,
      run: () => openDialog({ type: 'new-calendar', account: null }),
    },
    {
      id: 'subscribe',
      label: t(messages.subscribe),
      icon: 'feed',
      keys: [],
      listed,
      run: () => openDialog({ type: 'subscribe', url: null }),
    },
    {
      id: 'add-account',
      label: t(messages.addAccount),
      icon: 'server',
      keys: [],
      listed,
      run: () => openDialog({ type: 'add-account' }),
    },
    {
      id: 'check-now',
      label: t(messages.checkNow),
      icon: 'pulse',
      keys: [],
      listed,
      run: () => orSay(invoke('sync.checkNow', { account: null })),
    },
    {
      id: 'settings',
      label: t(messages.settings),
      icon: 'gear',
      keys: ['Mod+,'],
      listed,
      run: () => openDialog({ type: 'settings' }),
    },
    {
      id: 'shortcuts',
      label: t(messages.shortcuts),
      icon: 'enter',
      keys: ['?'],
      listed,
      run: () => openDialog({ type: 'shortcuts' }),
    },
  ]
}
