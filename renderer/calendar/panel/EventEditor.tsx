import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import type { Selection } from '../../view-state/view-state.ts'
import { isWritable, useScope } from '../scope.ts'
import { problemIn, withStart, type EventForm, type FormProblem } from './event-form.ts'
import { PanelFrame } from './PanelFrame.tsx'
import { panelMessages as messages } from './panel-messages.ts'
import { ReminderFields } from './ReminderFields.tsx'
import { RepeatFields } from './RepeatFields.tsx'
import { ZoneField } from './ZoneField.tsx'

const problemWords: Record<FormProblem, (typeof messages)[keyof typeof messages]> = {
  incomplete: messages.incomplete,
  'ends-before': messages.endsBefore,
  'no-calendar': messages.noCalendar,
}

/**
 * The fields of an event, new or not. What is wrong with them is said once the user wants to save.
 *
 * @param note something the user should know before saving
 * @param error why saving failed
 */
export function EventEditor({
  selected,
  label,
  form,
  note,
  error,
  saving,
  footRef,
  onChange,
  onSave,
  onEscape,
  onCancel,
}: {
  selected: Selection | null
  label: string
  form: EventForm
  note: string | null
  error: string | null
  saving: boolean
  footRef?: RefObject<HTMLDivElement | null>
  onChange: (form: EventForm) => void
  onSave: () => void
  /** Esc and the cross: what was typed is kept, where it can be taken up again. */
  onEscape: () => void
  onCancel: () => void
}) {
  const { t, collections } = useScope()
  const [tried, setTried] = useState(false)
  const problem = problemIn(form)
  const wrong = tried && problem !== null ? t(problemWords[problem]) : error
  const change = (part: Partial<EventForm>): void => onChange({ ...form, ...part })
  const save = (): void => {
    setTried(true)
    if (problem === null && !saving) onSave()
  }

  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => fields.current?.querySelector('input')?.focus(), [])

  const calendars = useMemo(
    () =>
      [...collections.values()]
        .filter((each) => isWritable(each) || each.id === form.collection)
        .map(({ id, displayName, hue }) => ({ id, label: displayName, hue })),
    [collections, form.collection],
  )
  const keys = {
    onKeyDown(event: KeyboardEvent) {
      const inTitle = event.target instanceof HTMLInputElement && event.target.closest('.cal-form-title') !== null
      if (event.key === 'Enter' && !event.nativeEvent.isComposing && (inTitle || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        save()
      }
    },
  }

  return (
    <PanelFrame
      selected={selected}
      label={label}
      onEscape={onEscape}
      foot={
        <div ref={footRef} className="cal-form-foot">
          {note !== null && <p className="cal-form-note">{note}</p>}
          {wrong !== null && (
            <p className="cal-form-error" role="alert">
              {wrong}
            </p>
          )}
          <div className="cal-form-buttons">
            <Button onPress={onCancel}>{t(messages.cancel)}</Button>
            <Button variant="primary" isDisabled={saving} onPress={save}>
              {t(saving ? messages.saving : messages.save)}
            </Button>
          </div>
        </div>
      }
    >
      <div ref={fields} className="cal-form" {...keys}>
        <div className="cal-form-title">
          <TextField
            label={t(messages.title)}
            hideLabel
            placeholder={t(messages.title)}
            value={form.summary}
            onChange={(summary) => change({ summary })}
          />
        </div>
        <Switch label={t(messages.allDay)} isSelected={form.allDay} onChange={(allDay) => change({ allDay })} />
        <div className="cal-form-when">
          <DateField
            label={t(messages.starts)}
            value={form.startDate}
            onChange={(startDate) => onChange(withStart(form, { startDate }))}
          />
          {!form.allDay && (
            <TimeField
              label={t(messages.startTime)}
              hideLabel
              value={form.startTime}
              onChange={(startTime) => onChange(withStart(form, { startTime }))}
            />
          )}
          <DateField label={t(messages.ends)} value={form.endDate} onChange={(endDate) => change({ endDate })} />
          {!form.allDay && (
            <TimeField
              label={t(messages.endTime)}
              hideLabel
              value={form.endTime}
              onChange={(endTime) => change({ endTime })}
            />
          )}
        </div>
        {!form.allDay && <ZoneField value={form.tzid} onChange={(tzid) => change({ tzid })} />}
        <RepeatFields repeat={form.repeat} start={form.startDate ?? ''} onChange={(repeat) => change({ repeat })} />
        <Select
          label={t(messages.calendar)}
          items={calendars}
          value={form.collection}
          onChange={(collection) => change({ collection })}
        />
        <TextField label={t(messages.place)} value={form.location} onChange={(location) => change({ location })} />
        <ReminderFields alarms={form.alarms} onChange={(alarms) => change({ alarms })} />
        <TextField label={t(messages.link)} type="url" value={form.url} onChange={(url) => change({ url })} />
        <TextField
          label={t(messages.notes)}
          lines={4}
          value={form.description}
          onChange={(description) => change({ description })}
        />
      </div>
    </PanelFrame>
  )
}
