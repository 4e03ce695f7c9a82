import { berlinZone } from '../berlin-zone.ts'

/** An event of the tour, in Berlin time. */
export type TourEvent = {
  title: string
  /** `YYYY-MM-DD`. */
  on: string
  /** `HH:MM` to `HH:MM`; without it, whole days up to and with `last`. */
  time?: readonly [string, string]
  last?: string
  place?: string
  note?: string
  /** RRULE, and days of the series that are left out. */
  rule?: string
  except?: readonly string[]
  status?: 'TENTATIVE' | 'CANCELLED'
  /** People invited; the first is the organiser. */
  people?: readonly string[]
  call?: string
}

export type TourPerson = {
  given: string
  family: string
  title?: string
  organisation?: string
  /** `TYPE` and value. */
  phones?: readonly (readonly [string, string])[]
  mails?: readonly (readonly [string, string])[]
  /** Street, town, region, code, country. */
  address?: readonly [string, string, string, string, string]
  birthday?: string
  note?: string
}

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll('\n', '\\n')
const digits = (text: string): string => text.replaceAll(/[-:]/g, '')
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)

const mailOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/\P{ASCII}/gu, '')
    .toLowerCase()
    .replaceAll(/\W+/g, '.')}@work.example`

function attendees(people: readonly string[]): string[] {
  const answers = ['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'TENTATIVE', 'DECLINED', 'NEEDS-ACTION']
  return people.flatMap((name, index) => [
    ...(index === 0 ? [`ORGANIZER;CN="${name}":mailto:${mailOf(name)}`] : []),
    `ATTENDEE;CN="${name}";PARTSTAT=${answers[index % answers.length]}:mailto:${mailOf(name)}`,
  ])
}

const at = (name: string, date: string, time: string | undefined): string =>
  time === undefined
    ? `${name};VALUE=DATE:${digits(date)}`
    : `${name};TZID=Europe/Berlin:${digits(date)}T${digits(time)}00`

/** The VEVENT lines of an event. */
export function eventLines(event: TourEvent, uid: string): string[] {
  const { title, on, time, last = on, place, note, rule, except = [], status, people = [], call } = event
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261101T080000Z',
    at('DTSTART', on, time?.[0]),
    at('DTEND', time === undefined ? dayAfter(last) : on, time?.[1]),
    `SUMMARY:${escaped(title)}`,
    ...(place === undefined ? [] : [`LOCATION:${escaped(place)}`]),
    ...(note === undefined ? [] : [`DESCRIPTION:${escaped(note)}`]),
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    ...except.map((date) => at('EXDATE', date, time?.[0])),
    ...(status === undefined ? [] : [`STATUS:${status}`]),
    ...attendees(people),
    ...(call === undefined ? [] : [`CONFERENCE;VALUE=URI;FEATURE=VIDEO:${call}`]),
    'END:VEVENT',
  ]
}

/** iCalendar text around some VEVENTs. */
export const calendarText = (lines: readonly string[], more: readonly string[] = []): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Another program//EN',
    ...more,
    ...berlinZone,
    ...lines,
    'END:VCALENDAR',
    '',
  ].join('\r\n')

export function cardText(person: TourPerson, uid: string): string {
  const { given, family, title, organisation, phones = [], mails = [], address, birthday, note } = person
  return [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:${uid}`,
    `FN:${escaped(`${given} ${family}`)}`,
    `N:${escaped(family)};${escaped(given)};;;`,
    ...(title === undefined ? [] : [`TITLE:${escaped(title)}`]),
    ...(organisation === undefined ? [] : [`ORG:${escaped(organisation)}`]),
    ...phones.map(([type, number]) => `TEL;TYPE=${type}:${number}`),
    ...mails.map(([type, mail]) => `EMAIL;TYPE=${type}:${mail}`),
    ...(address === undefined ? [] : [`ADR;TYPE=work:;;${address.map(escaped).join(';')}`]),
    ...(birthday === undefined ? [] : [`BDAY:${digits(birthday)}`]),
    ...(note === undefined ? [] : [`NOTE:${escaped(note)}`]),
    'END:VCARD',
    '',
  ].join('\r\n')
}
