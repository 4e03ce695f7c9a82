import { property } from './component.ts'
import type { Component } from './component.ts'
import { lineValue } from './content-line.ts'
import { parseMoment } from './date-value.ts'
import type { ZoneFinder } from './date-value.ts'
import { localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { compileRule } from './recurrence.ts'
import type { LocalRule } from './recurrence.ts'
import { parseRule } from './rule.ts'
import { unescapeText } from './text-value.ts'
import { ianaZone, resolveTzid, utc, zoneOf } from './time-zones.ts'
import type { Transition, Zone } from './time-zones.ts'

/** A STANDARD or DAYLIGHT: from each of its onsets on, the clock is `offset` ahead of UTC; before it, it was `before`. */
type Observance = { start: LocalMs; before: number; offset: number; rules: LocalRule[]; dates: LocalMs[] }

/** Outlook writes onsets from 1601 on; nobody asks for them. */
const EARLIEST = localMs(1900, 1, 1)
const none: ZoneFinder = () => null
const utcOnly: ZoneFinder = (tzid) => (tzid === 'UTC' ? utc : null)

/** UTC-OFFSET (RFC 5545 §3.3.14) in milliseconds; NaN when it is none. */
function parseOffset(value: string): number {
  const match = /^([+-])(\d{1,2}):?(\d\d):?(\d\d)?$/.exec(value.trim())
  if (match === null) return Number.NaN
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return (match[1] === '-' ? -1000 : 1000) * seconds
}

function readObservance(component: Component): Observance | null {
  const value = (name: string): string => {
    const line = property(component, name)
    return line === undefined ? '' : lineValue(line).trim()
  }
  const start = parseMoment(value('DTSTART'), null, none)?.local
  const offset = parseOffset(value('TZOFFSETTO'))
  if (start === undefined || Number.isNaN(offset)) return null
  const from = parseOffset(value('TZOFFSETFROM'))
  const before = Number.isNaN(from) ? offset : from
  const rules = component.lines
    .filter((line) => line.name === 'RRULE')
    .flatMap((line) => {
      const parts = parseRule(lineValue(line))
      if (parts === null) return []
      const until = parts.until === null ? null : parseMoment(parts.until, null, utcOnly)
      const limit = until === null ? null : until.local + (until.zone === null ? 0 : before)
      return [compileRule(parts, start, limit)]
    })
  const dates = component.lines
    .filter((line) => line.name === 'RDATE')
    .flatMap((line) => lineValue(line).split(','))
    .flatMap((date) => parseMoment(date.trim(), null, none)?.local ?? [])
  return { start, before, offset, rules, dates }
}

function onsets(observance: Observance, until: number): Transition[] {
  const { start, before, offset, rules, dates } = observance
  const locals = [start, ...dates, ...rules.flatMap((rule) => rule.between(Math.max(start, EARLIEST), until))]
  return locals.map((local) => ({ from: local - before, offset }))
}

function makeZone(component: Component, id: string): Zone | null {
  const observances = component.components
    .filter((part) => part.name === 'STANDARD' || part.name === 'DAYLIGHT')
    .flatMap((part) => readObservance(part) ?? [])
    .toSorted((a, b) => a.start - b.start)
  const first = observances[0]
  if (first === undefined) return null
  let known = Number.NEGATIVE_INFINITY
  let transitions: Transition[] = []
  return zoneOf(id, (epochMs) => {
    if (epochMs >= known) {
      known = localMs(new Date(epochMs).getUTCFullYear() + 20, 1, 1)
      transitions = observances.flatMap((part) => onsets(part, known)).toSorted((a, b) => a.from - b.from)
    }
    return transitions.findLast((transition) => transition.from <= epochMs)?.offset ?? first.before
  })
}

/** The same few definitions come with thousands of objects. */
const known = new Map<string, Zone | null>()
const MAX_KNOWN = 500

/**
 * The clock a VTIMEZONE describes (RFC 5545 §3.6.5), or null when it has no readable STANDARD or DAYLIGHT.
 *
 * @param text what the component was read from
 */
export function zoneOfVtimezone(text: string, component: Component): Zone | null {
  const source = text.slice(component.start, component.end)
  let zone = known.get(source)
  if (zone === undefined) {
    if (known.size >= MAX_KNOWN) known.clear()
    const line = property(component, 'TZID')
    zone = makeZone(component, line === undefined ? '' : unescapeText(lineValue(line)).trim())
    known.set(source, zone)
  }
  return zone
}

/**
 * Finds clocks for one text: by the name where the world knows it, else by the text's own VTIMEZONE. Names nobody knows are
 * given to `unknown`.
 */
export function zoneFinder(
  text: string,
  vtimezones: readonly Component[],
  unknown: (tzid: string) => void,
): ZoneFinder {
  const own = (tzid: string): Zone | null => {
    for (const component of vtimezones) {
      const line = property(component, 'TZID')
      if (line === undefined || unescapeText(lineValue(line)).trim() !== tzid) continue
      const location = property(component, 'X-LIC-LOCATION')
      const located = location === undefined ? null : resolveTzid(lineValue(location).trim())
      return located === null ? zoneOfVtimezone(text, component) : ianaZone(located)
    }
    return null
  }
  const found = new Map<string, Zone | null>()
  return (tzid) => {
    let zone = found.get(tzid)
    if (zone === undefined) {
      const id = resolveTzid(tzid)
      zone = id === null ? own(tzid) : ianaZone(id)
      if (zone === null) unknown(tzid)
      found.set(tzid, zone)
    }
    return zone
  }
}
