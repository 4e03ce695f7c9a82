import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { accountId, collectionId, href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { plainRule, startAndEnd, typedText } from '../testing/arbitraries.ts'
import type { DateInput } from './date-value.ts'
import { createEvent, deleteOccurrence, editEvent, readEvent } from './edit.ts'
import type { EventPatch } from './event-fields.ts'
import { expandObject } from './occurrences.ts'

const now = Date.UTC(2026, 0, 1)
const at = { collection: collectionId(accountId('a'), href('/c/')), href: href('/c/e.ics') }
const forever = { start: Date.UTC(1999, 0, 1), end: Date.UTC(2190, 0, 1) }
const occurrences = (text: string): Occurrence[] => expandObject(text, forever, 'Europe/Berlin', at)
const starts = (text: string): string[] =>
  occurrences(text).map(({ start, startDate }) => startDate ?? new Date(start).toISOString().slice(0, 16))

const asInput = (input: DateInput): DateInput => input
const patches: fc.Arbitrary<EventPatch> = fc
  .record(
    {
      summary: typedText,
      location: typedText,
      description: typedText,
      url: fc.webUrl(),
      categories: fc.uniqueArray(fc.stringMatching(/^[A-Za-z,;\\é]{1,10}$/), { maxLength: 3 }),
      transparency: fc.constantFrom('opaque' as const, 'transparent' as const),
      alarms: fc.uniqueArray(fc.integer({ min: -1000, max: 20_000 }), { maxLength: 3 }),
      color: fc.constantFrom('', 'tomato'),
      times: startAndEnd,
    },
    { requiredKeys: [] },
  )
  .map(({ times, ...rest }) => ({ ...rest, ...times }))

function read(text: string, recurrenceId: string | null): Required<Omit<EventPatch, 'rrule'>> {
  const { start, end, alarms, summary, location, description, url, categories, transparency, color } = readEvent(
    text,
    recurrenceId,
  )
  const input = (value: typeof start): DateInput => {
    if (value === null) throw new Error('no date')
    if (value.type === 'zoned') return { type: 'zoned', local: value.local, tzid: value.tzid }
    return value
  }
  const minutes = alarms.map(({ trigger }) => (trigger.type === 'before' ? trigger.minutes : Number.NaN))
  return {
    start: input(start),
    end: input(end),
    alarms: minutes,
    summary,
    location,
    description,
    url,
    categories,
    transparency,
    color,
  }
}

/** What a text says of a patch's fields. */
function echo(text: string, patch: EventPatch, recurrenceId: string | null): EventPatch {
  const fields = read(text, recurrenceId)
  return Object.fromEntries(Object.keys(patch).map((key) => [key, fields[key as keyof typeof fields]]))
}
const normal = (patch: EventPatch): EventPatch =>
  patch.alarms === undefined ? patch : { ...patch, alarms: patch.alarms.toSorted((a, b) => a - b) }

const rich = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Other//EN',
  'X-OWN:kept',
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'SUMMARY;LANGUAGE=de:Besprechung\\, wöch',
  '\tentlich',
  'uid:abc',
  'X-UNKNOWN;X-Param="a;b,c":some',
  '  thing',
  'DTSTAMP:20250101T000000Z',
  'DTSTART;TZID=W. Europe Standard Time;X-A=1:20260105T100000',
  'DTEND;TZID=W. Europe Standard Time:20260105T110000',
  'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T080000Z',
  'EXDATE;TZID=W. Europe Standard Time:20260119T100000',
  'ATTENDEE;PARTSTAT=ACCEPTED;CN="Lovelace, Ada":mailto:ada@example.org',
  'SEQUENCE:3',
  'BEGIN:VALARM',
  'ACTION:EMAIL',
  'TRIGGER:-PT1H',
  'END:VALARM',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:abc',
  'DTSTAMP:20250101T000000Z',
  'RECURRENCE-ID;TZID=W. Europe Standard Time:20260126T100000',
  'DTSTART;TZID=W. Europe Standard Time:20260126T140000',
  'DTEND;TZID=W. Europe Standard Time:20260126T150000',
  'SUMMARY;LANGUAGE=de:Besprechung\\, wöchentlich',
  'X-KEEP:yes',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

/** Lines of `before` that are not in `after`, and the other way round. */
function difference(before: string, after: string): { gone: string[]; come: string[] } {
  const left = before.split('\r\n')
  const right = after.split('\r\n')
  return { gone: left.filter((line) => !right.includes(line)), come: right.filter((line) => !left.includes(line)) }
}

describe('createEvent', () => {
  test('gives back what it was given, in a form ical.js reads', () => {
    fc.assert(
      fc.property(patches, startAndEnd, typedText, fc.option(plainRule), (patch, times, summary, rrule) => {
        const fields = { summary, ...times, ...patch, rrule }
        const text = createEvent(fields, now)
        expect(normal(echo(text, patch, null))).toEqual(normal(patch))
        expect(readEvent(text, null).rrule).toBe(rrule)
        const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
        expect(event?.getFirstPropertyValue('summary') ?? '').toBe(fields.summary)
      }),
    )
  })

  test('writes the zone with its real history', () => {
    const start = asInput({ type: 'zoned', local: '2007-03-20T09:00:00', tzid: 'America/New_York' })
    const end = asInput({ type: 'zoned', local: '2007-03-20T10:00:00', tzid: 'America/New_York' })
    const text = createEvent({ summary: 'x', start, end }, now)
    const calendar = new ICAL.Component(ICAL.parse(text))
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') ?? new ICAL.Component('vtimezone'))
    const time = ICAL.Time.fromData({ year: 2007, month: 3, day: 20, hour: 9 }, zone)
    expect(zone.tzid).toBe('America/New_York')
    expect(time.toUnixTime() * 1000).toBe(Date.UTC(2007, 2, 20, 13))
  })

  test('folds at 75 octets without cutting a character', () => {
    const day = asInput({ type: 'date', date: '2026-01-01' })
    const text = createEvent({ summary: '日本語'.repeat(40), start: day, end: day }, now)
    const sizes = text.split('\r\n').map((line) => new TextEncoder().encode(line).length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(75)
  })

  test('refuses an end before the start', () => {
    const start = asInput({ type: 'floating', local: '2026-01-01T10:00:00' })
    const end = asInput({ type: 'floating', local: '2026-01-01T09:00:00' })
    expect(() => createEvent({ summary: 'x', start, end }, now)).toThrow('ends before it starts')
  })
})

describe('editEvent', () => {
  test('gives the patch back', () => {
    fc.assert(
      fc.property(startAndEnd, patches, patches, (times, first, second) => {
        const text = createEvent({ summary: 'x', ...times, ...first }, now)
        const edited = editEvent(text, second, { type: 'all' }, now)
        expect(normal(echo(edited, second, null))).toEqual(normal(second))
        expect(() => ICAL.parse(edited)).not.toThrow()
      }),
    )
  })

  test('gives the patch back for one instance and leaves the others alone', () => {
    fc.assert(
      fc.property(startAndEnd, patches, plainRule, fc.nat(), (times, patch, rrule, pick) => {
        const text = createEvent({ summary: 'x', ...times, rrule }, now)
        const before = occurrences(text)
        const recurrenceId = before[pick % before.length]?.recurrenceId ?? ''
        const edited = editEvent(text, patch, { type: 'this', recurrenceId }, now)
        expect(normal(echo(edited, patch, recurrenceId))).toEqual(normal(patch))
        const others = (list: Occurrence[]): Occurrence[] => list.filter((one) => one.recurrenceId !== recurrenceId)
        expect(others(occurrences(edited))).toEqual(others(before))
        expect(occurrences(edited)).toHaveLength(before.length)
      }),
    )
  })

  test('keeps every line it does not change, byte for byte', () => {
    const edited = editEvent(rich, { location: 'Room 1', url: 'https://example.org/' }, { type: 'all' }, now)
    expect(difference(rich, edited)).toEqual({
      gone: ['DTSTAMP:20250101T000000Z', 'DTSTAMP:20250101T000000Z'],
      come: [
        'DTSTAMP:20260101T000000Z',
        'LOCATION:Room 1',
        'URL:https://example.org/',
        'LAST-MODIFIED:20260101T000000Z',
        'DTSTAMP:20260101T000000Z',
        'LOCATION:Room 1',
        'URL:https://example.org/',
        'LAST-MODIFIED:20260101T000000Z',
      ],
    })
  })

  test('a changed line keeps its parameters; overrides that said the same follow', () => {
    const edited = editEvent(rich, { summary: 'Neu' }, { type: 'all' }, now)
    expect(edited.match(/SUMMARY;LANGUAGE=de:Neu\r\n/g)).toHaveLength(2)
    expect(edited).toContain('X-UNKNOWN;X-Param="a;b,c":some\r\n  thing\r\n')
    expect(edited).toContain('SEQUENCE:3\r\n')
  })

  test('a patch that says what is there changes nothing', () => {
    const { summary, rrule, start, end } = readEvent(rich, null)
    if (start === null || end === null) throw new Error('no dates')
    expect(editEvent(rich, { summary, rrule, start, end, alarms: [] }, { type: 'all' }, now)).toBe(rich)
    const instance = readEvent(rich, '20260112T100000')
    if (instance.start === null || instance.end === null) throw new Error('no dates')
    const same = { start: instance.start, end: instance.end, rrule }
    expect(editEvent(rich, same, { type: 'this', recurrenceId: '20260112T100000' }, now)).toBe(rich)
    expect(editEvent(rich, same, { type: 'all', recurrenceId: '20260112T100000' }, now)).toBe(rich)
  })

  test('moving a series moves its EXDATEs, its UNTIL, its weekday and its overrides', () => {
    const start = asInput({ type: 'zoned', local: '2026-01-13T15:30:00', tzid: 'Europe/Berlin' })
    const edited = editEvent(rich, { start }, { type: 'all', recurrenceId: '20260112T100000' }, now)
    expect(edited).toContain('DTSTART;TZID=W. Europe Standard Time;X-A=1:20260106T153000\r\n')
    expect(edited).toContain('DTEND;TZID=W. Europe Standard Time:20260106T163000\r\n')
    expect(edited).toContain('RRULE:FREQ=WEEKLY;UNTIL=20260331T133000Z;BYDAY=TU\r\n')
    expect(edited).toContain('EXDATE;TZID=W. Europe Standard Time:20260120T153000\r\n')
    expect(edited).toContain('RECURRENCE-ID;TZID=W. Europe Standard Time:20260127T153000\r\n')
    expect(edited).toContain('SEQUENCE:4\r\n')
    expect(starts(edited)).toHaveLength(starts(rich).length)
    // The override the user had moved stays where it was put.
    expect(starts(edited)).toContain('2026-01-26T13:00')
  })

  test('moving a series by hours moves each instance by as much', () => {
    fc.assert(
      fc.property(plainRule, fc.integer({ min: -9, max: 9 }), fc.nat(), fc.nat(), (rrule, hours, skip, pick) => {
        const start = asInput({ type: 'zoned', local: '2026-01-15T12:00:00', tzid: 'UTC' })
        const end = asInput({ type: 'zoned', local: '2026-01-15T13:00:00', tzid: 'UTC' })
        const text = createEvent({ summary: 'x', start, end, rrule }, now)
        const all = occurrences(text)
        const left = deleteOccurrence(text, all[skip % all.length]?.recurrenceId ?? '', now)
        if (left === null) return
        const before = occurrences(left)
        const one = before[pick % before.length]
        if (one === undefined) throw new Error('nothing left')
        const local = new Date(one.start + hours * 3_600_000).toISOString().slice(0, 19)
        const patch = { start: asInput({ type: 'zoned', local, tzid: 'UTC' }) }
        const edited = editEvent(left, patch, { type: 'all', recurrenceId: one.recurrenceId }, now)
        expect(occurrences(edited).map((occurrence) => occurrence.start - hours * 3_600_000)).toEqual(
          before.map((occurrence) => occurrence.start),
        )
      }),
    )
  })

  test('a series made all-day stays a series', () => {
    const day = {
      start: asInput({ type: 'date', date: '2026-01-05' }),
      end: asInput({ type: 'date', date: '2026-01-06' }),
    }
    const edited = editEvent(rich, day, { type: 'all' }, now)
    expect(edited).toContain('RRULE:FREQ=WEEKLY;UNTIL=20260330;BYDAY=MO\r\n')
    expect(edited).toContain('EXDATE;VALUE=DATE:20260119\r\n')
    expect(edited).toContain('RECURRENCE-ID;VALUE=DATE:20260126\r\n')
    expect(starts(edited)).toContain('2026-03-30')
    expect(starts(edited)).not.toContain('2026-01-19')
  })

  test('another rule drops overrides it no longer makes, and none drops all', () => {
    const daily = editEvent(rich, { rrule: 'FREQ=DAILY;COUNT=3' }, { type: 'all' }, now)
    expect(starts(daily)).toEqual(['2026-01-05T09:00', '2026-01-06T09:00', '2026-01-07T09:00'])
    const once = editEvent(rich, { rrule: null }, { type: 'all' }, now)
    expect(starts(once)).toEqual(['2026-01-05T09:00'])
    expect(once).not.toContain('EXDATE')
  })

  test('an UNTIL given as a day takes that day in, in the form the start asks for', () => {
    const edited = editEvent(rich, { rrule: 'FREQ=WEEKLY;UNTIL=20260112' }, { type: 'all' }, now)
    expect(edited).toContain('RRULE:FREQ=WEEKLY;UNTIL=20260112T225959Z\r\n')
    expect(starts(edited)).toEqual(['2026-01-05T09:00', '2026-01-12T09:00'])
  })

  test('another zone brings its VTIMEZONE along', () => {
    const zoned = (local: string): DateInput => ({ type: 'zoned', local, tzid: 'Asia/Tokyo' })
    const patch = { start: zoned('2026-01-05T10:00:00'), end: zoned('2026-01-05T11:00:00') }
    const edited = editEvent(rich, patch, { type: 'all' }, now)
    expect(edited).toContain('BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n')
    expect(edited).toContain('EXDATE;TZID=Asia/Tokyo:20260119T100000\r\n')
    expect(starts(edited)[0]).toBe('2026-01-05T01:00')
  })

  test('reminders of other kinds are kept', () => {
    const edited = editEvent(rich, { alarms: [15] }, { type: 'all' }, now)
    expect(readEvent(edited, null).alarms.map(({ action }) => action)).toEqual(['EMAIL', 'DISPLAY'])
    expect(readEvent(editEvent(edited, { alarms: [] }, { type: 'all' }, now), null).alarms).toHaveLength(1)
  })

  test('keeps bare line feeds where the text has them', () => {
    const plain = rich.replaceAll('\r\n', '\n')
    expect(editEvent(plain, { location: 'Hall' }, { type: 'all' }, now)).not.toContain('\r')
  })
})

describe('deleteOccurrence', () => {
  test('takes that instance away and no other', () => {
    fc.assert(
      fc.property(startAndEnd, plainRule, fc.nat(), (times, rrule, pick) => {
        const text = createEvent({ summary: 'x', ...times, rrule }, now)
        const before = occurrences(text)
        const recurrenceId = before[pick % before.length]?.recurrenceId ?? ''
        const left = deleteOccurrence(text, recurrenceId, now)
        const expected = before.filter((one) => one.recurrenceId !== recurrenceId)
        expect(left === null ? [] : occurrences(left)).toEqual(expected)
      }),
    )
  })

  test('an override goes with its instance', () => {
    const left = deleteOccurrence(rich, '20260126T100000', now) ?? ''
    expect(left).not.toContain('X-KEEP')
    expect(left).toContain('EXDATE;TZID=W. Europe Standard Time:20260126T100000\r\n')
    expect(starts(left)).toHaveLength(starts(rich).length - 1)
  })
})

describe('readEvent', () => {
  test('reads what a panel shows', () => {
    const event = readEvent(rich, '20260126T100000')
    expect(event).toMatchObject({ recurring: true, overridden: true, recurrenceId: '20260126T100000' })
    expect(event.start).toEqual({
      type: 'zoned',
      local: '2026-01-26T14:00:00',
      tzid: 'Europe/Berlin',
      epochMs: Date.UTC(2026, 0, 26, 13),
    })
    const master = readEvent(rich, null)
    expect(master.attendees).toEqual([
      {
        address: 'mailto:ada@example.org',
        name: 'Lovelace, Ada',
        participation: 'accepted',
        role: 'required',
        kind: 'individual',
        rsvp: false,
      },
    ])
    expect(master.alarms).toEqual([
      { action: 'EMAIL', trigger: { type: 'before', minutes: 60, related: 'start' }, description: '' },
    ])
  })

  test('says so when there is nothing to read', () => {
    expect(() => readEvent('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', null)).toThrow('no event')
  })
})
