import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DavError } from '../model/dav-error.ts'
import { accountId, collectionId, href } from '../model/names.ts'
import { readIndexEntries } from './index-entry.ts'
import { expandObject } from './occurrences.ts'
import { parseCalendar } from './repair.ts'
import { splitCalendar } from './split.ts'

const zone = (tzid: string): string[] => [
  'BEGIN:VTIMEZONE',
  `TZID:${tzid}`,
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'END:VTIMEZONE',
]
const feed = (...entries: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Feed//EN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Feed',
    ...zone('A'),
    ...zone('B'),
    ...entries.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

describe('splitCalendar', () => {
  test('one object a UID, with the zones it names and nothing of the feed', () => {
    const objects = splitCalendar(
      feed(
        ['UID:1', 'DTSTART;TZID=A:20260101T100000', 'RRULE:FREQ=DAILY', 'X-FOLDED:a', '  b'],
        ['UID:2', 'DTSTART:20260101T100000Z'],
        ['UID:1', 'DTSTART;TZID=A:20260102T110000', 'RECURRENCE-ID;TZID=A:20260102T100000'],
      ),
    )
    expect(objects.map(({ uid }) => uid)).toEqual(['1', '2'])
    expect(objects[0]?.text).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Feed//EN',
        ...zone('A'),
        'BEGIN:VEVENT',
        'UID:1',
        'DTSTART;TZID=A:20260101T100000',
        'RRULE:FREQ=DAILY',
        'X-FOLDED:a',
        '  b',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'UID:1',
        'DTSTART;TZID=A:20260102T110000',
        'RECURRENCE-ID;TZID=A:20260102T100000',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    )
    expect(objects[1]?.text).not.toContain('VTIMEZONE')
  })

  test('an event without UID gets the same one at each fetch', () => {
    const fetched = (stamp: string, summary: string): string | undefined =>
      splitCalendar(feed([`DTSTAMP:${stamp}`, 'DTSTART:20260101T100000Z', `SUMMARY:${summary}`]))[0]?.uid
    expect(fetched('20260101T000000Z', 'a')).toBe(fetched('20260102T000000Z', 'a'))
    expect(fetched('20260101T000000Z', 'a')).not.toBe(fetched('20260101T000000Z', 'b'))
  })

  test('an HTML page is no calendar', () => {
    expect(() => splitCalendar('<!doctype html><p>Log in')).toThrow('not a calendar')
  })
})

const folder = join(import.meta.dirname, '../../../shared/cases/ics')
const files = existsSync(folder) ? readdirSync(folder) : []

describe(files.length === 0 ? 'files of others: ../shared/cases is not there, left out' : 'files of others', () => {
  const at = { collection: collectionId(accountId('a'), href('/c/')), href: href('/c/e.ics') }
  const range = { start: Date.UTC(2015, 0, 1), end: Date.UTC(2018, 0, 1) }

  test.each(Array.from('0123456789abcdef'))('%s…: each is read, or refused with a reason', (letter) => {
    for (const name of files.filter((file) => file.startsWith(letter))) {
      const text = readFileSync(join(folder, name), 'utf8')
      try {
        expect(parseCalendar(text).calendar.name, name).toBe('vcalendar')
      } catch (error) {
        expect(error, name).toBeInstanceOf(DavError)
      }
      if (!/BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL)/i.test(text)) {
        expect(() => splitCalendar(text), name).toThrow(DavError)
        continue
      }
      for (const object of splitCalendar(text)) {
        const index = readIndexEntries(object.text)
        expect(index.instances.length > 0 || index.broken !== null, name).toBe(true)
        const occurrences = expandObject(object.text, range, 'Europe/Berlin', at)
        expect(
          occurrences.every(({ start, end }) => start <= end && start < range.end),
          name,
        ).toBe(true)
      }
    }
  })
})
