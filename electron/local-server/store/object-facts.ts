import { lineValue, readLines, type ContentLine } from '../../../shared/icalendar/content-line.ts'
import type { HomeKind, ObjectFacts } from './model.ts'

export type Inspection = {
  readonly facts: ObjectFacts
  /** Why it may not be stored, in a sentence; null: it may. */
  readonly problem: string | null
}

const broken = (problem: string): Inspection => ({ facts: { uid: null, component: null }, problem })

const isContentLine = ({ name, rest }: ContentLine): boolean => /^[A-Z0-9-]+$/.test(name) && rest.includes(':')
const word = (line: ContentLine): string => lineValue(line).trim().toUpperCase()

/** Reads what RFC 4791 §4.1 asks of a CalendarObjectResource: one VCALENDAR, one kind of component, one UID, no METHOD. */
function inspectCalendarObject(text: string): Inspection {
  const open: string[] = []
  let component: string | null = null
  let uid: string | null = null
  let problem: string | null = null
  let calendars = 0
  let hasUid = false
  for (const line of readLines(text)) {
    if (!isContentLine(line)) return broken(`"${line.name.slice(0, 60)}" begins no iCalendar line.`)
    if (open.length === 0 && (line.name !== 'BEGIN' || word(line) !== 'VCALENDAR'))
      return broken('It does not begin with BEGIN:VCALENDAR.')
    if (line.name === 'BEGIN') {
      const name = word(line)
      if (open.length === 0) calendars += 1
      if (open.length === 1 && name !== 'VTIMEZONE') {
        if (component !== null && component !== name) problem = `It holds both ${component} and ${name}.`
        component = name
        hasUid = false
      }
      open.push(name)
    } else if (line.name === 'END') {
      const name = word(line)
      if (open.pop() !== name) return broken(`END:${name.slice(0, 60)} closes nothing.`)
      if (open.length === 1 && name !== 'VTIMEZONE' && !hasUid) problem = `A ${name} in it has no UID.`
    } else if (open.length === 1 && line.name === 'METHOD') problem = 'It has a METHOD, as only invitations by mail do.'
    else if (open.length === 2 && line.name === 'UID' && open[1] !== 'VTIMEZONE') {
      const value = lineValue(line).trim()
      if (uid !== null && uid !== value) problem = 'It holds items of more than one UID.'
      uid = value
      hasUid = true
    }
  }
  const facts = { uid, component }
  if (open.length > 0) return broken(`It ends inside ${open.at(-1)}.`)
  if (calendars !== 1 || component === null) return { facts, problem: 'It holds no calendar item.' }
  return { facts, problem }
}

/** Reads what RFC 6352 §5.1 asks of an AddressObjectResource: one vCard. A missing UID is let pass. */
function inspectAddressObject(text: string): Inspection {
  let uid: string | null = null
  let depth = 0
  let cards = 0
  for (const line of readLines(text)) {
    const isCard = word(line) === 'VCARD'
    if (line.name === 'BEGIN' && isCard) {
      depth += 1
      if (depth === 1) cards += 1
    } else if (depth === 0) return broken('It is not a vCard.')
    else if (line.name === 'END' && isCard) depth -= 1
    else if (line.name === 'UID' && depth === 1) uid = lineValue(line).trim()
  }
  const facts = { uid, component: null }
  if (depth > 0) return { facts, problem: 'It ends inside the vCard.' }
  if (cards !== 1) return { facts, problem: cards === 0 ? 'It is not a vCard.' : 'It holds more than one vCard.' }
  return { facts, problem: null }
}

/** What a data file says of itself, and why it may not be stored, if so. */
export const inspectObject = (kind: HomeKind, text: string): Inspection =>
  kind === 'calendars' ? inspectCalendarObject(text) : inspectAddressObject(text)

/** Whether a text is an iCalendar object with a VTIMEZONE, as `C:calendar-timezone` must be (RFC 4791 §5.2.2). */
export function inspectTimeZone(text: string): boolean {
  const lines = readLines(text).map((line) => `${line.name}:${word(line)}`)
  return lines[0] === 'BEGIN:VCALENDAR' && lines.at(-1) === 'END:VCALENDAR' && lines.includes('BEGIN:VTIMEZONE')
}
