import { DavError } from '../model/dav-error.ts'
import { componentNames, uidOf } from '../icalendar/calendar-object.ts'
import { findComponents, property, readComponents } from '../icalendar/component.ts'
import type { Component } from '../icalendar/component.ts'
import { lineValue, parameter, readLines } from '../icalendar/content-line.ts'
import { unescapeText } from '../icalendar/text-value.ts'

/** Properties of a feed that say nothing about one of its objects, or must not be in one (RFC 4791 §4.1). */
const ofTheFeed =
  /^(?:METHOD|NAME|DESCRIPTION|UID|LAST-MODIFIED|URL|CATEGORIES|REFRESH-INTERVAL|SOURCE|COLOR|IMAGE|X-WR-|X-PUBLISHED-TTL|X-APPLE-CALENDAR-COLOR)/

const entryNames: ReadonlySet<string> = new Set(componentNames)
const zoneNames: ReadonlySet<string> = new Set(['VTIMEZONE'])

/** 53 bits of a text, for a name that is the same whenever the text is. */
function fingerprint(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}

/** Stamps change with every fetch of some feeds; what a person would call the event does not. */
const stamps: ReadonlySet<string> = new Set(['DTSTAMP', 'CREATED', 'LAST-MODIFIED', 'SEQUENCE', 'UID'])

function madeUid(component: Component): string {
  const lines = component.lines.filter((line) => !stamps.has(line.name)).map((line) => line.name + line.rest)
  return `${fingerprint(lines.join('\n'))}@no-uid`
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\r\n`
}

/** A component's text, closed and with its UID. */
function entryText(text: string, component: Component, uid: string): string {
  const head = endLine(text.slice(component.start, component.bodyStart))
  const body = text.slice(component.bodyStart, component.bodyEnd)
  const named = uidOf(component) === '' ? `${head}UID:${uid}\r\n` : head
  const whole = named + (body === '' ? '' : endLine(body))
  return (
    whole +
    (component.end > component.bodyEnd
      ? endLine(text.slice(component.bodyEnd, component.end))
      : `END:${component.name}\r\n`)
  )
}

function tzidsOf(text: string): Set<string> {
  return new Set(readLines(text).flatMap((line) => parameter(line, 'TZID') ?? []))
}

function headOf(text: string, calendar: Component | undefined): string {
  const lines = (calendar?.lines ?? []).filter((line) => !ofTheFeed.test(line.name))
  const written = lines.map((line) => endLine(text.slice(line.start, line.end))).join('')
  const version = lines.some((line) => line.name === 'VERSION') ? '' : 'VERSION:2.0\r\n'
  const product = lines.some((line) => line.name === 'PRODID') ? '' : 'PRODID:-//Daystream//EN\r\n'
  return `BEGIN:VCALENDAR\r\n${version}${product}${written}`
}

/**
 * Splits a feed or an .ics file into one CalendarObjectResource per UID, each with the VTIMEZONEs it names (RFC 4791 §4.1). A
 * component without UID gets one made from its content, so that it is the same at the next fetch.
 *
 * @throws DavError `malformed` when the text is not iCalendar
 */
export function splitCalendar(text: string): { uid: string; text: string }[] {
  const tree = readComponents(text)
  const entries = findComponents(tree, entryNames)
  const calendar = tree.find((component) => component.name === 'VCALENDAR')
  if (entries.length === 0 && calendar === undefined)
    throw new DavError('malformed', 'This is not a calendar: there is no BEGIN:VCALENDAR in it.')
  const zones = new Map<string, string>()
  for (const zone of findComponents(tree, zoneNames)) {
    const line = property(zone, 'TZID')
    if (line !== undefined) zones.set(unescapeText(lineValue(line)).trim(), endLine(text.slice(zone.start, zone.end)))
  }
  const objects = new Map<string, { uid: string; parts: string }>()
  for (const entry of entries) {
    const uid = uidOf(entry) || madeUid(entry)
    const key = `${entry.name} ${uid}`
    const object = objects.get(key) ?? { uid, parts: '' }
    object.parts += entryText(text, entry, uid)
    objects.set(key, object)
  }
  const head = headOf(text, calendar)
  return [...objects.values()].map(({ uid, parts }) => {
    const needed = [...tzidsOf(parts)].flatMap((tzid) => zones.get(tzid) ?? [])
    return { uid, text: `${head}${needed.join('')}${parts}END:VCALENDAR\r\n` }
  })
}
