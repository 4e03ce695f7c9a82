import { readContentLine, unfold } from './content-lines.ts'
import type { HomeKind, ObjectFacts } from './model.ts'

export type Inspection = {
  readonly facts: ObjectFacts
  /** Why it may not be stored, or null. */ readonly problem: string | null
}

const broken = (problem: string): Inspection => ({ facts: { uid: null, component: null }, problem })

/** Reads what RFC 4791 §4.1 asks of a CalendarObjectResource: one VCALENDAR, one kind of component, one UID, no METHOD. */
function inspectCalendarObject(text: string): Inspection {
  const open: string[] = []
  let component: string | null = null
  let uid: string | null = null
  let mixed: string | null = null
  let calendars = 0
  let withoutUid = false
  let uidHere = false
  for (const content of unfold(text)) {
    const line = readContentLine(content)
    if (line === null) return broken(`The line "${content.slice(0, 60)}" is not an iCalendar line.`)
    if (line.name === 'BEGIN') {
      const name = line.value.trim().toUpperCase()
      if (open.length === 0) {
        if (name !== 'VCALENDAR') return broken('It does not begin with BEGIN:VCALENDAR.')
        calendars += 1
      }
      if (open.length === 1 && name !== 'VTIMEZONE') {
        if (component !== null && component !== name) mixed = `It holds both ${component} and ${name}.`
        component = name
        uidHere = false
      }
      open.push(name)
    } else if (line.name === 'END') {
      if (open.pop() !== line.value.trim().toUpperCase()) return broken(`END:${line.value.trim()} closes nothing.`)
      if (open.length === 1 && line.value.trim().toUpperCase() !== 'VTIMEZONE' && !uidHere) withoutUid = true
    } else if (open.length === 0) return broken('It does not begin with BEGIN:VCALENDAR.')
    else if (open.length === 1 && line.name === 'METHOD') mixed = 'It has a METHOD, as only invitations by mail do.'
    else if (open.length === 2 && line.name === 'UID' && open[1] !== 'VTIMEZONE') {
      if (uid !== null && uid !== line.value) mixed = 'It holds items of more than one UID.'
      uid = line.value
      uidHere = true
    }
  }
  const facts = { uid, component }
  if (open.length > 0) return { facts, problem: `It ends inside ${open.at(-1)}.` }
  if (calendars !== 1 || component === null) return { facts, problem: 'It holds no calendar item.' }
  if (withoutUid) return { facts, problem: `A ${component} in it has no UID.` }
  return { facts, problem: mixed }
}

/** Reads what RFC 6352 §5.1 asks of an AddressObjectResource: one vCard. A missing UID is let pass. */
function inspectAddressObject(text: string): Inspection {
  let uid: string | null = null
  let depth = 0
  let cards = 0
  for (const content of unfold(text)) {
    const line = readContentLine(content)
    // vCard 2.1 folds quoted-printable without indenting, so a line that is none is kept as part of the one before
    if (line === null && depth > 0) continue
    if (line?.name === 'BEGIN' && line.value.trim().toUpperCase() === 'VCARD') {
      depth += 1
      if (depth === 1) cards += 1
    } else if (line?.name === 'END' && line.value.trim().toUpperCase() === 'VCARD' && depth > 0) depth -= 1
    else if (depth === 0) return broken('It is not a vCard.')
    else if (line?.name === 'UID') uid = line.value
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
  const lines = unfold(text).map((content) => content.trim().toUpperCase())
  return lines[0] === 'BEGIN:VCALENDAR' && lines.at(-1) === 'END:VCALENDAR' && lines.includes('BEGIN:VTIMEZONE')
}
