import type { DateValue } from '../../shared/icalendar/date-value.ts'
import { readEvent } from '../../shared/icalendar/edit.ts'
import { readCard } from '../../shared/vcard/read.ts'
import type { messages } from './messages.ts'

type FieldName = keyof typeof messages &
  ('title' | 'starts' | 'ends' | 'where' | 'repeat' | 'notes' | 'organisation' | 'emails' | 'phones')

/** A line of a version: text, or a time or a recurrence to be put into words. `start` is the first day, `YYYY-MM-DD`. */
export type FieldValue = string | DateValue | { type: 'rule'; rrule: string; start: string } | null

export type ComparedField = { name: FieldName; mine: FieldValue; theirs: FieldValue; differs: boolean }

type Version = { name: FieldName; value: FieldValue }[]

const dayOf = (value: DateValue | null): string =>
  value === null ? '' : value.type === 'date' ? value.date : value.local.slice(0, 10)

function eventLines(text: string): Version {
  const { summary, start, end, location, rrule, description } = readEvent(text, null)
  return [
    { name: 'title', value: summary },
    { name: 'starts', value: start },
    { name: 'ends', value: end },
    { name: 'where', value: location },
    { name: 'repeat', value: rrule === null ? null : { type: 'rule', rrule, start: dayOf(start) } },
    { name: 'notes', value: description },
  ]
}

function cardLines(text: string): Version {
  const { displayName, organisation, emails, phones, note } = readCard(text)
  return [
    { name: 'title', value: displayName },
    { name: 'organisation', value: organisation },
    { name: 'emails', value: emails.map(({ value }) => value).join('\n') },
    { name: 'phones', value: phones.map(({ value }) => value).join('\n') },
    { name: 'notes', value: note },
  ]
}

/** A version that does not parse shows its text: better than nothing to choose by. */
function lines(text: string | null): Version {
  if (text === null) return []
  try {
    return /^\s*BEGIN:VCARD/i.test(text) ? cardLines(text) : eventLines(text)
  } catch {
    return [{ name: 'notes', value: text }]
  }
}

const plain = (value: FieldValue): string =>
  value === null || typeof value === 'string' ? (value ?? '') : JSON.stringify(value)

/**
 * Two versions of an event or contact, line by line; lines empty in both are left out. A version that was deleted (null) has no lines.
 */
export function compareVersions(mine: string | null, theirs: string | null): ComparedField[] {
  const left = lines(mine)
  const right = lines(theirs)
  const names = [...new Set([...left, ...right].map(({ name }) => name))]
  return names.flatMap((name) => {
    const a = left.find((each) => each.name === name)?.value ?? null
    const b = right.find((each) => each.name === name)?.value ?? null
    if (plain(a) === '' && plain(b) === '') return []
    return [{ name, mine: a, theirs: b, differs: mine !== null && theirs !== null && plain(a) !== plain(b) }]
  })
}
