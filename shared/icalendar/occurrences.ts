import type { CollectionId, Href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { readCalendarObject } from './calendar-object.ts'
import type { ComponentName } from './calendar-object.ts'
import type { Moment } from './date-value.ts'
import type { Description } from './description.ts'
import { dateString, DAY } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { MAX_STARTS } from './recurrence.ts'
import { compileMembers, identityOf, recurrenceIdOf } from './series.ts'
import type { Override, Series } from './series.ts'
import { ianaZone, utc } from './time-zones.ts'
import type { Zone } from './time-zones.ts'
import { instants } from './timing.ts'
import type { Length, Timing } from './timing.ts'

/** Milliseconds since the epoch, `end` exclusive. */
export type TimeRange = { start: number; end: number }
/** Where the object lives: goes into each Occurrence. */
export type ObjectAddress = { collection: CollectionId; href: Href }
/** An object read once, to be expanded many times. Holds functions and caches: not for a port. */
export type CompiledObject = {
  readonly uid: string
  readonly component: ComponentName
  readonly recurring: boolean
  readonly master: Series | null
  readonly overrides: readonly Override[]
}

/** Reads an object for expansion; never throws, an unreadable one has no occurrences. */
export function compileObject(text: string): CompiledObject {
  const object = readCalendarObject(text)
  if (object === null) return { uid: '', component: 'VEVENT', recurring: false, master: null, overrides: [] }
  const members = compileMembers(object)
  const recurring = members.overrides.length > 0 || members.master?.described.hasRule === true
  return { uid: object.uid, component: object.component, recurring, ...members }
}

const statuses: Readonly<Record<string, Occurrence['status']>> = { TENTATIVE: 'tentative', CANCELLED: 'cancelled' }

type Instance = { start: Moment; length: Length; described: Description; recurrenceId: string | null }

function occurrenceOf(object: CompiledObject, instance: Instance, display: Zone, at: ObjectAddress): Occurrence {
  const { start, length, described, recurrenceId } = instance
  return {
    key: `${at.collection}\n${at.href}\n${recurrenceId ?? ''}`,
    collection: at.collection,
    href: at.href,
    uid: object.uid,
    component: object.component,
    recurrenceId,
    recurring: object.recurring,
    ...instants(start, length, display),
    allDay: start.isDate,
    startDate: start.isDate ? dateString(start.local) : null,
    endDate: start.isDate ? dateString(start.local + length.days * DAY) : null,
    zone: start.zone?.id ?? null,
    summary: described.summary,
    location: described.location,
    status: statuses[described.status] ?? 'confirmed',
    transparent: described.transparent,
    alarms: described.alarms > 0,
    attendees: described.attendees,
    url: described.url,
    categories: described.categories,
    completed: described.completed,
  }
}

/** Where the starts lie that can touch the range, on the clock of the series. */
function localWindow(series: Series, range: TimeRange, display: Zone, margin: number): { from: LocalMs; to: LocalMs } {
  const zone = series.start.zone ?? display
  const length = series.length.days * DAY + series.length.ms
  return { from: zone.toLocal(range.start) - length - margin, to: zone.toLocal(range.end) + margin }
}

/** The starts of a series before overrides: rules, DTSTART and RDATEs, without what is excluded; by identity. */
function startsOf(series: Series, from: LocalMs, to: LocalMs): Map<number, { start: Moment; length: Length }> {
  const found = new Map<number, { start: Moment; length: Length }>()
  const add = (local: LocalMs, length: Length | null): void => {
    const start = { ...series.start, local }
    const identity = identityOf(start)
    if (series.exceptions.has(identity) || series.exceptionDays.has(Math.floor(local / DAY) * DAY)) return
    if (length !== null || !found.has(identity)) found.set(identity, { start, length: length ?? series.length })
  }
  if (series.start.local >= from && series.start.local < to) add(series.start.local, null)
  for (const rule of series.rules) for (const local of rule.between(from, to)) add(local, null)
  for (const date of series.dates)
    if (date.length !== null || (date.local >= from && date.local < to)) add(date.local, date.length)
  for (const rule of series.exceptionRules)
    for (const local of rule.between(from, to)) found.delete(identityOf({ ...series.start, local }))
  return found
}

/** How far a THISANDFUTURE override moves the instances after it. */
const shiftOf = (override: Override): number => override.start.local - override.replaces.local

function instanceOf(
  series: Series,
  start: Moment,
  length: Length,
  recurrenceId: string | null,
  future: Override | undefined,
): Instance {
  if (future === undefined) return { start, length, described: series.described, recurrenceId }
  const moved = { ...future.start, local: start.local + shiftOf(future) }
  return { start: moved, length: future.length, described: future.described, recurrenceId }
}

/**
 * The instances that touch `range`, in order of their start.
 *
 * @param displayZone IANA name; floating times and days are placed in it
 */
export function expandCompiled(
  compiled: CompiledObject,
  range: TimeRange,
  displayZone: string,
  at: ObjectAddress,
): Occurrence[] {
  const display = ianaZone(displayZone) ?? utc
  const found: Occurrence[] = []
  const keep = (instance: Instance): void => {
    const occurrence = occurrenceOf(compiled, instance, display, at)
    const touches = occurrence.end > range.start || occurrence.start >= range.start
    if (touches && occurrence.start < range.end && found.length < MAX_STARTS) found.push(occurrence)
  }
  const replaced = new Set(compiled.overrides.map((override) => identityOf(override.replaces)))
  const futures = compiled.overrides
    .filter((override) => override.andFuture)
    .toSorted((a, b) => identityOf(b.replaces) - identityOf(a.replaces))
  const margin = Math.max(DAY, ...futures.map((override) => Math.abs(shiftOf(override)) + DAY + override.length.ms))
  const series = compiled.master
  if (series !== null) {
    const { from, to } = localWindow(series, range, display, margin)
    for (const [identity, { start, length }] of startsOf(series, from, to)) {
      if (replaced.has(identity)) continue
      const future = futures.find((override) => identityOf(override.replaces) <= identity)
      keep(instanceOf(series, start, length, compiled.recurring ? recurrenceIdOf(start, identity) : null, future))
    }
  }
  for (const { start, length, described, replaces } of compiled.overrides)
    keep({ start, length, described, recurrenceId: recurrenceIdOf(replaces) })
  return found.toSorted((a, b) => a.start - b.start)
}

/** Whether a series has this start: its rules or dates make it and nothing excludes it. */
export const isInstance = (series: Series, start: Moment): boolean =>
  startsOf(series, start.local - DAY, start.local + DAY).has(identityOf(start))

/** compileObject and expandCompiled in one. */
export const expandObject = (text: string, range: TimeRange, displayZone: string, at: ObjectAddress): Occurrence[] =>
  expandCompiled(compileObject(text), range, displayZone, at)

/** Days and floating times begin at different instants in the zones of the world: UTC+14 to UTC−12. */
const ZONES_AHEAD = 14 * 3_600_000

type Span = { first: number; last: number | null }

function spanOf({ start, length }: Timing, lengths: readonly Length[], others: readonly LocalMs[]): Span {
  const most = Math.max(...[length, ...lengths].map(({ days, ms }) => days * DAY + ms))
  const locals = [start.local, ...others]
  const instant = (local: LocalMs, ahead: number): number =>
    start.zone === null ? local + ahead : start.zone.toEpoch(local)
  return {
    first: instant(Math.min(...locals), -ZONES_AHEAD),
    last: instant(Math.max(...locals), ZONES_AHEAD) + most,
  }
}

function masterSpan(series: Series): Span {
  const ends = series.rules.map((rule) => rule.last)
  const span = spanOf(
    series,
    series.dates.flatMap(({ length }) => length ?? []),
    [...series.dates.map(({ local }) => local), ...ends.flatMap((end) => end ?? [])],
  )
  return ends.includes(null) ? { ...span, last: null } : span
}

/** A THISANDFUTURE override may move what comes after it out of the span its master has. */
function widened(span: Span, overrides: readonly Override[]): Span {
  const shifts = overrides.flatMap((override) => (override.andFuture ? [shiftOf(override)] : []))
  const first = span.first + Math.min(0, ...shifts)
  return { first, last: span.last === null ? null : span.last + Math.max(0, ...shifts) }
}

/**
 * First start and last end of all instances (`last` null: without end), as bounds: floating times and days count for every zone.
 * null for an object without any date.
 */
export function seriesSpan(object: string | CompiledObject): Span | null {
  const { master, overrides } = typeof object === 'string' ? compileObject(object) : object
  const spans = overrides.map((override) => spanOf(override, [], []))
  if (master !== null) spans.push(widened(masterSpan(master), overrides))
  if (spans.length === 0) return null
  const lasts = spans.map((span) => span.last)
  return {
    first: Math.min(...spans.map((span) => span.first)),
    last: lasts.includes(null) ? null : Math.max(...lasts.map((last) => last ?? 0)),
  }
}

/** Whether no instance is left: all excluded, and no override. */
export function isEmpty(compiled: CompiledObject): boolean {
  const { master, overrides } = compiled
  if (overrides.length > 0) return false
  if (master === null) return true
  const { first, last } = masterSpan(master)
  return last !== null && startsOf(master, first - DAY, last + DAY).size === 0
}
