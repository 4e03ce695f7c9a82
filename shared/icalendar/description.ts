import type { Component } from './component.ts'
import { lineValue } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { parseMoment } from './date-value.ts'
import { textList, unescapeText } from './text-value.ts'
import { utc } from './time-zones.ts'

/** What a component says about itself, apart from when it takes place. */
export type Description = {
  summary: string
  location: string
  /** Only its first 4,000 characters, for search. */
  description: string
  /** Upper case as written, e.g. `CONFIRMED`; empty when not given. */
  status: string
  transparent: boolean
  /** RRULE or RDATE. */
  hasRule: boolean
  /** VALARMs. */
  alarms: number
  attendees: number
  /** Calendar user address, or empty. */
  organizer: string
  url: string
  categories: string[]
  /** RFC 7986 §5.9 COLOR, or empty. */
  color: string
  sequence: number
  /** Milliseconds since the epoch, or null. */
  lastModified: number | null
  /** A task that is done. */
  completed: boolean
}

/** Milliseconds since the epoch of a UTC date-time, or null. */
export function utcInstant(line: ContentLine): number | null {
  return parseMoment(lineValue(line).trim(), null, () => utc)?.local ?? null
}

type Reader = (into: Description, line: ContentLine) => void
const text = (line: ContentLine): string => unescapeText(lineValue(line))

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['SUMMARY', (into, line) => (into.summary = text(line))],
  ['LOCATION', (into, line) => (into.location = text(line))],
  ['DESCRIPTION', (into, line) => (into.description = unescapeText(lineValue(line).slice(0, 4000)))],
  ['STATUS', (into, line) => (into.status = lineValue(line).trim().toUpperCase())],
  ['TRANSP', (into, line) => (into.transparent = lineValue(line).trim().toUpperCase() === 'TRANSPARENT')],
  ['RRULE', (into) => (into.hasRule = true)],
  ['RDATE', (into) => (into.hasRule = true)],
  ['ATTENDEE', (into) => into.attendees++],
  ['ORGANIZER', (into, line) => (into.organizer = lineValue(line).trim())],
  ['URL', (into, line) => (into.url = lineValue(line).trim())],
  ['CATEGORIES', (into, line) => into.categories.push(...textList(lineValue(line)))],
  ['COLOR', (into, line) => (into.color = lineValue(line).trim())],
  ['SEQUENCE', (into, line) => (into.sequence = Math.trunc(Number(lineValue(line))) || 0)],
  ['LAST-MODIFIED', (into, line) => (into.lastModified = utcInstant(line))],
  ['COMPLETED', (into) => (into.completed = true)],
])

/** Reads a component's own lines once. */
export function describe(component: Component): Description {
  const into: Description = {
    summary: '',
    location: '',
    description: '',
    status: '',
    transparent: false,
    hasRule: false,
    alarms: 0,
    attendees: 0,
    organizer: '',
    url: '',
    categories: [],
    color: '',
    sequence: 0,
    lastModified: null,
    completed: false,
  }
  for (const line of component.lines) readers.get(line.name)?.(into, line)
  for (const part of component.components) if (part.name === 'VALARM') into.alarms++
  into.completed = component.name === 'VTODO' && (into.completed || into.status === 'COMPLETED')
  return into
}
