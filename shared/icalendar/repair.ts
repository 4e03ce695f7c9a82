import ICAL from 'ical.js'
import { DavError } from '../model/dav-error.ts'
import { lineValue, parameter, readLine, withLineFeeds } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { formatRule, parseRule } from './rule.ts'

/** One mend: what a line becomes (null: it goes), and what is said of it. */
type Mend = { line: string | null; repair: string } | null

const dates: ReadonlySet<string> = new Set(['DTSTART', 'DTEND', 'DUE', 'EXDATE', 'RDATE', 'RECURRENCE-ID'])

/** RFC 5545 §3.1: a name is letters, digits and hyphens. */
const isName = /^[A-Z0-9-]+$/i

function mendDate(line: ContentLine): Mend {
  if (!dates.has(line.name) || parameter(line, 'VALUE') !== null) return null
  const value = lineValue(line).trim()
  if (!/^\d{8}(?:,\d{8})*$/.test(value)) return null
  return { line: `${line.name};VALUE=DATE:${value}`, repair: `${line.name} is a day and is marked as one.` }
}

function isStrict(rule: string): boolean {
  try {
    ICAL.Recur.fromString(rule)
    return true
  } catch {
    return false
  }
}

function mendRule(line: ContentLine): Mend {
  const value = lineValue(line)
  if ((line.name !== 'RRULE' && line.name !== 'EXRULE') || isStrict(value)) return null
  const parts = parseRule(value)
  if (parts === null) return { line: null, repair: `The rule “${value}” cannot be read and is left out.` }
  return { line: `${line.name}:${formatRule(parts)}`, repair: `The rule “${value}” is read as “${formatRule(parts)}”.` }
}

/** A line that is no property: text that was broken without being folded. */
const isStray = (line: ContentLine): boolean => !line.rest.includes(':') || !isName.test(line.name)

/** What strict readers want changed of a property. */
function mend(line: ContentLine): Mend {
  const head = line.rest.slice(0, line.rest.indexOf(':'))
  const unclosed = head.split('"').length % 2 === 0 && !line.rest.replaceAll(/"[^"]*"/g, '').includes(':')
  if (unclosed || (head.includes('"') && line.rest.split('"').length % 2 === 0))
    return {
      line: line.name + line.rest.replaceAll('"', ''),
      repair: `A quote in ${line.name} is not closed; its quotes are left out.`,
    }
  return mendDate(line) ?? mendRule(line)
}

/** Follows BEGIN and END: ends what the text does not end, drops an END of nothing. */
function nesting(): { take: (line: ContentLine) => string[] | null; rest: () => string[] } {
  const open: string[] = []
  return {
    take: (line) => {
      const name = lineValue(line).trim().toUpperCase()
      if (line.name === 'BEGIN') open.push(name)
      if (line.name !== 'END') return []
      if (!open.includes(name)) return null
      const closed: string[] = []
      for (let last = open.pop(); last !== name; last = open.pop()) closed.push(`END:${last}`)
      return closed
    },
    rest: () => open.toReversed().map((name) => `END:${name}`),
  }
}

/** Mends what strict readers stumble over. `repairs` says in plain words what was done; empty: the text is returned as it was. */
export function repair(text: string): { text: string; repairs: string[] } {
  const repairs: string[] = []
  const written: string[] = []
  const tree = nesting()
  const bom = text.charCodeAt(0) === 0xfeff
  if (bom) repairs.push('A mark before the first line is left out.')
  const source = withLineFeeds(text)
  if (source !== text) repairs.push('Its lines end in an old way (CR alone).')
  for (let at = bom ? 1 : 0; at < source.length;) {
    const line = readLine(source, at)
    at = line.end
    if (line.name === '' && line.rest === '') continue
    const closed = tree.take(line)
    if (closed === null) {
      repairs.push(`“END:${lineValue(line).trim()}” ends nothing and is left out.`)
      continue
    }
    if (closed.length > 0) repairs.push(`${closed.join(', ')} was missing.`)
    written.push(...closed)
    const raw = source.slice(line.start, line.end).replace(/\r*\n?$/, '')
    const before = written.at(-1) ?? ''
    if (isStray(line) && before !== '' && !/^(?:BEGIN|END):/i.test(before)) {
      repairs.push(`“${raw.slice(0, 40)}” is no property and is taken as more of the line before.`)
      written[written.length - 1] = `${before}\\n${raw.trim()}`
      continue
    }
    const mended = isStray(line)
      ? { line: null, repair: `“${raw.slice(0, 40)}” is no property and is left out.` }
      : mend(line)
    if (mended !== null) repairs.push(mended.repair)
    if (mended === null) written.push(raw)
    else if (mended.line !== null) written.push(mended.line)
  }
  const missing = tree.rest()
  if (missing.length > 0) repairs.push(`The text breaks off: ${missing.join(', ')} was missing.`)
  if (repairs.length === 0) return { text, repairs }
  return { text: [...written, ...missing, ''].join('\r\n'), repairs }
}

/**
 * Parses iCalendar strictly, after mending it where that is needed.
 *
 * @throws DavError `malformed` saying in plain words what is wrong when nothing can be read
 */
export function parseCalendar(text: string): { calendar: ICAL.Component; repairs: string[] } {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text))
    throw new DavError('malformed', 'This is not a calendar: it does not begin with BEGIN:VCALENDAR.')
  const mended = repair(text)
  try {
    const parsed: unknown = ICAL.parse(mended.text)
    const first: unknown = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed
    return { calendar: new ICAL.Component(first as string), repairs: mended.repairs }
  } catch (error) {
    const reason = error instanceof TypeError || !(error instanceof Error) ? 'its structure is broken' : error.message
    throw new DavError('malformed', `This calendar cannot be read: ${reason}. It was left as it is.`, { cause: error })
  }
}
