import { readIndexEntries, type ComponentName, type IndexedComponent } from '../../shared/icalendar/index-entry.ts'
import { parseLocal } from '../../shared/icalendar/local-time.ts'
import { seriesSpan } from '../../shared/icalendar/occurrences.ts'
import type { DateValue } from '../../shared/icalendar/date-value.ts'
import type { Occurrence } from '../../shared/model/occurrence.ts'
import type { CardIndex } from '../../shared/vcard/card-fields.ts'
import { readCardIndex } from '../../shared/vcard/read.ts'

/** An object that happens once: all that is drawn of it. */
export type SingleEntry = {
  type: 'single'
  uid: string
  component: ComponentName
  /** What `start` and `end` count: instants, or wall-clock time as if it were UTC, to be placed in the display zone. */
  clock: 'instant' | 'floating' | 'date'
  start: number
  end: number
  zone: string | null
  startDate: string | null
  endDate: string | null
} & Pick<
  Occurrence,
  'summary' | 'location' | 'status' | 'transparent' | 'alarms' | 'attendees' | 'url' | 'categories' | 'completed'
>

/** A series, or anything else whose instances must be worked out from its text. */
export type SeriesEntry = {
  type: 'series'
  /** Bounds of all instances in every zone; `last` null: without end. */
  first: number
  last: number | null
}

export type CardEntry = { type: 'card'; card: CardIndex }

/** A text that cannot be read, and why, in plain words. */
export type BrokenEntry = { type: 'broken'; reason: string }

/**
 * What the indexes need of an object, kept with its row so that a start parses nothing. `none`: nothing to show, as a task without a
 * date.
 */
export type SlimEntry = SingleEntry | SeriesEntry | CardEntry | BrokenEntry | { type: 'none' }

const statuses: Record<string, Occurrence['status']> = { TENTATIVE: 'tentative', CANCELLED: 'cancelled' }
const counted = (value: DateValue): number => {
  if (value.type === 'zoned') return value.epochMs
  return parseLocal(value.type === 'date' ? value.date : value.local)
}

function singleEntry(uid: string, component: ComponentName, only: IndexedComponent): SingleEntry | null {
  const { start, end } = only
  if (only.hasRule || only.recurrenceId !== null || start === null || end?.type !== start.type) return null
  return {
    type: 'single',
    uid,
    component,
    clock: start.type === 'zoned' ? 'instant' : start.type,
    start: counted(start),
    end: counted(end),
    zone: start.type === 'zoned' ? start.tzid : null,
    startDate: start.type === 'date' ? start.date : null,
    endDate: end.type === 'date' ? end.date : null,
    summary: only.summary,
    location: only.location,
    status: statuses[only.status] ?? 'confirmed',
    transparent: only.transparent,
    alarms: only.alarms > 0,
    attendees: only.attendees,
    url: only.url,
    categories: only.categories,
    completed: only.completed,
  }
}

/** Whether a text is a vCard (RFC 6350 §6.1.1) rather than iCalendar. */
export const isVCard = (data: string): boolean => /^\uFEFF?\s*BEGIN:VCARD/i.test(data)

/** What may exclude the only instance there is. */
const exception = /^EX(?:DATE|RULE)\b/im

/** Reads an object's text as its server holds it. Never throws. */
export function slimEntry(data: string): SlimEntry {
  if (isVCard(data)) {
    const card = readCardIndex(data)
    return card === null ? { type: 'broken', reason: 'It is not a whole card.' } : { type: 'card', card }
  }
  const { uid, component, instances, broken } = readIndexEntries(data)
  if (broken !== null) return { type: 'broken', reason: broken }
  const [only, ...others] = instances
  if (only === undefined) return { type: 'none' }
  const single = others.length === 0 && !exception.test(data) ? singleEntry(uid, component, only) : null
  if (single !== null) return single
  const span = seriesSpan(data)
  return span === null ? { type: 'none' } : { type: 'series', ...span }
}
