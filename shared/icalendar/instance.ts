import { DavError } from '../model/dav-error.ts'
import { readCalendarObject } from './calendar-object.ts'
import type { CalendarObject } from './calendar-object.ts'
import { property } from './component.ts'
import type { Component } from './component.ts'
import { momentOf, parseMoment } from './date-value.ts'
import type { Moment } from './date-value.ts'
import { parameter } from './content-line.ts'
import { identityOf } from './series.ts'
import { endOf, onClockOf, timingOf } from './timing.ts'
import type { Timing } from './timing.ts'

/** One instance of an object: the component that speaks for it, and when it takes place. */
export type InstanceView = {
  /** Its own override, else a THISANDFUTURE override before it, else the master. */
  component: Component
  /** null: without any date. */
  timing: Timing | null
  overridden: boolean
  /** The original start on the clock of the series; null for the master. */
  original: Moment | null
}

/** @throws DavError `malformed` when the text holds no event, task or journal entry */
export function requireObject(text: string): CalendarObject {
  const object = readCalendarObject(text)
  if (object === null) throw new DavError('malformed', 'This object holds no event that could be shown or changed.')
  return object
}

export const masterOf = (object: CalendarObject): Component | undefined =>
  object.members.find((member) => property(member, 'RECURRENCE-ID') === undefined)

type Named = { component: Component; original: Moment; andFuture: boolean }

/** The overrides of an object with the starts they replace, on the clock of its master. */
export function namedOverrides({ members, zones }: CalendarObject, clock: Moment | null): Named[] {
  return members.flatMap((component) => {
    const line = property(component, 'RECURRENCE-ID')
    const named = line === undefined ? null : momentOf(line, zones)
    if (line === undefined || named === null) return []
    const andFuture = parameter(line, 'RANGE')?.toUpperCase() === 'THISANDFUTURE'
    return [{ component, original: onClockOf(clock ?? named, named), andFuture }]
  })
}

/** The timing of an instance that has no component of its own. */
function timingAt(timing: Timing, original: Moment, replaced: Moment | null): Timing {
  const shift = replaced === null ? 0 : timing.start.local - replaced.local
  const start = { ...timing.start, local: replaced === null ? original.local : original.local + shift }
  const moved = { ...timing.end, local: timing.end.local + (start.local - timing.start.local) }
  const ownZone = timing.end.zone !== timing.start.zone && timing.length.days === 0
  return { start, length: timing.length, end: ownZone ? moved : endOf(start, timing.length) }
}

/**
 * Looks up an instance.
 *
 * @param recurrenceId as in Occurrence; null: the master
 * @throws DavError `malformed` when there is no such component or the id is no date
 */
export function findInstance(object: CalendarObject, recurrenceId: string | null): InstanceView {
  const master = masterOf(object)
  const clock = master === undefined ? null : (timingOf(master, object.zones)?.start ?? null)
  if (recurrenceId === null) {
    const component = master ?? object.members[0]
    if (component === undefined) throw new DavError('malformed', 'This object holds no event that could be shown.')
    return { component, timing: timingOf(component, object.zones), overridden: false, original: null }
  }
  const named = parseMoment(recurrenceId, null, object.zones)
  if (named === null) throw new DavError('malformed', `“${recurrenceId}” names no instance of a series.`)
  const overrides = namedOverrides(object, clock)
  const original = onClockOf(clock ?? overrides[0]?.original ?? named, named)
  const identity = identityOf(original)
  const own = overrides.find((override) => identityOf(override.original) === identity)
  if (own !== undefined)
    return { component: own.component, timing: timingOf(own.component, object.zones), overridden: true, original }
  const future = overrides
    .filter((override) => override.andFuture && identityOf(override.original) <= identity)
    .toSorted((a, b) => identityOf(b.original) - identityOf(a.original))[0]
  const component = future?.component ?? master
  const timing = component === undefined ? null : timingOf(component, object.zones)
  if (component === undefined || timing === null)
    throw new DavError('malformed', `The series has no instance “${recurrenceId}”.`)
  return {
    component,
    timing: timingAt(timing, original, future?.original ?? null),
    overridden: false,
    original,
  }
}
