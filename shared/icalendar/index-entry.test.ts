import { describe, expect, test } from 'vitest'
import { readIndexEntries } from './index-entry.ts'

const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]): string => calendar('BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT')
const times = (...lines: string[]) => {
  const { instances } = readIndexEntries(event(...lines))
  return { start: instances[0]?.start, end: instances[0]?.end }
}
const berlin = (local: string, epochMs: number) => ({ type: 'zoned', local, tzid: 'Europe/Berlin', epochMs })

describe('readIndexEntries', () => {
  test('reads what the index keeps', () => {
    const text = event(
      'SUMMARY:Lunch\\, with',
      '  Ada',
      'location;LANGUAGE=en:Room 1',
      'STATUS:tentative',
      'TRANSP:TRANSPARENT',
      'DTSTART;TZID=Europe/Berlin:20260105T120000',
      'DTEND;TZID=Europe/Berlin:20260105T130000',
      'RRULE:FREQ=DAILY',
      'ATTENDEE:mailto:a@example.org',
      'ATTENDEE:mailto:b@example.org',
      'ORGANIZER;CN=Ada:mailto:ada@example.org',
      'URL:https://example.org/',
      'CATEGORIES:Work,A\\,B',
      'CATEGORIES:Home',
      'COLOR:tomato',
      'SEQUENCE:4',
      'LAST-MODIFIED:20260101T000000Z',
      'BEGIN:VALARM',
      'DESCRIPTION:not this one',
      'END:VALARM',
    )
    expect(readIndexEntries(text)).toEqual({
      uid: '1',
      component: 'VEVENT',
      warnings: [],
      broken: null,
      instances: [
        {
          recurrenceId: null,
          summary: 'Lunch, with Ada',
          location: 'Room 1',
          description: '',
          status: 'TENTATIVE',
          transparent: true,
          start: berlin('2026-01-05T12:00:00', Date.UTC(2026, 0, 5, 11)),
          end: berlin('2026-01-05T13:00:00', Date.UTC(2026, 0, 5, 12)),
          allDay: false,
          hasRule: true,
          alarms: 1,
          attendees: 2,
          organizer: 'mailto:ada@example.org',
          url: 'https://example.org/',
          categories: ['Work', 'A,B', 'Home'],
          color: 'tomato',
          sequence: 4,
          lastModified: Date.UTC(2026, 0, 1),
          completed: false,
        },
      ],
    })
  })

  test.each([
    ['W. Europe Standard Time', 'a Windows name'],
    ['"W. Europe Standard Time 1"', 'a numbered Windows name'],
    ['/freeassociation.sourceforge.net/Tzfile/Europe/Berlin', 'a path'],
    ['/freeassociation.sourceforge.net/Europe/Berlin', 'a shorter path'],
    ['europe/berlin', 'another case'],
  ])('knows the zone %s (%s)', (tzid) => {
    const { start } = times(`DTSTART;TZID=${tzid}:20260705T120000`)
    expect(start).toMatchObject({ type: 'zoned', epochMs: Date.UTC(2026, 6, 5, 10) })
  })

  test("takes the object's own VTIMEZONE for a zone nobody else knows", () => {
    const text = calendar(
      'BEGIN:VTIMEZONE',
      'TZID:Our house\\, here',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'TZOFFSETFROM:+0230',
      'TZOFFSETTO:+0130',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'TZOFFSETFROM:+0130',
      'TZOFFSETTO:+0230',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART;TZID="Our house, here":20260705T120000',
      'DTEND;TZID="Our house, here":20261225T120000',
      'END:VEVENT',
    )
    const { instances, warnings } = readIndexEntries(text)
    expect(warnings).toEqual([])
    expect(instances[0]?.start).toMatchObject({ tzid: 'Our house, here', epochMs: Date.UTC(2026, 6, 5, 9, 30) })
    expect(instances[0]?.end).toMatchObject({ epochMs: Date.UTC(2026, 11, 25, 10, 30) })
  })

  test('an unknown zone is floating, and said', () => {
    const { instances, warnings } = readIndexEntries(event('DTSTART;TZID=Nowhere:20260105T120000'))
    expect(instances[0]?.start).toEqual({ type: 'floating', local: '2026-01-05T12:00:00' })
    expect(warnings[0]).toContain('Nowhere')
  })

  test.each([
    ['a day', ['DTSTART;VALUE=DATE:20260105'], 'date 2026-01-05', 'date 2026-01-06'],
    ['a day without VALUE=DATE', ['DTSTART:20260105'], 'date 2026-01-05', 'date 2026-01-06'],
    ['days', ['DTSTART;VALUE=DATE:20260105', 'DURATION:P2D'], 'date 2026-01-05', 'date 2026-01-07'],
    ['a moment', ['DTSTART:20260105T100000'], 'floating 2026-01-05T10:00:00', 'floating 2026-01-05T10:00:00'],
    [
      'a duration over the spring change',
      ['DTSTART;TZID=Europe/Berlin:20260328T120000', 'DURATION:P1DT1H'],
      'zoned 2026-03-28T12:00:00',
      'zoned 2026-03-29T13:00:00',
    ],
    [
      'exact hours over the spring change',
      ['DTSTART;TZID=Europe/Berlin:20260328T120000', 'DURATION:PT24H'],
      'zoned 2026-03-28T12:00:00',
      'zoned 2026-03-29T13:00:00',
    ],
    [
      'an end in another zone',
      ['DTSTART;TZID=Europe/Berlin:20260105T100000', 'DTEND;TZID=America/New_York:20260105T120000'],
      'zoned 2026-01-05T10:00:00',
      'zoned 2026-01-05T12:00:00',
    ],
    [
      'an end before the start',
      ['DTSTART:20260105T100000', 'DTEND:20260105T090000'],
      'floating 2026-01-05T10:00:00',
      'floating 2026-01-05T10:00:00',
    ],
  ])('reads %s', (_, lines, start, end) => {
    const read = times(...lines)
    const told = (value: typeof read.start): string =>
      value === null || value === undefined ? '' : `${value.type} ${value.type === 'date' ? value.date : value.local}`
    expect([told(read.start), told(read.end)]).toEqual([start, end])
  })

  test('names overrides in the form of the series, whatever form they use', () => {
    const text = calendar(
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART;TZID=Europe/Berlin:20260105T100000',
      'RRULE:FREQ=DAILY',
      'END:VEVENT',
      ...['20260106T090000Z', '20260107', '20260108T100000'].flatMap((id) => [
        'BEGIN:VEVENT',
        'UID:1',
        `RECURRENCE-ID:${id}`,
        'DTSTART:20260110T100000Z',
        'END:VEVENT',
      ]),
    )
    expect(readIndexEntries(text).instances.map(({ recurrenceId }) => recurrenceId)).toEqual([
      null,
      '20260106T100000',
      '20260107T100000',
      '20260108T100000',
    ])
  })

  test('of two versions of an event the newer counts', () => {
    const version = (sequence: number, summary: string): string[] => [
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART:20260105T100000Z',
      `SEQUENCE:${sequence}`,
      `SUMMARY:${summary}`,
      'END:VEVENT',
    ]
    const { instances, warnings } = readIndexEntries(calendar(...version(2, 'new'), ...version(1, 'old')))
    expect(instances.map(({ summary }) => summary)).toEqual(['new'])
    expect(warnings).toHaveLength(1)
  })

  test('a task has its due date, and may have none', () => {
    const task = (...lines: string[]) => readIndexEntries(calendar('BEGIN:VTODO', 'UID:1', ...lines, 'END:VTODO'))
    expect(task('DUE;VALUE=DATE:20260105').instances[0]).toMatchObject({
      start: { type: 'date', date: '2026-01-05' },
      completed: false,
    })
    expect(task('COMPLETED:20260101T000000Z').instances[0]).toMatchObject({ start: null, end: null, completed: true })
  })

  test('says why nothing can be shown', () => {
    expect(readIndexEntries('').broken).toContain('no event')
    expect(readIndexEntries(event('SUMMARY:x')).broken).toContain('DTSTART')
    expect(readIndexEntries(event('DTSTART:tomorrow')).broken).toContain('DTSTART')
  })
})
