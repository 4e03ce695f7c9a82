import type { CalendarObject } from './calendar-object.ts'
import type { Component } from './component.ts'
import type { Moment } from './date-value.ts'
import type { InstanceView } from './instance.ts'
import { lineBreakOf } from './splice.ts'
import type { Splice } from './splice.ts'
import { foldLine } from './text-value.ts'
import { momentLine } from './write-date.ts'
import type { ZoneNames } from './write-date.ts'

/** What an override says for itself or must not say (RFC 5545 §3.8.4.4). */
const ofTheSeries: ReadonlySet<string> = new Set([
  'RRULE',
  'EXRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'DTSTART',
  'DTEND',
  'DUE',
  'DURATION',
])

/** The text of an override that says of its instance what was said of it until now. */
function overrideText(
  text: string,
  source: Component,
  original: Moment,
  timing: { start: Moment; end: Moment },
  names: ZoneNames,
): string {
  const lineBreak = lineBreakOf(text)
  const kept = source.lines
    .filter((line) => !ofTheSeries.has(line.name))
    .map((line) => text.slice(line.start, line.end))
  const nested = source.components.map((component) => text.slice(component.start, component.end))
  const written = [
    momentLine('RECURRENCE-ID', original, names),
    momentLine('DTSTART', timing.start, names),
    momentLine(source.name === 'VTODO' ? 'DUE' : 'DTEND', timing.end, names),
  ].map((line) => foldLine(line, lineBreak))
  return [`BEGIN:${source.name}${lineBreak}`, ...kept, ...written, ...nested, `END:${source.name}${lineBreak}`].join('')
}

/** Adds an override for an instance that has none, after the object's other components. */
export function overrideSplice(
  text: string,
  object: CalendarObject,
  { component, timing, original }: InstanceView,
  names: ZoneNames,
): Splice | null {
  const last = object.members.at(-1)
  if (timing === null || original === null || last === undefined) return null
  const at = Math.max(...object.members.map((member) => member.end))
  return { start: at, end: at, text: overrideText(text, component, original, timing, names) }
}
