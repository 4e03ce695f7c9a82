import { useMemo, useRef, useState } from 'react'
import type { EventFields } from '../../../shared/icalendar/event-fields.ts'
import { select, type Selection } from '../../view-state/view-state.ts'
import { changeEvent, transferEvent, type SeriesScope } from '../actions.ts'
import { titleOf } from '../event/describe.ts'
import { messages as common } from '../messages.ts'
import { problemOf } from '../problem.ts'
import { useScope } from '../scope.ts'
import { EventEditor } from './EventEditor.tsx'
import { formOf, patchOf, type EventForm } from './event-form.ts'
import { panelMessages as messages } from './panel-messages.ts'
import { ScopePopover } from './ScopePopover.tsx'
import { keepForm, useUnsaved } from './unsaved.ts'

/** The selected event, being changed. Leaving keeps what was typed; a save that fails does so too, and says why. */
export function EditEvent({ selected, fields }: { selected: Selection; fields: EventFields }) {
  const { t, zone } = useScope()
  const present = useMemo(() => formOf(fields, selected.collection, zone), [fields, selected.collection, zone])
  const { before, form } = useUnsaved(({ forms }) => forms.get(selected.key)) ?? { before: present, form: present }
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const foot = useRef<HTMLDivElement>(null)

  const leave = (): void => {
    keepForm(selected.key, null)
    select(selected)
  }

  const save = async (scope: SeriesScope): Promise<void> => {
    setAsking(false)
    setSaving(true)
    setError(null)
    const patch = patchOf(form, before)
    const title = titleOf(form, t)
    const undo = { label: t(common.undoChange, { title }), title }
    try {
      if (form.collection !== null && form.collection !== selected.collection) {
        await transferEvent(selected, form.collection, patch, undo)
        keepForm(selected.key, null)
        select(null)
      } else {
        if (Object.keys(patch).length > 0) await changeEvent(selected, patch, scope, undo)
        leave()
      }
    } catch (cause) {
      setError(problemOf(cause, t))
      setSaving(false)
    }
  }

  const change = (next: EventForm): void => {
    const same = next.collection === before.collection && Object.keys(patchOf(next, before)).length === 0
    keepForm(selected.key, same ? null : { before, form: next })
  }

  const submit = (): void => {
    const patch = patchOf(form, before)
    const moves = form.collection !== selected.collection
    // Another rule, or another calendar, is always for the whole series.
    if (!fields.recurring || moves || patch.rrule !== undefined || Object.keys(patch).length === 0) void save('all')
    else setAsking(true)
  }

  return (
    <>
      <EventEditor
        selected={selected}
        label={t(messages.editEvent)}
        form={form}
        note={fields.recurring && form.collection !== selected.collection ? t(messages.movesAll) : null}
        error={error}
        saving={saving}
        footRef={foot}
        onChange={change}
        onSave={submit}
        onEscape={() => select(selected)}
        onCancel={leave}
      />
      <ScopePopover
        question={t(common.saveWhich)}
        anchor={foot}
        isOpen={asking}
        onChoose={(scope) => void save(scope)}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}
