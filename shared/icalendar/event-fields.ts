import type { DateInput, DateValue } from './date-value.ts'
import type { ComponentName } from './index-entry.ts'

/** RFC 5545 §3.8.6.3; `minutes` before the start or end (negative: after it). */
export type AlarmTrigger =
  | { type: 'before'; minutes: number; related: 'start' | 'end' }
  | { type: 'at'; epochMs: number }
export type AlarmFields = { action: string; trigger: AlarmTrigger; description: string }

export type Participation = 'needs-action' | 'accepted' | 'declined' | 'tentative' | 'delegated'
export type AttendeeFields = {
  /** Calendar user address as written, e.g. `mailto:ada@example.org`. */
  address: string
  /** CN, or empty. */
  name: string
  participation: Participation
  role: 'chair' | 'required' | 'optional' | 'none'
  /** CUTYPE in lower case, e.g. `individual`, `room`. */
  kind: string
  rsvp: boolean
}

/** Everything a panel or an editor shows of one event, or of one instance of a series. */
export type EventFields = {
  uid: string
  component: ComponentName
  /** null: the master, or an object that does not recur. */
  recurrenceId: string | null
  /** The object has RRULE or RDATE. */
  recurring: boolean
  /** This instance has a component of its own. */
  overridden: boolean
  summary: string
  location: string
  description: string
  start: DateValue | null
  /** Exclusive. */
  end: DateValue | null
  allDay: boolean
  /** The RRULE's value, or null. */
  rrule: string | null
  url: string
  categories: string[]
  status: 'confirmed' | 'tentative' | 'cancelled'
  transparency: 'opaque' | 'transparent'
  classification: 'public' | 'private' | 'confidential'
  /** RFC 7986 COLOR: a CSS colour name; empty: that of the collection. */
  color: string
  alarms: AlarmFields[]
  organizer: { address: string; name: string } | null
  attendees: AttendeeFields[]
  sequence: number
  /** Milliseconds since the epoch. */
  created: number | null
  lastModified: number | null
  completed: boolean
}

/** What an editor can set. In a patch an absent key is left as it is. */
export type EventInput = {
  summary: string
  location: string
  description: string
  start: DateInput
  /** Exclusive; of the same type as `start`. */
  end: DateInput
  rrule: string | null
  url: string
  categories: string[]
  transparency: 'opaque' | 'transparent'
  /** Minutes before the start of each reminder; other kinds of alarm already there are kept. */
  alarms: number[]
  color: string
}
export type EventPatch = Partial<EventInput>
