import type { ReactNode } from 'react'
import type { PendingChange } from '../../../shared/model/change.ts'
import type { EventFields } from '../../../shared/icalendar/event-fields.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { edit, type Selection } from '../../view-state/view-state.ts'
import { titleOf } from '../event/describe.ts'
import { isWritable, useScope } from '../scope.ts'
import { callLink, webLink } from './call-link.ts'
import { PanelFrame } from './PanelFrame.tsx'
import { panelMessages as messages } from './panel-messages.ts'
import { People } from './People.tsx'
import { Linked } from './Linked.tsx'
import { PendingNote } from './PendingNote.tsx'
import { reminderWords } from './reminder-words.ts'
import { useRemoval } from './removal.ts'
import { repeatWords } from './repeat-words.ts'
import { keepForm, useUnsaved } from './unsaved.ts'
import { whenWords } from './when-words.ts'

/** The selected event, to read. */
export function EventDetails({
  selected,
  fields,
  pending,
}: {
  selected: Selection
  fields: EventFields
  pending: PendingChange | null
}) {
  const scope = useScope()
  const { t, collections, labels } = scope
  const removal = useRemoval()
  const collection = collections.get(selected.collection)
  const writable = isWritable(collection)
  const title = titleOf(fields, t)
  const when = whenWords(fields, scope)
  const call = callLink(fields.url, fields.location, fields.description)
  const link = webLink(fields.url)
  const start =
    fields.start === null ? '' : fields.start.type === 'date' ? fields.start.date : fields.start.local.slice(0, 10)
  const repeats = repeatWords(fields.rrule, start, scope)
  const reminders = fields.alarms.map((alarm) => reminderWords(alarm, scope))

  return (
    <PanelFrame
      selected={selected}
      label={title}
      actions={
        writable && (
          <>
            <IconButton icon="edit" label={t(messages.edit)} shortcut="E" onPress={() => edit(selected)} />
            <IconButton
              icon="trash"
              label={t(messages.delete)}
              onPress={({ target }) => removal.ask({ ...selected, ...fields }, target as HTMLElement)}
            />
          </>
        )
      }
    >
      <h2 className="cal-panel-title" dir="auto" data-status={fields.status}>
        {title}
      </h2>
      <Unsaved selected={selected} />
      {pending !== null && <PendingNote pending={pending} />}
      {when !== null && (
        <Row icon="clock" label={t(messages.when)}>
          {when.main}
          <span className="cal-panel-more">{when.more}</span>
        </Row>
      )}
      {repeats !== '' && (
        <Row icon="repeat" label={t(messages.repeats)}>
          {repeats}
        </Row>
      )}
      {fields.location !== '' && (
        <Row icon="pin" label={t(messages.place)}>
          <span dir="auto">{fields.location}</span>
        </Row>
      )}
      {call !== null && (
        <Row icon="video" label={t(messages.join)}>
          <span className="cal-panel-call">
            <a className="ui-button ui-button-primary ui-focusable" href={call.href} target="_blank" rel="noreferrer">
              {t(messages.join)}
            </a>
            <span className="cal-panel-host ellipsis">{call.hostname}</span>
          </span>
        </Row>
      )}
      {link !== null && link.href !== call?.href && (
        <Row icon="ext" label={t(messages.link)}>
          <a className="cal-panel-link ui-focusable" href={link.href} target="_blank" rel="noreferrer" dir="ltr">
            {link.protocol === 'mailto:' ? link.pathname : link.hostname + (link.pathname === '/' ? '' : link.pathname)}
          </a>
        </Row>
      )}
      {fields.attendees.length > 0 && <People organizer={fields.organizer} attendees={fields.attendees} />}
      {reminders.length > 0 && (
        <Row icon="bell" label={t(messages.reminders)} ruled>
          {labels.list(reminders)}
        </Row>
      )}
      {fields.description.trim() !== '' && (
        <Row icon="note" label={t(messages.notes)} ruled={reminders.length === 0}>
          <span className="cal-panel-notes" dir="auto">
            <Linked text={fields.description.trim()} />
          </span>
        </Row>
      )}
      {!writable && collection !== undefined && (
        <Row icon="lock" ruled>
          <span className="cal-panel-more">{t(messages.readOnly, { calendar: collection.displayName })}</span>
        </Row>
      )}
    </PanelFrame>
  )
}

function Row({
  icon,
  label,
  ruled = false,
  children,
}: {
  icon: IconName
  /** Said to those who do not see the drawing. */
  label?: string
  /** With a line above. */
  ruled?: boolean
  children: ReactNode
}) {
  return (
    <div className="cal-panel-row" data-ruled={ruled || undefined}>
      <Icon name={icon} />
      <div className="cal-panel-text">
        {label !== undefined && <span className="visually-hidden">{label}: </span>}
        {children}
      </div>
    </div>
  )
}

/** Says that an edit of this event was begun and left. */
function Unsaved({ selected }: { selected: Selection }) {
  const { t } = useScope()
  const unsaved = useUnsaved(({ forms }) => forms.has(selected.key))
  if (!unsaved) return null
  return (
    <div className="cal-panel-note">
      <p>{t(messages.unsaved)}</p>
      <div className="cal-panel-note-ways">
        <Button onPress={() => edit(selected)}>{t(messages.goOn)}</Button>
        <Button variant="plain" onPress={() => keepForm(selected.key, null)}>
          {t(messages.discard)}
        </Button>
      </div>
    </div>
  )
}
