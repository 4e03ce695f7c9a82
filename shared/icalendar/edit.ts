import type { EventFields, EventInput, EventPatch } from './event-fields.ts'

/** `all` with a `recurrenceId`: the patch's start and end are those wanted for that instance, and the series moves as far as it does. */
export type EditScope = { type: 'all'; recurrenceId?: string | null } | { type: 'this'; recurrenceId: string }

/**
 * Writes a new event as a whole VCALENDAR, with the VTIMEZONEs it needs.
 *
 * @param now milliseconds since the epoch, for DTSTAMP
 */
export declare function createEvent(
  fields: Pick<EventInput, 'summary' | 'start' | 'end'> & EventPatch & { uid?: string },
  now?: number,
): string
/**
 * Applies a patch to the text: lines it does not touch stay byte for byte.
 *
 * @throws DavError `malformed` when the text holds no such event
 */
export declare function editEvent(text: string, patch: EventPatch, scope: EditScope, now?: number): string
/** Takes one instance out of a series: an EXDATE, and its override goes. null: nothing is left, delete the object. */
export declare function deleteOccurrence(text: string, recurrenceId: string, now?: number): string | null
/**
 * Reads an event, or one instance of a series, for panel and editor.
 *
 * @param recurrenceId as in Occurrence; null: the master
 * @throws DavError `malformed` when the text holds no such event
 */
export declare function readEvent(text: string, recurrenceId: string | null): EventFields
