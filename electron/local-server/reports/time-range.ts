import type { Component } from '../../../shared/icalendar/component.ts'
import { property } from '../../../shared/icalendar/component.ts'
import { lineValue, parameter } from '../../../shared/icalendar/content-line.ts'
import { expandObject, seriesSpan } from '../../../shared/icalendar/occurrences.ts'
import { ianaZone } from '../../../shared/icalendar/time-zones.ts'
import { collectionId, href, LOCAL_ACCOUNT } from '../../../shared/model/names.ts'
import type { XmlElement } from '../../dav/xml/element.ts'
import { caldav } from '../../dav/xml/names.ts'
import { precondition } from '../exchange/answer.ts'

/** Milliseconds since the epoch; infinite where a side is open. */
export type TimeRange = { readonly start: number; readonly end: number }

function readInstant(text: string | undefined, open: number): number {
  if (text === undefined) return open
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text.trim())
  if (match === null) throw precondition(403, caldav('valid-filter'))
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Reads `C:time-range` (RFC 4791 §9.9). @throws HttpFailure 403 */
export function readTimeRange(element: XmlElement): TimeRange {
  const { start, end } = element.attributes
  const range = { start: readInstant(start, -Infinity), end: readInstant(end, Infinity) }
  if ((start === undefined && end === undefined) || range.start >= range.end)
    throw precondition(403, caldav('valid-filter'))
  return range
}

const DAY = 86_400_000
const nowhere = { collection: collectionId(LOCAL_ACCOUNT, href('/')), href: href('/') }

/** An instant of a date property, floating times and days placed in `zone`. */
function instantOf(component: Component, name: string, zone: string): { at: number; isDate: boolean } | null {
  const line = property(component, name)
  if (line === undefined) return null
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/i.exec(lineValue(line).trim())
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const isDate = match[4] === undefined
  if (match[7] === 'Z' || match[7] === 'z') return { at: local, isDate }
  const at = (ianaZone(parameter(line, 'TZID') ?? zone) ?? ianaZone(zone))?.toEpoch(local) ?? local
  return { at, isDate }
}

/** Whether an object has an instance in a range, recurrence and overrides included. */
function hasInstance(text: string, range: TimeRange, zone: string): boolean {
  if (Number.isFinite(range.start) && Number.isFinite(range.end))
    return expandObject(text, { start: range.start, end: range.end }, zone, nowhere).length > 0
  const span = seriesSpan(text)
  if (span === null) return false
  return Number.isFinite(range.start) ? span.last === null || span.last > range.start : span.first < range.end
}

/** The table of RFC 4791 §9.9 for a VTODO that does not recur. */
function todoTouches(todo: Component, { start, end }: TimeRange, zone: string): boolean {
  const begins = instantOf(todo, 'DTSTART', zone)?.at
  const due = instantOf(todo, 'DUE', zone)?.at
  if (begins !== undefined && due !== undefined) return (start < due || start <= begins) && (end > begins || end >= due)
  if (begins !== undefined) return start <= begins && end > begins
  if (due !== undefined) return start < due && end >= due
  const completed = instantOf(todo, 'COMPLETED', zone)?.at
  const created = instantOf(todo, 'CREATED', zone)?.at
  if (completed !== undefined && created !== undefined)
    return (start <= created || start <= completed) && (end >= created || end >= completed)
  if (completed !== undefined) return start <= completed && end >= completed
  return created === undefined || end > created
}

function journalTouches(journal: Component, { start, end }: TimeRange, zone: string): boolean {
  const begins = instantOf(journal, 'DTSTART', zone)
  if (begins === null) return false
  return begins.isDate ? start < begins.at + DAY && end > begins.at : start <= begins.at && end > begins.at
}

/**
 * Whether components of one name in an object touch a range (RFC 4791 §9.9).
 *
 * @param text the whole object
 * @param components those of that name
 * @param zone IANA name for floating times and days
 * @throws HttpFailure 403 for a component whose times are not searched
 */
export function componentsTouch(
  name: string,
  text: string,
  components: readonly Component[],
  range: TimeRange,
  zone: string,
): boolean {
  const recurs = components.some(
    (component) => property(component, 'RRULE') !== undefined || property(component, 'RDATE') !== undefined,
  )
  if (name === 'VEVENT' || (recurs && (name === 'VTODO' || name === 'VJOURNAL'))) return hasInstance(text, range, zone)
  if (name === 'VTODO')
    return components.some((todo) => todoTouches(todo, range, zone) || durationTouches(todo, text, range, zone))
  if (name === 'VJOURNAL') return components.some((journal) => journalTouches(journal, range, zone))
  throw precondition(403, caldav('supported-filter'))
}

const durationTouches = (todo: Component, text: string, range: TimeRange, zone: string): boolean =>
  property(todo, 'DURATION') !== undefined && hasInstance(text, range, zone)

/** Whether a date property of a component lies in a range (RFC 4791 §9.7.2). */
export function propertyTouches(component: Component, name: string, { start, end }: TimeRange, zone: string): boolean {
  const instant = instantOf(component, name, zone)
  return instant !== null && start <= instant.at && instant.at < end
}
