import { createHash } from 'node:crypto'
import { readDuration } from './duration.ts'
import { createPacer, type Pacer } from './pacer.ts'

/** All that a feed says under one UID: an event with its overrides, and the time zones they name. */
export type FeedObject = {
  readonly uid: string
  readonly component: string
  /** A VCALENDAR of its own. */
  readonly text: string
  /** {@link meaningOf} the text. */
  readonly meaning: string
  /** Marked as deleted: `STATUS:DELETED`. */
  readonly deleted: boolean
}

export type Feed = {
  /** NAME or X-WR-CALNAME. */
  readonly name: string | null
  /** COLOR or X-APPLE-CALENDAR-COLOR. */
  readonly color: string | null
  /** Seconds: REFRESH-INTERVAL or X-PUBLISHED-TTL. */
  readonly refreshInterval: number | null
  /** The same for two bodies that say the same. */
  readonly meaning: string
  readonly objects: readonly FeedObject[]
}

/** A feed that is no whole iCalendar text: nothing of it counts. */
export class FeedSyntaxError extends Error {
  override readonly name = 'FeedSyntaxError'
}

const mostComponents = 20_000
const linesBetweenLooks = 512

const unfold = (text: string): string => text.replace(/\r?\n[ \t]/g, '')

const valueOf = (line: string): string => {
  const match = /^[A-Za-z0-9-]+(?:;(?:"[^"]*"|[^":])*)?:([^]*)$/.exec(line)
  return (match?.[1] ?? '').trim()
}

type Component = { name: string; lines: string[] }

const property = (component: readonly string[], name: RegExp): string | null => {
  const text = unfold(component.join('\r\n'))
  const line = text.split('\r\n').find((candidate) => name.test(candidate))
  return line === undefined ? null : valueOf(line)
}

/** Lines of the component itself, without those of what is nested in it (an alarm has a UID of its own). */
function ownLines(lines: readonly string[]): string[] {
  const own: string[] = []
  let depth = 0
  for (const line of lines) {
    if (/^END:/i.test(line)) depth -= 1
    else if (/^BEGIN:/i.test(line)) depth += 1
    else if (depth === 1) own.push(line)
  }
  return own
}

const zonesIn = (text: string): string[] =>
  [...unfold(text).matchAll(/;TZID="?([^":;,]+)/gi)].map((match) => match[1] ?? '')

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The meaning of an object: without the lines that many servers write anew at each request. */
export const meaningOf = (text: string): string =>
  digest(unfold(text).replace(/^(DTSTAMP|LAST-MODIFIED|CREATED|PRODID)[;:].*\r?\n/gim, ''))

type Scanned = { header: string[]; components: Component[] }

/** Cuts the text at the components of its VCALENDARs, letting others have the thread in between. */
async function scan(text: string, pacer: Pacer): Promise<Scanned> {
  const header: string[] = []
  const components: Component[] = []
  const open: string[] = []
  let current: Component | null = null
  let lines = 0
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
    start = end + 1
    lines += 1
    if (lines % linesBetweenLooks === 0 && pacer.due()) await pacer.breathe()
    const begins = /^BEGIN:\s*([\w-]+)\s*$/i.exec(line)?.[1]?.toUpperCase()
    const ends = begins === undefined ? /^END:\s*([\w-]+)\s*$/i.exec(line)?.[1]?.toUpperCase() : undefined
    if (begins !== undefined) {
      if (open.length === 0 && begins !== 'VCALENDAR') throw new FeedSyntaxError('It does not begin as a calendar.')
      if (open.length === 1) components.push((current = { name: begins, lines: [] }))
      if (components.length > mostComponents) throw new FeedSyntaxError(`It has more than ${mostComponents} items.`)
      open.push(begins)
    } else if (ends !== undefined && open.pop() !== ends) throw new FeedSyntaxError(`END:${ends} closes nothing.`)
    else if (open.length === 0 && ends === undefined && line.trim() !== '')
      throw new FeedSyntaxError('It does not begin as a calendar.')
    if (current !== null && (open.length > 1 || ends !== undefined)) current.lines.push(line)
    else if (open.length === 1 && begins === undefined) header.push(line)
    if (open.length <= 1) current = null
  }
  if (open.length > 0) throw new FeedSyntaxError('It ends in the middle.')
  return { header, components }
}

/**
 * Takes a feed apart into one object a UID. However large it is, others get the thread in between.
 *
 * @throws FeedSyntaxError where it is not a whole iCalendar text, or has more than 20,000 components
 */
export async function parseFeed(text: string): Promise<Feed> {
  const pacer = createPacer()
  const { header, components } = await scan(text.replace(/^\uFEFF/, ''), pacer)
  const zones = new Map<string, string>()
  const groups = new Map<string, { component: string; texts: string[]; deleted: boolean }>()
  for (const { name, lines } of components) {
    if (pacer.due()) await pacer.breathe()
    const body = `${lines.join('\r\n')}\r\n`
    if (name === 'VTIMEZONE') {
      const id = property(lines, /^TZID[;:]/i)
      if (id !== null && !zones.has(id)) zones.set(id, body)
      continue
    }
    const own = ownLines(lines)
    const given = property(own, /^UID[;:]/i)
    const uid = given === null || given === '' ? `daystream-${meaningOf(body).slice(0, 32)}` : given
    const whole = given === null || given === '' ? body.replace(/^(BEGIN:[^\r\n]*\r\n)/i, `$1UID:${uid}\r\n`) : body
    const group = groups.get(uid)
    const deleted = property(own, /^STATUS[;:]/i)?.toUpperCase() === 'DELETED'
    if (group === undefined) groups.set(uid, { component: name, texts: [whole], deleted })
    else if (group.component === name) {
      group.texts.push(whole)
      group.deleted = group.deleted && deleted
    }
  }
  const prodid = property(header, /^PRODID[;:]/i) ?? '-//Daystream//Feed//EN'
  const objects: FeedObject[] = []
  for (const [uid, { component, texts, deleted }] of groups) {
    if (pacer.due()) await pacer.breathe()
    const inner = texts.join('')
    const used = [...new Set(zonesIn(inner))].map((id) => zones.get(id) ?? '').join('')
    const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:${prodid}\r\n${used}${inner}END:VCALENDAR\r\n`
    objects.push({ uid, component, text: calendar, meaning: meaningOf(calendar), deleted })
  }
  const name = property(header, /^NAME[;:]/i) ?? property(header, /^X-WR-CALNAME[;:]/i)
  const interval = property(header, /^REFRESH-INTERVAL[;:]/i) ?? property(header, /^X-PUBLISHED-TTL[;:]/i)
  return {
    name: name === null ? null : name.replace(/\\([\\;,])/g, '$1'),
    color: property(header, /^COLOR[;:]/i) ?? property(header, /^X-APPLE-CALENDAR-COLOR[;:]/i),
    refreshInterval: interval === null ? null : readDuration(interval),
    meaning: digest(objects.map(({ meaning }) => meaning).join()),
    objects,
  }
}
