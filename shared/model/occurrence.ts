import type { CollectionId, Href } from './names.ts'

/**
 * One instance of an event or task in time, as a view draws it: computed from a CalendarObjectResource, never stored
 * (RFC 5545 §3.8.5). Plain data, so that it can cross a port.
 */
export type Occurrence = {
  /** `${collection}\n${href}\n${recurrenceId ?? ''}`: the same as long as it is the same instance. */
  key: string
  collection: CollectionId
  href: Href
  uid: string
  component: 'VEVENT' | 'VTODO' | 'VJOURNAL'
  /** The original start of this instance in its RFC 5545 form (§3.8.4.4), or null for an object that does not recur. */
  recurrenceId: string | null
  recurring: boolean
  /** Milliseconds since the epoch; floating times and days are placed in the display zone. */
  start: number
  /** Exclusive. */
  end: number
  allDay: boolean
  /** `YYYY-MM-DD` of an all-day instance; `endDate` is exclusive. */
  startDate: string | null
  endDate: string | null
  /** The zone the event is written in; null for floating and all-day. */
  zone: string | null
  summary: string
  location: string
  status: 'confirmed' | 'tentative' | 'cancelled'
  transparent: boolean
  /** Whether it has reminders. */
  alarms: boolean
  /** Number of ATTENDEEs. */
  attendees: number
  url: string
  categories: string[]
  /** A task that is done. */
  completed: boolean
}
