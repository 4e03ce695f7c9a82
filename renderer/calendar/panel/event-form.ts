import type { DateInput, DateValue } from '../../../shared/icalendar/date-value.ts'
import type { EventFields, EventInput, EventPatch } from '../../../shared/icalendar/event-fields.ts'
import { localString, parseLocal } from '../../../shared/icalendar/local-time.ts'
import { ianaZone } from '../../../shared/icalendar/time-zones.ts'
import type { CollectionId } from '../../../shared/model/names.ts'
import type { Draft } from '../../view-state/view-state.ts'
import { addDays } from '../time/day-frame.ts'
import { readRepeat, writeRepeat, type Repeat } from './repeat.ts'

/** What the editor holds while an event is typed. Dates are `YYYY-MM-DD`, times `HH:MM`; null: not complete yet. */
export type EventForm = {
  summary: string
  allDay: boolean
  startDate: string | null
  startTime: string | null
  /** The last day, also of an all-day event. */
  endDate: string | null
  endTime: string | null
  /** IANA name; null: floating, the same time on every clock. */
  tzid: string | null
  collection: CollectionId | null
  repeat: Repeat
  location: string
  url: string
  /** Minutes before the start of each reminder. */
  alarms: readonly number[]
  description: string
}

const MINUTE = 60_000

const localOf = (value: DateValue): string => (value.type === 'date' ? `${value.date}T00:00:00` : value.local)

/** A new event of which only time and calendar are known. `zone` is the display zone. */
export function draftForm({ start, end, allDay }: Draft, collection: CollectionId | null, zone: string): EventForm {
  const clock = ianaZone(zone)
  const local = (instant: number): string => localString(clock?.toLocal(instant) ?? instant)
  const from = local(start)
  const to = local(end)
  return {
    summary: '',
    allDay,
    startDate: from.slice(0, 10),
    startTime: allDay ? '09:00' : from.slice(11, 16),
    endDate: allDay ? addDays(to.slice(0, 10), -1) : to.slice(0, 10),
    endTime: allDay ? '10:00' : to.slice(11, 16),
    tzid: zone,
    collection,
    repeat: { type: 'none' },
    location: '',
    url: '',
    alarms: [],
    description: '',
  }
}

/** An event as it is, for the editor. `zone` is the display zone, taken when an all-day event is given times. */
export function formOf(fields: EventFields, collection: CollectionId, zone: string): EventForm {
  const { start } = fields
  const end = fields.end ?? start
  const from = start === null ? null : localOf(start)
  const to = end === null ? null : localOf(end)
  const lastDay =
    to === null || from === null ? null : addDays(to.slice(0, 10), to.slice(0, 10) > from.slice(0, 10) ? -1 : 0)
  return {
    summary: fields.summary,
    allDay: fields.allDay,
    startDate: from?.slice(0, 10) ?? null,
    startTime: fields.allDay ? '09:00' : (from?.slice(11, 16) ?? null),
    endDate: fields.allDay ? lastDay : (to?.slice(0, 10) ?? null),
    endTime: fields.allDay ? '10:00' : (to?.slice(11, 16) ?? null),
    tzid: start?.type === 'zoned' ? start.tzid : start?.type === 'floating' ? null : zone,
    collection,
    repeat: readRepeat(fields.rrule, from?.slice(0, 10) ?? ''),
    location: fields.location,
    url: fields.url,
    alarms: fields.alarms.flatMap(({ trigger }) =>
      trigger.type === 'before' && trigger.related === 'start' ? [trigger.minutes] : [],
    ),
    description: fields.description,
  }
}

/** What keeps a form from being saved. */
export type FormProblem = 'incomplete' | 'ends-before' | 'no-calendar'

const fromOf = ({ startDate, startTime, allDay }: EventForm): number =>
  parseLocal(allDay ? (startDate ?? '') : `${startDate}T${startTime}`)
const toOf = ({ endDate, endTime, allDay }: EventForm): number =>
  parseLocal(allDay ? (endDate ?? '') : `${endDate}T${endTime}`)

export function problemIn(form: EventForm): FormProblem | null {
  if (form.collection === null) return 'no-calendar'
  if (Number.isNaN(fromOf(form)) || Number.isNaN(toOf(form))) return 'incomplete'
  return toOf(form) < fromOf(form) ? 'ends-before' : null
}

/** The form with another start; the end moves along, so that the event keeps its length. */
export function withStart(form: EventForm, change: Partial<Pick<EventForm, 'startDate' | 'startTime'>>): EventForm {
  const next = { ...form, ...change }
  const length = toOf(form) - fromOf(form)
  const from = fromOf(next)
  if (Number.isNaN(length) || Number.isNaN(from) || length < 0) return next
  const to = localString(from + length)
  return { ...next, endDate: to.slice(0, 10), ...(form.allDay ? {} : { endTime: to.slice(11, 16) }) }
}

function inputs(form: EventForm): { start: DateInput; end: DateInput } {
  const startDate = form.startDate ?? ''
  const endDate = form.endDate ?? ''
  if (form.allDay) return { start: { type: 'date', date: startDate }, end: { type: 'date', date: addDays(endDate, 1) } }
  const at = (date: string, time: string | null): DateInput => {
    const local = `${date}T${time}:00`
    return form.tzid === null ? { type: 'floating', local } : { type: 'zoned', local, tzid: form.tzid }
  }
  return { start: at(startDate, form.startTime), end: at(endDate, form.endTime) }
}

const ruleOf = (form: EventForm): string | null =>
  writeRepeat(form.repeat, { start: form.startDate ?? '', tzid: form.tzid, allDay: form.allDay })

/** A whole form as a new event. */
export const inputOf = (form: EventForm): EventInput => ({
  ...inputs(form),
  summary: form.summary.trim(),
  location: form.location.trim(),
  description: form.description,
  rrule: ruleOf(form),
  url: form.url.trim(),
  categories: [],
  transparency: 'opaque',
  alarms: [...form.alarms],
  color: '',
})

/** What was changed, and nothing else: a rule or a time that was not touched stays as its author wrote it. */
export function patchOf(form: EventForm, before: EventForm): EventPatch {
  const patch: EventPatch = {}
  if (form.summary !== before.summary) patch.summary = form.summary.trim()
  if (form.location !== before.location) patch.location = form.location.trim()
  if (form.description !== before.description) patch.description = form.description
  if (form.url !== before.url) patch.url = form.url.trim()
  if (form.alarms.join() !== before.alarms.join()) patch.alarms = [...form.alarms]
  const timed = ['allDay', 'startDate', 'startTime', 'endDate', 'endTime', 'tzid'] as const
  if (timed.some((name) => form[name] !== before[name])) Object.assign(patch, inputs(form))
  if (JSON.stringify(form.repeat) !== JSON.stringify(before.repeat)) patch.rrule = ruleOf(form)
  return patch
}

/** Where a form lies in time, for the grid to draw it: instants, milliseconds since the epoch; null while it is incomplete. */
export function spanOf(form: EventForm, displayZone: string): { start: number; end: number } | null {
  const zone = ianaZone(form.allDay ? displayZone : (form.tzid ?? displayZone))
  const from = fromOf(form)
  const to = form.allDay ? toOf(form) + 1440 * MINUTE : toOf(form)
  if (zone === null || Number.isNaN(from) || Number.isNaN(to) || to < from) return null
  return { start: zone.toEpoch(from), end: zone.toEpoch(to) }
}
