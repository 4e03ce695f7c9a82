import type { Component } from './component.ts'
import { property } from './component.ts'
import { lineValue } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { instantOf, momentOf } from './date-value.ts'
import type { Moment, ZoneFinder } from './date-value.ts'
import { parseDuration } from './duration.ts'
import { DAY } from './local-time.ts'
import type { Zone } from './time-zones.ts'

/**
 * How long an instance lasts: nominal days, then exact milliseconds (RFC 5545 §3.8.5.3: the same exact length for each instance
 * where DTEND gave it, the same nominal one where DURATION did).
 */
export type Length = { days: number; ms: number }
/** When a component takes place. `end` is as written where DTEND or DUE says it. */
export type Timing = { start: Moment; length: Length; end: Moment }

/** The end of an instance that begins at `start`, on its clock. */
export function endOf(start: Moment, length: Length): Moment {
  const local = start.local + length.days * DAY
  if (start.zone === null) return { ...start, local: local + length.ms }
  return { ...start, local: start.zone.toLocal(start.zone.toEpoch(local) + length.ms) }
}

/** The instants an instance begins and ends at; floating times and days are placed on `display`. */
export function instants(start: Moment, length: Length, display: Zone): { start: number; end: number } {
  const begin = instantOf(start, display)
  if (start.zone === null) return { start: begin, end: display.toEpoch(start.local + length.days * DAY + length.ms) }
  if (length.days === 0) return { start: begin, end: begin + length.ms }
  return { start: begin, end: start.zone.toEpoch(start.local + length.days * DAY) + length.ms }
}

/** The length between two written moments; ends before their start are taken as no length, days last at least one. */
function lengthBetween(start: Moment, end: Moment): Length {
  if (start.isDate) return { days: Math.max(1, Math.ceil((end.local - start.local) / DAY)), ms: 0 }
  const zone = start.zone
  if (zone === null) return { days: 0, ms: Math.max(0, end.local - start.local) }
  return { days: 0, ms: Math.max(0, instantOf(end, zone) - instantOf(start, zone)) }
}

function lengthOf(start: Moment, end: Moment | null, duration: ContentLine | undefined): Length {
  if (end !== null) return lengthBetween(start, end)
  const length = duration === undefined ? null : parseDuration(lineValue(duration))
  if (length === null) return { days: start.isDate ? 1 : 0, ms: 0 }
  if (start.isDate) return { days: Math.max(1, length.days + Math.ceil(length.ms / DAY)), ms: 0 }
  return length.days < 0 || length.ms < 0 ? { days: 0, ms: 0 } : length
}

/** Reads DTSTART, DTEND, DUE and DURATION; null for a component without any date. */
export function timingOf(component: Component, zones: ZoneFinder): Timing | null {
  const moment = (name: string): Moment | null => {
    const line = property(component, name)
    return line === undefined ? null : momentOf(line, zones)
  }
  const end = moment(component.name === 'VTODO' ? 'DUE' : 'DTEND')
  const start = moment('DTSTART') ?? (component.name === 'VTODO' ? end : null)
  if (start === null) return null
  const length = lengthOf(start, end, property(component, 'DURATION'))
  const written = end !== null && end.isDate === start.isDate && !(length.days === 0 && length.ms === 0)
  return { start, length, end: written && !start.isDate ? end : endOf(start, length) }
}

/**
 * The start of an instance as RECURRENCE-ID, EXDATE or RDATE names it, on the clock of the series: other zones are converted, a
 * bare date means that day's instance (at the series' own time of day).
 *
 * @param series DTSTART of the master
 */
export function onClockOf(series: Moment, named: Moment): Moment {
  if (series.isDate) return { ...series, local: Math.floor(named.local / DAY) * DAY }
  if (named.isDate) return { ...series, local: named.local + (series.local - Math.floor(series.local / DAY) * DAY) }
  if (series.zone === null || named.zone === null) return { ...series, local: named.local }
  return { ...series, local: series.zone.toLocal(named.zone.toEpoch(named.local)) }
}
