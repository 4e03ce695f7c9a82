import { DavError } from '../model/dav-error.ts'
import type { Component } from './component.ts'
import { property } from './component.ts'
import type { DateInput, Moment, ZoneFinder } from './date-value.ts'
import { momentOf, momentOfInput } from './date-value.ts'
import { DAY, HOUR, startOfDay } from './local-time.ts'
import { replaceLines } from './splice.ts'
import type { Splice } from './splice.ts'
import { endOf } from './timing.ts'
import type { Length, Timing } from './timing.ts'
import { momentLine, sameMoment } from './write-date.ts'
import type { ZoneNames } from './write-date.ts'

export type StartAndEnd = { start: Moment; end: Moment }

/** @throws DavError `malformed` naming what is no date or no known zone */
export function readInput(input: DateInput, zones: ZoneFinder): Moment {
  const moment = momentOfInput(input, zones)
  if (moment !== null) return moment
  if (input.type === 'zoned')
    throw new DavError('malformed', `“${input.local} ${input.tzid}” is not a time in a known zone.`)
  throw new DavError('malformed', `“${input.type === 'date' ? input.date : input.local}” is not a date.`)
}

/** How a length carries over where a day becomes a time or a time a day. */
function converted(length: Length, toDate: boolean, wasDate: boolean): Length {
  if (toDate === wasDate) return length
  if (toDate) return { days: Math.max(1, length.days + Math.ceil(length.ms / DAY)), ms: 0 }
  return length.days > 1 ? { days: length.days - 1, ms: HOUR } : { days: 0, ms: HOUR }
}

/**
 * The start and end wanted for an instance shown at `shown`.
 *
 * @throws DavError `malformed` when the end lies before the start
 */
export function wantedTimes(
  shown: Timing,
  start: DateInput | undefined,
  end: DateInput | undefined,
  zones: ZoneFinder,
): StartAndEnd {
  const from = start === undefined ? shown.start : readInput(start, zones)
  const length = converted(shown.length, from.isDate, shown.start.isDate)
  const kept =
    from.isDate === shown.start.isDate && shown.end.isDate === from.isDate && shown.end.zone !== shown.start.zone
  const to =
    end !== undefined
      ? readInput(end, zones)
      : kept
        ? { ...shown.end, local: shown.end.local + (from.local - shown.start.local) }
        : endOf(from, length)
  if (to.isDate !== from.isDate)
    throw new DavError('malformed', 'The start and the end must both be days or both be times.')
  const instant = (moment: Moment): number => moment.zone?.toEpoch(moment.local) ?? moment.local
  const comparable = (from.zone === null) === (to.zone === null)
  if (comparable && instant(to) < instant(from)) throw new DavError('malformed', 'The event ends before it starts.')
  return { start: from, end: from.isDate && to.local <= from.local ? { ...to, local: from.local + DAY } : to }
}

/** From a moment on the old clock of a series to where it lies on the new one. */
export type Move = (named: Moment) => Moment

/** The move that takes `from` to `to`: so many hours or days, and onto the clock of `to`. */
export function moveBetween(from: Moment, to: Moment): Move {
  const offset = to.local - (to.isDate ? startOfDay(from.local) : from.local)
  return ({ local }) => ({ ...to, local: (to.isDate ? startOfDay(local) : local) + offset })
}

/** DTSTART and DTEND (DUE of a task); a DURATION that still fits is left, one that does not gives way to DTEND. */
export function timeSplices(
  text: string,
  component: Component,
  wanted: StartAndEnd,
  current: Timing | null,
  zones: ZoneFinder,
  names: ZoneNames,
): Splice[] {
  const { start, end } = wanted
  const linesOf = (name: string): Component['lines'] => component.lines.filter((line) => line.name === name)
  const splices: Splice[] = []
  if (current === null || !sameMoment(current.start, start))
    splices.push(
      ...replaceLines(text, component, linesOf('DTSTART'), [
        momentLine('DTSTART', start, names, property(component, 'DTSTART')),
      ]),
    )
  const endName = component.name === 'VTODO' ? 'DUE' : 'DTEND'
  const old = property(component, endName)
  const there = old === undefined ? null : momentOf(old, zones)
  if (there !== null ? sameMoment(there, end) : current !== null && sameMoment(endOf(start, current.length), end))
    return splices
  splices.push(...replaceLines(text, component, linesOf(endName), [momentLine(endName, end, names, old)]))
  return [...splices, ...replaceLines(text, component, linesOf('DURATION'), [])]
}
