import {
  compileObject,
  expandCompiled,
  type CompiledObject,
  type TimeRange,
} from '../../shared/icalendar/occurrences.ts'
import { DAY } from '../../shared/icalendar/local-time.ts'
import { ianaZone, utc, type Zone } from '../../shared/icalendar/time-zones.ts'
import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { createExpansions, monthOf, monthStart } from './expansions.ts'
import type { SeriesEntry, SingleEntry } from './slim-entry.ts'

/** Singles longer than this are looked at for every range instead of being entered in each of their months. */
const LONG_MONTHS = 24

export type Mark = ViewOccurrence['pending']
export type Address = { collection: CollectionId; href: Href }

export type Single = { at: Address; entry: SingleEntry; mark: Mark }
export type Series = { at: Address; entry: SeriesEntry; mark: Mark; source: string | CompiledObject }
export type Dated = Single | Series

/** What is asked for: a range as it is shown in `zone`, without the collections in `hidden`. */
export type OccurrenceQuery = { range: TimeRange; zone: string; hidden: ReadonlySet<CollectionId> }

export type OccurrenceIndex = {
  add(object: Dated): void
  remove(object: Dated): void
  /**
   * @param mayGoOn asked before each series that was not worked out yet; `complete` is false when it said no
   */
  find(query: OccurrenceQuery, mayGoOn: () => boolean): { occurrences: ViewOccurrence[]; complete: boolean }
  /** Works out series of the range beforehand; false when `mayGoOn` said no before all were. */
  prepare(query: OccurrenceQuery, mayGoOn: () => boolean): boolean
  /** The instances of one object that the query would find; null when they were not worked out yet and `mayGoOn` said no. */
  ofObject(object: Dated, query: OccurrenceQuery, mayGoOn: () => boolean): ViewOccurrence[] | null
}

const isSingle = (object: Dated): object is Single => object.entry.type === 'single'

const touches = ({ start, end }: TimeRange, range: TimeRange): boolean =>
  start < range.end && (end > range.start || start >= range.start)

const zoneNamed = (name: string): Zone => ianaZone(name) ?? utc

function occurrenceOf({ at, entry, mark }: Single, display: Zone): ViewOccurrence {
  const { type: _type, clock, start, end, ...shown } = entry
  const place = (counted: number): number => (clock === 'instant' ? counted : display.toEpoch(counted))
  return {
    key: `${at.collection}\n${at.href}\n`,
    ...at,
    ...shown,
    recurrenceId: null,
    recurring: false,
    start: place(start),
    end: place(end),
    allDay: clock === 'date',
    pending: mark,
  }
}

/**
 * Where in time everything is. Singles stand in the months (UTC) they touch, their wall-clock times taken as UTC, which is right to a day;
 * series are known by their bounds and worked out month by month, only as far as someone looks.
 */
export function createOccurrenceIndex(): OccurrenceIndex {
  const singles = new Map<number, Set<Single>>()
  const long = new Set<Single>()
  const series = new Set<Series>()
  const expansions = createExpansions<Series>()
  let expandedIn = ''

  function placesOf(single: Single): Set<Single>[] {
    const { start, end } = single.entry
    const first = monthOf(start)
    const last = monthOf(Math.max(start, end - 1))
    if (last - first > LONG_MONTHS) return [long]
    const places: Set<Single>[] = []
    for (let month = first; month <= last; month++) {
      let place = singles.get(month)
      if (place === undefined) singles.set(month, (place = new Set()))
      places.push(place)
    }
    return places
  }

  function expand(each: Series, month: number, zone: string): readonly ViewOccurrence[] {
    if (typeof each.source === 'string') each.source = compileObject(each.source)
    const occurrences = expandCompiled(
      each.source,
      { start: monthStart(month), end: monthStart(month + 1) },
      zone,
      each.at,
    ).map((occurrence) => ({ ...occurrence, pending: each.mark }))
    expansions.set(month, each, occurrences)
    return occurrences
  }

  /** Adds the instances of a series that touch the range; false when some were not worked out and may not be. */
  function collect(
    each: Series,
    { range, zone }: OccurrenceQuery,
    mayGoOn: () => boolean,
    into: ViewOccurrence[],
  ): boolean {
    const first = monthOf(range.start)
    const last = monthOf(range.end - 1)
    for (let month = first; month <= last; month++) {
      if (!inBounds(each, { start: monthStart(month), end: monthStart(month + 1) })) continue
      const known = expansions.get(month, each)
      if (known === undefined && !mayGoOn()) return false
      for (const occurrence of known ?? expand(each, month, zone)) {
        // One that reaches over a month's end is found in both.
        const begins = monthOf(occurrence.start)
        if ((begins === month || (month === first && begins < month)) && touches(occurrence, range))
          into.push(occurrence)
      }
    }
    return true
  }

  const inBounds = ({ entry }: Series, range: TimeRange): boolean =>
    entry.first < range.end && (entry.last === null || entry.last >= range.start)

  function inZone(zone: string): void {
    if (zone === expandedIn) return
    expansions.clear()
    expandedIn = zone
  }

  function findSingles({ range, zone, hidden }: OccurrenceQuery, found: ViewOccurrence[]): void {
    const display = zoneNamed(zone)
    const first = monthOf(range.start - DAY)
    const last = monthOf(range.end + DAY)
    const add = (single: Single): void => {
      const { start, end } = single.entry
      if (start >= range.end + DAY || end < range.start - DAY || hidden.has(single.at.collection)) return
      const occurrence = occurrenceOf(single, display)
      if (touches(occurrence, range)) found.push(occurrence)
    }
    for (let month = first; month <= last; month++)
      for (const single of singles.get(month) ?? [])
        if (month === first || monthOf(single.entry.start) === month) add(single)
    for (const single of long) add(single)
  }

  function findSeries(query: OccurrenceQuery, mayGoOn: () => boolean, found: ViewOccurrence[]): boolean {
    inZone(query.zone)
    let complete = true
    for (const each of series) {
      if (query.hidden.has(each.at.collection) || !inBounds(each, query.range)) continue
      complete = collect(each, query, mayGoOn, found) && complete
    }
    expansions.trim(monthOf(query.range.start), monthOf(query.range.end - 1))
    return complete
  }

  return {
    add(object) {
      if (isSingle(object)) for (const place of placesOf(object)) place.add(object)
      else series.add(object)
    },
    remove(object) {
      if (isSingle(object)) for (const place of placesOf(object)) place.delete(object)
      else if (series.delete(object)) expansions.drop(object)
    },
    find(query, mayGoOn) {
      const occurrences: ViewOccurrence[] = []
      findSingles(query, occurrences)
      return { complete: findSeries(query, mayGoOn, occurrences), occurrences }
    },
    prepare: (query, mayGoOn) => findSeries(query, mayGoOn, []),
    ofObject(object, query, mayGoOn) {
      if (query.hidden.has(object.at.collection)) return []
      if (isSingle(object)) {
        const occurrence = occurrenceOf(object, zoneNamed(query.zone))
        return touches(occurrence, query.range) ? [occurrence] : []
      }
      inZone(query.zone)
      const occurrences: ViewOccurrence[] = []
      const all = !inBounds(object, query.range) || collect(object, query, mayGoOn, occurrences)
      return all ? occurrences : null
    },
  }
}
