import type { CalendarObject } from './calendar-object.ts'
import { property } from './component.ts'
import type { Component } from './component.ts'
import { lineValue, parameter } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { parseMoment } from './date-value.ts'
import type { Moment, ZoneFinder } from './date-value.ts'
import { momentOf } from './date-value.ts'
import { describe } from './description.ts'
import type { Description } from './description.ts'
import { parseDuration } from './duration.ts'
import { basicDate, basicDateTime, DAY } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { compileRule } from './recurrence.ts'
import type { LocalRule } from './recurrence.ts'
import { parseRule } from './rule.ts'
import { utc } from './time-zones.ts'
import { onClockOf, timingOf } from './timing.ts'
import type { Length, Timing } from './timing.ts'

/** A master, ready to be asked for its starts. */
export type Series = Timing & {
  described: Description
  rules: LocalRule[]
  /** EXRULE: no longer in RFC 5545, still found. */
  exceptionRules: LocalRule[]
  /** RDATEs on the clock of the series; `length` null: that of the series. */
  dates: { local: LocalMs; length: Length | null }[]
  /** EXDATEs as identities (`identityOf`), and whole days excluded. */
  exceptions: ReadonlySet<number>
  exceptionDays: ReadonlySet<LocalMs>
}

/** An override (RFC 5545 §3.8.4.4). */
export type Override = Timing & {
  described: Description
  /** The original start, on the clock of the series. */
  replaces: Moment
  /** RANGE=THISANDFUTURE. */
  andFuture: boolean
}

/** What one start is told apart by: its instant, or its place on the clock where it has none. */
export const identityOf = (start: Moment): number =>
  start.zone === null ? start.local : start.zone.toEpoch(start.local)

/** The RECURRENCE-ID of an instance in the form of its series (RFC 5545 §3.8.4.4). */
export function recurrenceIdOf(start: Moment, identity = identityOf(start)): string {
  if (start.isDate) return basicDate(start.local)
  if (start.zone === null) return basicDateTime(start.local)
  if (start.zone === utc) return `${basicDateTime(start.local)}Z`
  return basicDateTime(start.zone.toLocal(identity))
}

/** UNTIL on the clock of the series (RFC 5545 §3.3.10); a date given for times means its midnight, as most programs read it. */
export function untilOf(until: string, start: Moment): LocalMs | null {
  const moment = parseMoment(until, null, () => utc)
  if (moment === null) return null
  if (start.isDate) return Math.floor(moment.local / DAY) * DAY
  return moment.zone === null || start.zone === null ? moment.local : start.zone.toLocal(moment.local)
}

function rulesOf(component: Component, name: 'RRULE' | 'EXRULE', start: Moment): LocalRule[] {
  return component.lines
    .filter((line) => line.name === name)
    .flatMap((line) => {
      const parts = parseRule(lineValue(line))
      if (parts === null) return []
      return [compileRule(parts, start.local, parts.until === null ? null : untilOf(parts.until, start))]
    })
}

type NamedDate = { moment: Moment; length: Length | null }

/** The values of an RDATE or EXDATE; a PERIOD (RFC 5545 §3.3.9) brings its own length. */
function namedDates(line: ContentLine, zones: ZoneFinder): NamedDate[] {
  const tzid = parameter(line, 'TZID')
  return lineValue(line)
    .split(',')
    .flatMap((value) => {
      const [first = '', second] = value.trim().split('/')
      const moment = parseMoment(first, tzid, zones)
      if (moment === null) return []
      if (second === undefined) return [{ moment, length: null }]
      const end = parseMoment(second, tzid, zones)
      const length = end === null ? parseDuration(second) : { days: 0, ms: identityOf(end) - identityOf(moment) }
      return [{ moment, length }]
    })
}

const allDates = (component: Component, name: 'RDATE' | 'EXDATE', zones: ZoneFinder): NamedDate[] =>
  component.lines.filter((line) => line.name === name).flatMap((line) => namedDates(line, zones))

/** Compiles a master; null when it has no date. */
export function seriesOf(component: Component, zones: ZoneFinder): Series | null {
  const timing = timingOf(component, zones)
  if (timing === null) return null
  const { start } = timing
  const exceptions = allDates(component, 'EXDATE', zones)
  const ofDays = exceptions.filter(({ moment }) => moment.isDate && !start.isDate)
  return {
    ...timing,
    described: describe(component),
    rules: rulesOf(component, 'RRULE', start),
    exceptionRules: rulesOf(component, 'EXRULE', start),
    dates: allDates(component, 'RDATE', zones).map(({ moment, length }) => ({
      local: onClockOf(start, moment).local,
      length: start.isDate ? null : length,
    })),
    exceptions: new Set(exceptions.map(({ moment }) => identityOf(onClockOf(start, moment)))),
    exceptionDays: new Set(ofDays.map(({ moment }) => moment.local)),
  }
}

/** Compiles an override; null when it has no date. */
export function overrideOf(
  component: Component,
  recurrenceId: ContentLine,
  series: Moment | null,
  zones: ZoneFinder,
): Override | null {
  const timing = timingOf(component, zones)
  const named = momentOf(recurrenceId, zones)
  if (timing === null || named === null) return null
  return {
    ...timing,
    described: describe(component),
    replaces: onClockOf(series ?? named, named),
    andFuture: parameter(recurrenceId, 'RANGE')?.toUpperCase() === 'THISANDFUTURE',
  }
}

/** The master and the overrides of an object. */
export function compileMembers({ members, zones }: CalendarObject): { master: Series | null; overrides: Override[] } {
  const named = members.map((component) => ({ component, line: property(component, 'RECURRENCE-ID') }))
  const first = named.find(({ line }) => line === undefined)
  const master = first === undefined ? null : seriesOf(first.component, zones)
  const overrides = named.flatMap(({ component, line }) =>
    line === undefined ? [] : (overrideOf(component, line, master?.start ?? null, zones) ?? []),
  )
  return { master, overrides }
}
