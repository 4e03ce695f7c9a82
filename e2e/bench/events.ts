import { berlinZone } from '../berlin-zone.ts'
import { seededRandom } from './random.ts'

/** One calendar object of about 1 KB. */
export type SeedEvent = { name: string; text: string }

const EVENT_BYTES = 1024
const DAY_MS = 86_400_000
const YEARS_BEFORE = 10
const YEARS_AFTER = 3

const words =
  'sync review planning dentist flight lunch standup budget school piano gym release call deep work travel birthday rehearsal sprint retro demo training parents vet invoice garden meeting train hotel'.split(
    ' ',
  )

const twoDigits = (value: number): string => String(value).padStart(2, '0')
const dateOf = (day: Date): string => day.toISOString().slice(0, 10).replaceAll('-', '')
const plusDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS)

/** RFC 5545 §3.1: no line over 75 octets; all text here is ASCII. */
const fold = (line: string): string => (line.match(/^.{1,75}|.{1,74}/g) ?? [line]).join('\r\n ')

type Clock = 'zone' | 'utc' | 'day' | 'floating'

function stamp(clock: Clock, name: string, day: Date, minutes: number): string {
  const date = dateOf(day)
  const time = `${date}T${twoDigits(Math.floor(minutes / 60))}${twoDigits(minutes % 60)}00`
  switch (clock) {
    case 'zone':
      return `${name};TZID=Europe/Berlin:${time}`
    case 'utc':
      return `${name}:${time}Z`
    case 'day':
      return `${name};VALUE=DATE:${date}`
    case 'floating':
      return `${name}:${time}`
  }
}

/**
 * The calendar every benchmark uses: `count` events of 1 KB spread over the ten years before and the three after `year`. One in ten is a
 * weekly series, and of these two in ten leave one out (EXDATE) and two in ten move one (RECURRENCE-ID). Of the others half carry a
 * VTIMEZONE; the rest is UTC, whole days and floating. The same count, year and seed give the same bytes.
 */
export function seedEvents(count: number, year: number, seed = 1): SeedEvent[] {
  const random = seededRandom(seed)
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
  const pick = <Item>(items: readonly Item[]): Item => items[between(0, items.length - 1)]!

  function padded(lines: (description: string[]) => string[]): string {
    const bare = lines([]).map(fold).join('\r\n').length
    const wanted = Math.max(0, EVENT_BYTES - bare - 30)
    let text = ''
    while (text.length < wanted) text += `${pick(words)} `
    return lines([`DESCRIPTION:${text.slice(0, wanted).trim()}`])
      .map(fold)
      .join('\r\n')
  }

  return Array.from({ length: count }, (_, index): SeedEvent => {
    const name = `event-${String(index + 1).padStart(6, '0')}`
    const day = new Date(Date.UTC(between(year - YEARS_BEFORE, year + YEARS_AFTER), between(0, 11), between(1, 28)))
    const start = between(7, 20) * 60 + pick([0, 15, 30, 45])
    const end = start + pick([30, 60, 90, 120])
    const isSeries = index % 10 === 0
    const kind = Math.floor(index / 10) % 10
    const share = random()
    const clock: Clock = isSeries || share < 0.5 ? 'zone' : share < 0.85 ? 'utc' : share < 0.95 ? 'day' : 'floating'
    const title = `${pick(words)} ${pick(words)} ${index + 1}`
    const common = [`UID:${name}@bench.example`, 'DTSTAMP:20240101T000000Z']
    const event = [
      ...common,
      stamp(clock, 'DTSTART', day, start),
      stamp(clock, 'DTEND', clock === 'day' ? plusDays(day, 1) : day, end),
      `SUMMARY:${title}`,
      `LOCATION:Room ${between(1, 99)}`,
      'STATUS:CONFIRMED',
      ...(isSeries ? [`RRULE:FREQ=WEEKLY;${pick(['', 'INTERVAL=2;'])}COUNT=${between(10, 60)}`] : []),
      ...(isSeries && (kind === 6 || kind === 7) ? [stamp(clock, 'EXDATE', plusDays(day, 14), start)] : []),
    ]
    const moved = plusDays(day, 28)
    const override = [
      'BEGIN:VEVENT',
      ...common,
      stamp(clock, 'RECURRENCE-ID', moved, start),
      stamp(clock, 'DTSTART', moved, start + 60),
      stamp(clock, 'DTEND', moved, end + 60),
      `SUMMARY:${title} (moved)`,
      'END:VEVENT',
    ]
    const alarm = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT15M', 'END:VALARM']
    const text = padded((description) => [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Daystream//Benchmark//EN',
      ...(clock === 'zone' ? berlinZone : []),
      'BEGIN:VEVENT',
      ...event,
      ...description,
      ...(index % 7 === 0 ? alarm : []),
      'END:VEVENT',
      ...(isSeries && kind >= 8 ? override : []),
      'END:VCALENDAR',
      '',
    ])
    return { name, text }
  })
}
