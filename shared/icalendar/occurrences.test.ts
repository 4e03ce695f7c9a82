import { describe, expect, test } from 'vitest'
import { accountId, collectionId, href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { compileObject, expandCompiled, expandObject, seriesSpan } from './occurrences.ts'

const at = { collection: collectionId(accountId('a'), href('/c/')), href: href('/c/e.ics') }
const range = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2027, 0, 1) }
const calendar = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')
const expand = (text: string, zone = 'Europe/Berlin'): Occurrence[] => expandObject(text, range, zone, at)
const starts = (text: string, zone?: string): string[] =>
  expand(text, zone).map(({ start, startDate }) => startDate ?? new Date(start).toISOString().slice(0, 16))

describe('expandObject', () => {
  test('gives an Occurrence a view can draw', () => {
    const text = calendar([
      'DTSTART;TZID=America/New_York:20260105T100000',
      'DURATION:PT1H',
      'SUMMARY:Call',
      'STATUS:TENTATIVE',
      'CATEGORIES:Work',
    ])
    expect(expand(text)).toEqual([
      {
        ...at,
        key: `${at.collection}\n${at.href}\n`,
        uid: '1',
        component: 'VEVENT',
        recurrenceId: null,
        recurring: false,
        start: Date.UTC(2026, 0, 5, 15),
        end: Date.UTC(2026, 0, 5, 16),
        allDay: false,
        startDate: null,
        endDate: null,
        zone: 'America/New_York',
        summary: 'Call',
        location: '',
        status: 'tentative',
        transparent: false,
        alarms: false,
        attendees: 0,
        url: '',
        categories: ['Work'],
        completed: false,
      },
    ])
  })

  test('a time in the gap is shifted by the offset before it, an ambiguous one is the first (RFC 5545 §3.3.5)', () => {
    const rule = (start: string): string =>
      calendar([`DTSTART;TZID=Europe/Berlin:${start}`, 'RRULE:FREQ=DAILY;COUNT=3'])
    expect(starts(rule('20260328T023000'))).toEqual(['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'])
    expect(starts(rule('20261024T023000'))).toEqual(['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'])
  })

  test('an instance across the change keeps its exact length with DTEND, its nominal one with DURATION', () => {
    const length = (end: string): number[] =>
      expand(calendar(['DTSTART;TZID=Europe/Berlin:20260327T120000', end, 'RRULE:FREQ=DAILY;COUNT=2'])).map(
        (one) => (one.end - one.start) / 3_600_000,
      )
    expect(length('DTEND;TZID=Europe/Berlin:20260328T120000')).toEqual([24, 24])
    expect(length('DURATION:P1D')).toEqual([24, 23])
  })

  test('floating times and days are placed in the display zone', () => {
    const floating = calendar(['DTSTART:20260105T100000'])
    expect(starts(floating, 'Europe/Berlin')).toEqual(['2026-01-05T09:00'])
    expect(starts(floating, 'America/New_York')).toEqual(['2026-01-05T15:00'])
    const [day] = expand(calendar(['DTSTART;VALUE=DATE:20260329']))
    expect(day).toMatchObject({ allDay: true, startDate: '2026-03-29', endDate: '2026-03-30' })
    expect(((day?.end ?? 0) - (day?.start ?? 0)) / 3_600_000).toBe(23)
  })

  test('EXDATEs in any form take an instance away', () => {
    const text = calendar([
      'DTSTART;TZID=Europe/Berlin:20260105T100000',
      'RRULE:FREQ=DAILY;COUNT=6',
      'EXDATE:20260106T090000Z',
      'EXDATE;TZID=America/New_York:20260107T040000',
      'EXDATE;VALUE=DATE:20260108',
      'EXDATE;TZID=Europe/Berlin:20260109T100000,20260110T100000',
    ])
    expect(starts(text)).toEqual(['2026-01-05T09:00'])
  })

  test('RDATEs add, without an RRULE too; a PERIOD brings its length', () => {
    const text = calendar([
      'DTSTART:20260105T100000Z',
      'DURATION:PT1H',
      'RDATE:20260107T100000Z',
      'RDATE;VALUE=PERIOD:20260109T100000Z/PT3H,20260110T100000Z/20260110T150000Z',
    ])
    expect(starts(text)).toEqual(['2026-01-05T10:00', '2026-01-07T10:00', '2026-01-09T10:00', '2026-01-10T10:00'])
    expect(expand(text).map((one) => (one.end - one.start) / 3_600_000)).toEqual([1, 1, 3, 5])
  })

  test('overrides replace their instance, named in another zone or value type; strays are shown', () => {
    const override = (id: string, hour: number): string[] => [`RECURRENCE-ID${id}`, `DTSTART:20260115T${hour}0000Z`]
    const text = calendar(
      ['DTSTART;TZID=Europe/Berlin:20260105T100000', 'RRULE:FREQ=DAILY;COUNT=4'],
      override(';TZID=Asia/Tokyo:20260106T180000', 10),
      override(';VALUE=DATE:20260107', 11),
      override(':20300101T000000Z', 12),
    )
    expect(starts(text)).toEqual([
      '2026-01-05T09:00',
      '2026-01-08T09:00',
      '2026-01-15T10:00',
      '2026-01-15T11:00',
      '2026-01-15T12:00',
    ])
    expect(new Set(expand(text).map(({ key }) => key)).size).toBe(5)
    expect(starts(calendar(override(':20260101T100000Z', 13)))).toEqual(['2026-01-15T13:00'])
  })

  test('a THISANDFUTURE override moves what comes after it', () => {
    const text = calendar(
      ['DTSTART:20260105T100000Z', 'DURATION:PT1H', 'SUMMARY:old', 'RRULE:FREQ=WEEKLY;COUNT=4'],
      [
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20260119T100000Z',
        'DTSTART:20260120T120000Z',
        'DURATION:PT2H',
        'SUMMARY:new',
      ],
    )
    expect(
      expand(text).map(({ start, summary }) => `${new Date(start).toISOString().slice(5, 13)} ${summary}`),
    ).toEqual(['01-05T10 old', '01-12T10 old', '01-20T12 new', '01-27T12 new'])
  })

  test('keys say the original start in the form of the series', () => {
    const ids = (...lines: string[]): (string | null)[] =>
      expand(calendar([...lines, 'RRULE:FREQ=DAILY;COUNT=1'])).map(({ recurrenceId }) => recurrenceId)
    expect(ids('DTSTART:20260105T100000Z')).toEqual(['20260105T100000Z'])
    expect(ids('DTSTART;TZID=Europe/Berlin:20260105T100000')).toEqual(['20260105T100000'])
    expect(ids('DTSTART;VALUE=DATE:20260105')).toEqual(['20260105'])
  })

  test('what touches the range belongs to it, what ends at its start does not', () => {
    const compiled = compileObject(calendar(['DTSTART:20260105T100000Z', 'DTEND:20260105T120000Z']))
    const within = (start: number, end: number): number =>
      expandCompiled(compiled, { start: Date.UTC(2026, 0, 5, start), end: Date.UTC(2026, 0, 5, end) }, 'UTC', at).length
    expect([within(8, 10), within(8, 11), within(11, 12), within(12, 13)]).toEqual([0, 1, 1, 0])
  })

  test('an unreadable object has no occurrences', () => {
    expect(expand('')).toEqual([])
    expect(expand(calendar(['SUMMARY:x']))).toEqual([])
  })
})

describe('seriesSpan', () => {
  test('bounds all instances', () => {
    const span = (...lines: string[]) => seriesSpan(calendar(['DTSTART:20260105T100000Z', 'DURATION:PT1H', ...lines]))
    const first = Date.UTC(2026, 0, 5, 10)
    expect(span()).toEqual({ first, last: Date.UTC(2026, 0, 5, 11) })
    expect(span('RRULE:FREQ=DAILY;COUNT=3')).toEqual({ first, last: Date.UTC(2026, 0, 7, 11) })
    expect(span('RRULE:FREQ=DAILY')).toEqual({ first, last: null })
    expect(span('RDATE:20250101T100000Z')).toEqual({ first: Date.UTC(2025, 0, 1, 10), last: Date.UTC(2026, 0, 5, 11) })
    expect(seriesSpan('')).toBeNull()
  })

  test('counts floating times and days for every zone', () => {
    const span = seriesSpan(calendar(['DTSTART;VALUE=DATE:20260105']))
    expect(span?.first).toBeLessThanOrEqual(Date.UTC(2026, 0, 4, 10))
    expect(span?.last).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 6, 12))
  })
})
