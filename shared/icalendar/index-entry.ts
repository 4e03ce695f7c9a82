import type { DateValue } from './date-value.ts'

export type ComponentName = 'VEVENT' | 'VTODO' | 'VJOURNAL'

/** What the cache keeps of one VEVENT, VTODO or VJOURNAL of an object: the master or an override. */
export type IndexedComponent = {
  /** Original start in the form of the series (`20260105T100000`, `…Z`, or `20260105`); null for the master. */
  recurrenceId: string | null
  summary: string
  location: string
  /** Upper case as written, e.g. `CONFIRMED`; empty when not given. */
  status: string
  transparent: boolean
  /** null: a task or journal entry without a date. */
  start: DateValue | null
  /** Exclusive; from DTEND, DUE or DURATION, else RFC 5545 §3.6.1's default. */
  end: DateValue | null
  allDay: boolean
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
  /** Only its first 4,000 characters, for search. */
  description: string
  sequence: number
  /** Milliseconds since the epoch, or null. */
  lastModified: number | null
  completed: boolean
}

export type IndexedObject = {
  uid: string
  component: ComponentName
  /** The master first (if there is one), then the overrides as they stand. */
  instances: IndexedComponent[]
  /** What was unclear and how it was read, in plain words. */
  warnings: string[]
  /** Why nothing can be shown of it, in plain words; null when it can. */
  broken: string | null
}

/**
 * Reads what the cache's index needs of one CalendarObjectResource (one UID: master and overrides). Never throws: an object
 * nothing can be read of comes back with `broken` set and no instances.
 *
 * @param text the object as its server holds it
 */
export declare function readIndexEntries(text: string): IndexedObject
