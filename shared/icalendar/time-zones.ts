import { findIana } from 'windows-iana'
import { DAY, localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'

/** A zone's clock. */
export type Zone = {
  readonly id: string
  /** Milliseconds east of UTC at an instant. */
  readonly offsetAt: (epochMs: number) => number
  /** A time in a gap is taken with the offset before it, an ambiguous one is the first (RFC 5545 §3.3.5). */
  readonly toEpoch: (local: LocalMs) => number
  readonly toLocal: (epochMs: number) => LocalMs
}

/** From `from` (milliseconds since the epoch) on, the zone is `offset` milliseconds east of UTC. */
export type Transition = { from: number; offset: number }

/** A clock from its offsets. */
export function zoneOf(id: string, offsetAt: (epochMs: number) => number): Zone {
  return {
    id,
    offsetAt,
    toEpoch: (local) => {
      // No offset reaches a day, so these two straddle whatever change is near.
      const before = offsetAt(local - DAY)
      const after = offsetAt(local + DAY)
      if (before === after) return local - before
      // With the earlier offset where that is right (also the first of two) or where neither is (the gap).
      const late = local - after
      const early = local - before
      if (offsetAt(early) === before) return early
      return offsetAt(late) === after ? late : early
    },
    toLocal: (epochMs) => epochMs + offsetAt(epochMs),
  }
}

export const utc: Zone = { id: 'UTC', offsetAt: () => 0, toEpoch: (local) => local, toLocal: (epochMs) => epochMs }

const FIRST_YEAR = 1800
const LAST_YEAR = 9000
/** Two changes closer together than this would be missed; Morocco's Ramadan pause, the shortest known, lasts a month. */
const SAMPLE = 10 * DAY

function offsetReader(format: Intl.DateTimeFormat): (epochMs: number) => number {
  return (epochMs) => {
    const whole = Math.floor(epochMs / 1000) * 1000
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
      format.format(whole).match(/\d+/g) ?? []
    ).map(Number)
    return localMs(year, month, day, hour, minute, second) - whole
  }
}

/** The zone's transitions within a year, the first entry being the offset it begins with. */
function transitionsOfYear(year: number, offsetAt: (epochMs: number) => number): Transition[] {
  const end = localMs(year + 1, 1, 1)
  let at = localMs(year, 1, 1)
  let offset = offsetAt(at)
  const found = [{ from: at, offset }]
  while (at < end) {
    const next = Math.min(at + SAMPLE, end)
    const there = offsetAt(next)
    if (there !== offset) {
      let low = at
      let high = next
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000
        if (offsetAt(middle) === offset) low = middle
        else high = middle
      }
      if (high < end) found.push({ from: high, offset: there })
      offset = there
    }
    at = next
  }
  return found
}

const yearOf = (epochMs: number): number => new Date(epochMs).getUTCFullYear()

/** Keeps a zone's transitions by year: asking the runtime costs microseconds, looking here nanoseconds. */
function cachedOffsets(offsetAt: (epochMs: number) => number): (epochMs: number) => number {
  const years = new Map<number, Transition[]>()
  let last = { from: 0, to: 0, offset: 0 }
  return (epochMs) => {
    if (epochMs >= last.from && epochMs < last.to) return last.offset
    const year = Math.min(Math.max(yearOf(epochMs), FIRST_YEAR), LAST_YEAR)
    let transitions = years.get(year)
    if (transitions === undefined) {
      transitions = transitionsOfYear(year, offsetAt)
      years.set(year, transitions)
    }
    let index = transitions.length - 1
    while (index > 0 && (transitions[index]?.from ?? 0) > epochMs) index--
    const { from, offset } = transitions[index] ?? { from: epochMs, offset: 0 }
    last = { from, to: transitions[index + 1]?.from ?? localMs(year + 1, 1, 1), offset }
    return offset
  }
}

const zones = new Map<string, Zone | null>()

function makeIanaZone(id: string): Zone | null {
  if (/^(?:utc|gmt|z|(?:etc\/)?(?:utc|gmt|uct|zulu)|zulu)$/i.test(id)) return utc
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    return zoneOf(id, cachedOffsets(offsetReader(format)))
  } catch {
    return null // not a zone of this runtime
  }
}

/** The clock of an IANA zone, or null if the runtime has none of this name. Kept for later calls. */
export function ianaZone(id: string): Zone | null {
  let zone = zones.get(id)
  if (zone === undefined) {
    zone = makeIanaZone(id)
    zones.set(id, zone)
  }
  return zone
}

/**
 * The transitions of a zone from `start` up to `end` (milliseconds since the epoch), the offset at `start` first; null for a
 * name the runtime does not know.
 */
export function transitionsBetween(id: string, start: number, end: number): Transition[] | null {
  const zone = ianaZone(id)
  if (zone === null) return null
  const found = [{ from: start, offset: zone.offsetAt(start) }]
  for (let year = yearOf(start); year <= yearOf(end); year++)
    for (const transition of transitionsOfYear(year, zone.offsetAt))
      if (transition.from > start && transition.from < end && transition.offset !== found.at(-1)?.offset)
        found.push(transition)
  return found
}

function findTzid(tzid: string): string | null {
  const name = tzid.trim().replaceAll('"', '').replaceAll(' ', '_')
  if (ianaZone(name) !== null) return ianaZone(name)?.id ?? null
  // Other programs put a path before the name: `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`.
  for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
    const tail = name.slice(slash + 1)
    if (tail.includes('/') && ianaZone(tail) !== null) return tail
  }
  // Outlook numbers a second zone of one name: `W. Europe Standard Time 1`.
  const windows = name.replaceAll('_', ' ').replace(/ \d+$/, '')
  const found = findIana(windows)[0]
  return found !== undefined && ianaZone(found) !== null ? found : null
}

const resolved = new Map<string, string | null>()

/** The IANA zone a TZID means: itself, a Windows name, or the end of a path such as `/freeassociation.sourceforge.net/Europe/Berlin`. */
export function resolveTzid(tzid: string): string | null {
  let id = resolved.get(tzid)
  if (id === undefined) {
    id = findTzid(tzid)
    resolved.set(tzid, id)
  }
  return id
}
