import { useEffect, useRef, useState } from 'react'
import type { Text } from '../../i18n/use-text.ts'
import { showNotice } from '../../view-state/notice.ts'
import { startDraft, useViewState, type Draft } from '../../view-state/view-state.ts'
import { addEvent } from '../actions.ts'
import { titleOf } from '../event/describe.ts'
import { messages as common } from '../messages.ts'
import { problemOf } from '../problem.ts'
import { useScope } from '../scope.ts'
import { calendarForNew, rememberCalendar } from './calendar-for-new.ts'
import { EventEditor } from './EventEditor.tsx'
import { draftForm, inputOf, problemIn, spanOf, type EventForm } from './event-form.ts'
import { panelMessages as messages } from './panel-messages.ts'
import { keepForm, useUnsaved } from './unsaved.ts'

/** Under which a new event is kept that could not be saved when its panel was left. */
const NEW = 'new'

async function create(form: EventForm, t: Text): Promise<void> {
  if (form.collection === null) return
  const title = titleOf(form, t)
  await addEvent(form.collection, inputOf(form), { label: t(common.undoCreate, { title }), title })
  rememberCalendar(form.collection)
}

/**
 * A new event, being typed; the grid draws it where it will be. Turning to something else saves it if it has a title: only Esc and Cancel
 * give it up.
 */
export function NewEvent({ draft }: { draft: Draft }) {
  const { t, zone, collections } = useScope()
  const hidden = useViewState((state) => state.hidden)
  const begin = (): EventForm => {
    const kept = useUnsaved.getState().forms.get(NEW)
    return kept?.form ?? draftForm(draft, draft.collection ?? calendarForNew(collections, hidden), zone)
  }
  const [typed, setTyped] = useState(() => ({ draft, form: begin() }))
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)

  // Drawn anew somewhere else: what was typed goes there.
  let { form } = typed
  if (typed.draft !== draft) {
    const { startDate, startTime, endDate, endTime, allDay } = draftForm(draft, null, zone)
    form = { ...form, startDate, startTime, endDate, endTime, allDay, tzid: zone }
    setTyped({ draft, form })
  } else if (form.collection === null) {
    const collection = calendarForNew(collections, hidden)
    if (collection !== null) {
      form = { ...form, collection }
      setTyped({ draft, form })
    }
  }

  const latest = useRef<{ form: EventForm | null; t: Text }>({ form: null, t })
  useEffect(() => {
    latest.current = { form, t }
  }, [form, t])
  useEffect(() => {
    keepForm(NEW, null)
    return () => {
      const { form: left, t: words } = latest.current
      if (left === null || left.summary.trim() === '' || problemIn(left) !== null) return
      create(left, words).catch((cause: unknown) => {
        keepForm(NEW, { before: left, form: left })
        showNotice(problemOf(cause, words))
      })
    }
  }, [])

  const change = (next: EventForm): void => {
    const span = spanOf(next, zone)
    const moved = { ...draft, ...span, allDay: next.allDay, collection: next.collection }
    setTyped({ draft: moved, form: next })
    useViewState.setState({ draft: moved })
  }
  const leave = (): void => {
    latest.current = { form: null, t }
    startDraft(null)
  }
  const save = async (): Promise<void> => {
    setSaving(true)
    setError(null)
    try {
      await create(form, t)
      leave()
    } catch (cause) {
      setError(problemOf(cause, t))
      setSaving(false)
    }
  }

  return (
    <EventEditor
      selected={null}
      label={t(messages.newEvent)}
      form={form}
      note={null}
      error={error}
      saving={saving}
      onChange={change}
      onSave={() => void save()}
      onEscape={leave}
      onCancel={leave}
    />
  )
}
