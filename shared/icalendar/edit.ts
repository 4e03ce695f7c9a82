import { applyChanges, changeOf, draftOf } from './component-change.ts'
import { editWhole } from './edit-all.ts'
import { alarmSplices, fieldSplices } from './edit-fields.ts'
import { ruleValue } from './edit-series.ts'
import { readInput, timeSplices, wantedTimes } from './edit-times.ts'
import type { EventInput, EventPatch } from './event-fields.ts'
import { findInstance, masterOf, namedOverrides, requireObject } from './instance.ts'
import { tzidsOf, withNeededZones } from './needed-zones.ts'
import { overrideSplice } from './new-override.ts'
import { compileObject, isEmpty, isInstance } from './occurrences.ts'
import { applySplices, lineBreakOf, replaceLines } from './splice.ts'
import { stamp, stampSplices } from './stamps.ts'
import { momentLine } from './write-date.ts'

export { readEvent } from './read-event.ts'

/** `all` with a `recurrenceId`: the patch's start and end are those wanted for that instance, and the series moves as far as it does. */
export type EditScope = { type: 'all'; recurrenceId?: string | null } | { type: 'this'; recurrenceId: string }

/** Lines are added at the end of the text: there has to be a line break. */
const closed = (text: string): string => (text.endsWith('\n') ? text : text + lineBreakOf(text))

/** A change of the rule leaves overrides of starts it no longer makes: they go with them. */
function withoutStrays(text: string): string {
  const object = requireObject(text)
  const { master } = compileObject(text)
  if (master === null) return text
  const strays = namedOverrides(object, master.start).filter(({ original }) => !isInstance(master, original))
  return applySplices(
    text,
    strays.map(({ component: { start, end } }) => ({ start, end, text: '' })),
  )
}

function editAll(text: string, patch: EventPatch, anchor: string | null, now: number): string {
  const object = requireObject(text)
  const draft = draftOf(text, object)
  const master = masterOf(object)
  if (master === undefined) {
    const { component, timing } = findInstance(object, anchor)
    return applyChanges(text, [changeOf(draft, component, timing, patch)], now)
  }
  const { changes, removed, ruleChanged } = editWhole(draft, master, patch, anchor)
  const edited = applyChanges(text, changes, now, removed)
  return ruleChanged ? withoutStrays(edited) : edited
}

function editThis(text: string, patch: EventPatch, recurrenceId: string, now: number): string {
  const object = requireObject(text)
  const view = findInstance(object, recurrenceId)
  const splice = view.overridden ? null : overrideSplice(text, object, view, draftOf(text, object).names)
  const prepared = splice === null ? text : applySplices(text, [splice])
  const own = requireObject(prepared)
  const { component, timing } = findInstance(own, recurrenceId)
  const change = changeOf(draftOf(prepared, own), component, timing, patch)
  const nothing = change.splices.length + change.alarms.length === 0
  return nothing ? text : applyChanges(prepared, [change], now)
}

/**
 * Applies a patch to the text: lines it does not touch stay byte for byte. What is changed of one instance gives it an override
 * (RFC 5545 §3.8.4.4), where a rule in the patch has no place; what is changed of all moves EXDATEs, RDATEs, UNTIL and overrides along.
 *
 * @throws DavError `malformed` when the text holds no such event, or the patch a date that is none or an end before its start
 */
export function editEvent(text: string, patch: EventPatch, scope: EditScope, now = Date.now()): string {
  const whole = closed(text)
  const edited =
    scope.type === 'all'
      ? editAll(whole, patch, scope.recurrenceId ?? null, now)
      : editThis(whole, patch, scope.recurrenceId, now)
  if (edited === whole) return text
  return withNeededZones(edited, requireObject(edited), tzidsOf(text))
}

/**
 * Takes one instance out of a series: an EXDATE, and its override goes. null: nothing is left, delete the object.
 *
 * @throws DavError `malformed` when the text holds no such event
 */
export function deleteOccurrence(text: string, recurrenceId: string, now = Date.now()): string | null {
  const whole = closed(text)
  const object = requireObject(whole)
  const { component, overridden, original } = findInstance(object, recurrenceId)
  const master = masterOf(object)
  const series = compileObject(whole).master
  const splices = overridden ? [{ start: component.start, end: component.end, text: '' }] : []
  if (master !== undefined && series !== null && original !== null && isInstance(series, original)) {
    const { names } = draftOf(whole, object)
    splices.push(
      ...replaceLines(whole, master, [], [momentLine('EXDATE', original, names)]),
      ...stampSplices(whole, master, now, true),
    )
  }
  const edited = applySplices(whole, splices)
  return isEmpty(compileObject(edited)) ? null : edited
}

/**
 * Writes a new event as a whole VCALENDAR, with the VTIMEZONEs it needs.
 *
 * @param now milliseconds since the epoch, for DTSTAMP
 * @throws DavError `malformed` when a date is none, its zone is not known or the end lies before the start
 */
export function createEvent(
  fields: Pick<EventInput, 'summary' | 'start' | 'end'> & EventPatch & { uid?: string },
  now = Date.now(),
): string {
  const text = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Daystream//Daystream//EN',
    'BEGIN:VEVENT',
    `UID:${fields.uid ?? crypto.randomUUID()}`,
    `DTSTAMP:${stamp(now)}`,
    `CREATED:${stamp(now)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  const object = requireObject(text)
  const { component } = findInstance(object, null)
  const { names } = draftOf(text, object)
  const start = readInput(fields.start, object.zones)
  const wanted = wantedTimes({ start, end: start, length: { days: 0, ms: 0 } }, fields.start, fields.end, object.zones)
  const rule = fields.rrule === undefined || fields.rrule === null ? [] : [`RRULE:${ruleValue(fields.rrule, start)}`]
  const written = applySplices(text, [
    ...timeSplices(text, component, wanted, null, object.zones, names),
    ...replaceLines(text, component, [], rule),
    ...fieldSplices(text, component, fields),
    ...alarmSplices(text, component, fields),
  ])
  return withNeededZones(written, requireObject(written), new Set())
}
