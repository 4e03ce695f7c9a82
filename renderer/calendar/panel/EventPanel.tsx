import { useMemo, useState } from 'react'
import { readEvent } from '../../../shared/icalendar/edit.ts'
import type { EventFields } from '../../../shared/icalendar/event-fields.ts'
import { useObject } from '../../cache/hooks.ts'
import { useViewState, type Selection } from '../../view-state/view-state.ts'
import { CalendarScope } from '../CalendarScope.tsx'
import { useScope } from '../scope.ts'
import { EditEvent } from './EditEvent.tsx'
import { EventDetails } from './EventDetails.tsx'
import { NewEvent } from './NewEvent.tsx'
import { PanelFrame } from './PanelFrame.tsx'
import { panelMessages as messages } from './panel-messages.ts'

/** The right panel: the selected event, to read or to edit, or a new one being typed. Nothing while there is neither. */
export function EventPanel() {
  const selected = useViewState((state) => state.selected)
  const draft = useViewState((state) => state.draft)
  return (
    <CalendarScope>
      {draft !== null ? (
        <NewEvent draft={draft} />
      ) : (
        selected !== null && <SelectedEvent key={selected.key} selected={selected} />
      )}
    </CalendarScope>
  )
}

function SelectedEvent({ selected }: { selected: Selection }) {
  const { t } = useScope()
  const editing = useViewState((state) => state.editing)
  const object = useObject(selected.collection, selected.href)
  const data = object?.data ?? null
  const fields = useMemo(
    () => (data === null ? null : readOrNull(data, selected.recurrenceId)),
    [data, selected.recurrenceId],
  )
  // Deleted elsewhere while it is edited here: what was typed stays in sight.
  const [last, setLast] = useState(fields)
  if (fields !== null && fields !== last) setLast(fields)
  if (editing && last !== null) return <EditEvent selected={selected} fields={fields ?? last} />
  if (object !== undefined && fields !== null)
    return <EventDetails selected={selected} fields={fields} pending={object?.pending ?? null} />
  return (
    <PanelFrame selected={selected} label={t(messages.event)} loading={object === undefined}>
      {object !== undefined && (
        <p className="cal-panel-lost">{t(data === null ? messages.gone : messages.unreadable)}</p>
      )}
    </PanelFrame>
  )
}

function readOrNull(text: string, recurrenceId: string | null): EventFields | null {
  try {
    return readEvent(text, recurrenceId)
  } catch {
    return null
  }
}
