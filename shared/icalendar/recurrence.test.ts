import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { anyRule, wallClock } from '../testing/arbitraries.ts'
import { DAY, localMs, localString, parseLocal } from './local-time.ts'
import { compileRule, MAX_STARTS } from './recurrence.ts'
import { parseRule } from './rule.ts'

function starts(rrule: string, start: string, from: string, to: string): string[] {
  const parts = parseRule(rrule)
  if (parts === null) throw new Error('no rule')
  return compileRule(parts, parseLocal(start), null)
    .between(parseLocal(from), parseLocal(to))
    .map((local) => localString(local).slice(0, 16))
}

const month = fc.subarray([1, 2, 3, 6, 11, 12], { minLength: 1 }).map((list) => `;BYMONTH=${list.join()}`)
const monthDay = fc.subarray([1, 13, 29, 31, -1, -7], { minLength: 1 }).map((list) => `;BYMONTHDAY=${list.join()}`)
const weekday = fc.subarray(['MO', 'TU', 'FR', 'SU'], { minLength: 1 }).map((list) => `;BYDAY=${list.join()}`)
const nthDay = fc.subarray(['1MO', '2TU', '-1FR', '5SU'], { minLength: 1 }).map((list) => `;BYDAY=${list.join()}`)
const times = fc.constantFrom('', ';BYHOUR=9,14', ';BYMINUTE=0,45', ';BYHOUR=9;BYMINUTE=15,30')
const position = fc.constantFrom('', ';BYSETPOS=1', ';BYSETPOS=-1', ';BYSETPOS=2,-1')
const week = fc.subarray([1, 20, 52, -1], { minLength: 1 }).map((list) => `;BYWEEKNO=${list.join()}`)
const none = fc.constant('')
const rule = (freq: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('', ';COUNT=7'),
      fc.constantFrom('', ';WKST=SU'),
      fc.tuple(...parts),
    )
    .map(([interval, count, wkst, list]) => `FREQ=${freq};INTERVAL=${interval}${count}${wkst}${list.join('')}`)

/** Rules the RFC defines without doubt and rrule-temporal 2.2.7 gets right. */
const soundRule = fc.oneof(
  rule('DAILY', fc.oneof(none, month), fc.oneof(none, weekday), times, position),
  rule('WEEKLY', fc.oneof(none, weekday), fc.oneof(none, month), times),
  rule('MONTHLY', fc.oneof(monthDay, weekday, nthDay), fc.oneof(none, month), position),
  rule('MONTHLY', none, times),
  rule('YEARLY', month, fc.oneof(monthDay, weekday, nthDay), position),
  rule('YEARLY', fc.constantFrom(';BYYEARDAY=1,100,-1', ';BYYEARDAY=60,366')),
  rule('YEARLY', nthDay),
  rule('YEARLY', week, weekday),
  rule('HOURLY', fc.oneof(none, fc.constant(';BYHOUR=8,20')), fc.oneof(none, fc.constant(';BYMINUTE=5,50'))),
)

describe('compileRule', () => {
  test('agrees with another implementation', () => {
    fc.assert(
      fc.property(soundRule, wallClock, fc.integer({ min: 0, max: 3000 }), (rrule, start, days) => {
        const parts = parseRule(rrule)
        if (parts === null) throw new Error('no rule')
        const from = start + days * DAY
        const to = from + 500 * DAY
        const zoned = (local: number): Temporal.ZonedDateTime =>
          Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC')
        const other = new RRuleTemporal({ rruleString: `RRULE:${rrule}`, dtstart: zoned(start), maxIterations: 1e6 })
        const expected = other.between(zoned(from), zoned(to - 1), true).map((one) => one.epochMilliseconds)
        expect(compileRule(parts, start, null).between(from, to)).toEqual(expected.slice(0, MAX_STARTS))
      }),
      { numRuns: 300 },
    )
  })

  test('ends, whatever the rule', () => {
    fc.assert(
      fc.property(anyRule, wallClock, (rrule, start) => {
        const parts = parseRule(rrule)
        if (parts === null) throw new Error('no rule')
        const compiled = compileRule(parts, start, null)
        const found = compiled.between(start + 3000 * DAY, start + 3031 * DAY)
        expect(found.length).toBeLessThanOrEqual(MAX_STARTS)
        expect(found).toEqual(found.toSorted((a, b) => a - b))
        expect(compiled.last ?? start).toBeGreaterThanOrEqual(parts.count === null ? Number.NEGATIVE_INFINITY : start)
      }),
    )
  })

  test('a range is a part of the whole', () => {
    fc.assert(
      fc.property(soundRule, wallClock, fc.nat(700), fc.nat(200), (rrule, start, skip, days) => {
        const parts = parseRule(rrule)
        if (parts === null) throw new Error('no rule')
        const compiled = compileRule(parts, start, null)
        const from = start + skip * DAY
        const to = from + days * DAY
        const all = compiled.between(localMs(1999, 1, 1), start + 901 * DAY)
        const inRange = all.filter((local) => local >= from && local < to)
        if (all.length < MAX_STARTS) expect(compiled.between(from, to)).toEqual(inRange)
      }),
    )
  })

  // Found wrong in ical.js or rrule-temporal; the RFC and other programs say so.
  test.each([
    ['29 February only in leap years', 'FREQ=YEARLY', '2024-02-29', ['2024-02-29', '2028-02-29']],
    [
      'a day of the year limited by weekday',
      'FREQ=YEARLY;BYDAY=FR;BYYEARDAY=-275,-276,-277,-278,-279,-280,-281',
      '2026-03-27',
      ['2026-03-27', '2027-03-26', '2028-03-31'],
    ],
    [
      'a week limited by day of the month',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1',
      '2024-12-30',
      ['2024-12-30', '2025-12-30'],
    ],
    ['a week whose weekday is that of DTSTART', 'FREQ=YEARLY;BYWEEKNO=20', '1997-05-12', ['1997-05-12', '1998-05-11']],
    [
      'daily, last of the month',
      'FREQ=DAILY;BYMONTHDAY=-1',
      '2027-01-31',
      ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    ],
    ['year and day of the month', 'FREQ=YEARLY;BYMONTHDAY=29', '2024-02-29', ['2024-02-29', '2028-02-29']],
  ])('%s: %s', (_, rrule, start, expected) => {
    const found = starts(rrule, start, start, '2029-01-01').slice(0, expected.length)
    expect(found).toEqual(expected.map((day) => `${day}T00:00`))
  })

  test('a rule nobody can fulfil makes nothing', () => {
    expect(starts('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', '2026-01-01', '2026-01-01', '2036-01-01')).toEqual([])
    expect(starts('FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01', '2026-01-01', '2027-01-01')).toEqual([])
  })

  test('a late range of a rule of seconds is found at once', () => {
    expect(starts('FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0', '1990-01-01', '2026-06-01', '2026-06-03')).toEqual([
      '2026-06-01T09:00',
      '2026-06-02T09:00',
    ])
  })
})
