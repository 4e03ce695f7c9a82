import { property } from './component.ts'
import type { Component } from './component.ts'
import { lineValue, parameter } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { dateValueOf } from './date-value.ts'
import { describe, utcInstant } from './description.ts'
import { durationMs, parseDuration } from './duration.ts'
import { alarmsOf } from './edit-fields.ts'
import type { AlarmFields, AlarmTrigger, AttendeeFields, EventFields, Participation } from './event-fields.ts'
import { findInstance, masterOf, requireObject } from './instance.ts'
import { MINUTE } from './local-time.ts'
import { unescapeText } from './text-value.ts'

const participations: Readonly<Record<string, Participation>> = {
  ACCEPTED: 'accepted',
  COMPLETED: 'accepted',
  'IN-PROCESS': 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
  DELEGATED: 'delegated',
}
const roles: Readonly<Record<string, AttendeeFields['role']>> = {
  CHAIR: 'chair',
  'OPT-PARTICIPANT': 'optional',
  'NON-PARTICIPANT': 'none',
}
const statuses: Readonly<Record<string, EventFields['status']>> = { TENTATIVE: 'tentative', CANCELLED: 'cancelled' }
const classifications: Readonly<Record<string, EventFields['classification']>> = {
  PRIVATE: 'private',
  CONFIDENTIAL: 'confidential',
}

const textOf = (component: Component, name: string): string => {
  const line = property(component, name)
  return line === undefined ? '' : unescapeText(lineValue(line))
}
const upper = (line: ContentLine, name: string): string => parameter(line, name)?.toUpperCase() ?? ''

function attendeeOf(line: ContentLine): AttendeeFields {
  return {
    address: lineValue(line).trim(),
    name: parameter(line, 'CN') ?? '',
    participation: participations[upper(line, 'PARTSTAT')] ?? 'needs-action',
    role: roles[upper(line, 'ROLE')] ?? 'required',
    kind: parameter(line, 'CUTYPE')?.toLowerCase() ?? 'individual',
    rsvp: upper(line, 'RSVP') === 'TRUE',
  }
}

function triggerOf(line: ContentLine): AlarmTrigger | null {
  const duration = parseDuration(lineValue(line))
  if (duration !== null) {
    const related = upper(line, 'RELATED') === 'END' ? 'end' : 'start'
    // Negative zero would show as a minus sign.
    return { type: 'before', minutes: 0 - durationMs(duration) / MINUTE, related }
  }
  const epochMs = utcInstant(line)
  return epochMs === null ? null : { type: 'at', epochMs }
}

function alarmOf(alarm: Component): AlarmFields[] {
  const line = property(alarm, 'TRIGGER')
  const trigger = line === undefined ? null : triggerOf(line)
  if (trigger === null) return []
  const action = textOf(alarm, 'ACTION').trim().toUpperCase()
  return [{ action, trigger, description: textOf(alarm, 'DESCRIPTION') }]
}

const instantOf = (component: Component, name: string): number | null => {
  const line = property(component, name)
  return line === undefined ? null : utcInstant(line)
}

/**
 * Reads an event, or one instance of a series, for panel and editor.
 *
 * @param recurrenceId as in Occurrence; null: the master
 * @throws DavError `malformed` when the text holds no such event
 */
export function readEvent(text: string, recurrenceId: string | null): EventFields {
  const object = requireObject(text)
  const { component, timing, overridden } = findInstance(object, recurrenceId)
  const master = masterOf(object)
  const rule = master === undefined ? undefined : property(master, 'RRULE')
  const organizer = property(component, 'ORGANIZER')
  const described = describe(component)
  const recurring = master === undefined ? recurrenceId !== null : describe(master).hasRule
  return {
    uid: object.uid,
    component: object.component,
    recurrenceId,
    recurring: recurring || recurrenceId !== null,
    overridden,
    summary: described.summary,
    location: described.location,
    description: textOf(component, 'DESCRIPTION'),
    start: timing === null ? null : dateValueOf(timing.start),
    end: timing === null ? null : dateValueOf(timing.end),
    allDay: timing?.start.isDate ?? false,
    rrule: rule === undefined ? null : lineValue(rule).trim(),
    url: described.url,
    categories: described.categories,
    status: statuses[described.status] ?? 'confirmed',
    transparency: described.transparent ? 'transparent' : 'opaque',
    classification: classifications[textOf(component, 'CLASS').trim().toUpperCase()] ?? 'public',
    color: described.color,
    alarms: alarmsOf(component).flatMap(alarmOf),
    organizer:
      organizer === undefined ? null : { address: described.organizer, name: parameter(organizer, 'CN') ?? '' },
    attendees: component.lines.filter((line) => line.name === 'ATTENDEE').map(attendeeOf),
    sequence: described.sequence,
    created: instantOf(component, 'CREATED'),
    lastModified: described.lastModified,
    completed: described.completed,
  }
}
