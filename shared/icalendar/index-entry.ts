import { readCalendarObject } from './calendar-object.ts'
import type { CalendarObject, ComponentName } from './calendar-object.ts'
import { property } from './component.ts'
import type { Component } from './component.ts'
import { dateValueOf, momentOf } from './date-value.ts'
import type { DateValue, Moment } from './date-value.ts'
import { describe } from './description.ts'
import type { Description } from './description.ts'
import { recurrenceIdOf } from './series.ts'
import { onClockOf, timingOf } from './timing.ts'
import type { Timing } from './timing.ts'

export type { ComponentName } from './calendar-object.ts'

/** What the cache keeps of one VEVENT, VTODO or VJOURNAL of an object: the master or an override. */
export type IndexedComponent = Description & {
  /** Original start in the form of the series (`20260105T100000`, `…Z`, or `20260105`); null for the master. */
  recurrenceId: string | null
  /** null: a task or journal entry without a date. */
  start: DateValue | null
  /** Exclusive; from DTEND, DUE or DURATION, else RFC 5545 §3.6.1's default. */
  end: DateValue | null
  allDay: boolean
}

export type IndexedObject = {
  uid: string
  component: ComponentName
  /** The master first (if there is one), then the overrides as they stand. */
  instances: IndexedComponent[]
  /** What was unclear and how it was read, in plain words. */
  warnings: string[]
  /** Why nothing can be shown of it, in plain words; null when it can. */
  broken: string | null
}

const broken = (reason: string): IndexedObject => ({
  uid: '',
  component: 'VEVENT',
  instances: [],
  warnings: [],
  broken: reason,
})

function entryOf(
  component: Component,
  timing: Timing | null,
  recurrenceId: Moment | null,
  series: Moment | null,
): IndexedComponent {
  return Object.assign(describe(component), {
    recurrenceId: recurrenceId === null ? null : recurrenceIdOf(onClockOf(series ?? recurrenceId, recurrenceId)),
    start: timing === null ? null : dateValueOf(timing.start),
    end: timing === null ? null : dateValueOf(timing.end),
    allDay: timing?.start.isDate ?? false,
  })
}

function entriesOf(object: CalendarObject): IndexedComponent[] {
  const read = object.members.map((component) => {
    const line = property(component, 'RECURRENCE-ID')
    const recurrenceId = line === undefined ? null : momentOf(line, object.zones)
    return { component, recurrenceId, timing: timingOf(component, object.zones) }
  })
  const master = read.find((entry) => entry.recurrenceId === null)
  const series = master?.timing?.start ?? null
  return read
    .filter((entry) => entry.timing !== null || entry.component.name !== 'VEVENT')
    .toSorted((a, b) => Number(a.recurrenceId !== null) - Number(b.recurrenceId !== null))
    .map(({ component, timing, recurrenceId }) => entryOf(component, timing, recurrenceId, series))
}

/**
 * Reads what the cache's index needs of one CalendarObjectResource (one UID: master and overrides). Never throws: an object
 * nothing can be read of comes back with `broken` set and no instances.
 *
 * @param text the object as its server holds it
 */
export function readIndexEntries(text: string): IndexedObject {
  const object = readCalendarObject(text)
  if (object === null) return broken('There is no event, task or journal entry in it.')
  const instances = entriesOf(object)
  const { uid, component, warnings } = object
  if (instances.length > 0) return { uid, component, instances, warnings, broken: null }
  return { ...broken('Its start (DTSTART) is missing or is not a date.'), uid, component }
}
