import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { DavError } from '../model/dav-error.ts'
import { parseCalendar, repair } from './repair.ts'

const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

describe('repair', () => {
  test('leaves what is sound as it is', () => {
    const text = event('DTSTART:20260101T100000Z', 'RRULE:FREQ=MONTHLY;BYDAY=+3WE', 'X-A;B="c:d":e')
    expect(repair(text)).toEqual({ text, repairs: [] })
  })

  test.each([
    ['a BOM', `\uFEFF${event('DTSTART:20260101T100000Z')}`, 'mark before the first line'],
    ['a bare day', event('DTSTART:20260101'), 'DTSTART is a day'],
    ['an empty DESCRIPTION', event('DTSTART:20260101T100000Z', 'DESCRIPTION'), '“DESCRIPTION” is no property'],
    ['a broken COUNT', event('DTSTART:20260101T100000Z', 'RRULE:FREQ=DAILY;COUNT=abc'), 'read as “FREQ=DAILY”'],
    ['a BYDAY with blanks', event('DTSTART:20260101T100000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO, TU'), 'BYDAY=MO,TU'],
    ['an unclosed quote', event('DTSTART;TZID="Europe/Berlin:20260101T100000'), 'quote in DTSTART is not closed'],
    ['a body that breaks off', event('DTSTART:20260101T100000Z').slice(0, -30), 'breaks off'],
    ['CR alone', event('DTSTART:20260101T100000Z').replaceAll('\r\n', '\r'), 'CR alone'],
    ['an END of nothing', event('DTSTART:20260101T100000Z', 'END:VALARM'), '“END:VALARM” ends nothing'],
  ])('mends %s, so that ical.js reads it, and says so', (_, text, said) => {
    const mended = repair(text)
    expect(mended.repairs.join()).toContain(said)
    const [vevent] = new ICAL.Component(ICAL.parse(mended.text)).getAllSubcomponents('vevent')
    expect(vevent?.getFirstPropertyValue('uid')).toBe('1')
  })

  test('text broken without folding is not lost', () => {
    const text = event('DTSTART:20260101T100000Z', 'DESCRIPTION:Dear all,', 'see you there', '', 'Ann')
    const [vevent] = new ICAL.Component(ICAL.parse(repair(text).text)).getAllSubcomponents('vevent')
    expect(vevent?.getFirstPropertyValue('description')).toBe('Dear all,\nsee you there\nAnn')
  })
})

describe('parseCalendar', () => {
  test('gives the calendar and what was mended', () => {
    const { calendar, repairs } = parseCalendar(event('DTSTART:20260101'))
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1)
    expect(repairs).toHaveLength(1)
  })

  test('says in plain words when it is no calendar', () => {
    expect(() => parseCalendar('<!doctype html>')).toThrow(DavError)
    expect(() => parseCalendar('<!doctype html>')).toThrow('not a calendar')
  })
})
