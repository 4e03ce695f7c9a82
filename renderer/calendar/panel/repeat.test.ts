import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRepeat, writeRepeat, type Repeat } from './repeat.ts'

const wednesday = '2026-11-18'
const berlin = { start: wednesday, tzid: 'Europe/Berlin', allDay: false }

describe('a repetition in the terms of the editor', () => {
  it('is read where the editor can say it', () => {
    expect(readRepeat(null, wednesday)).toEqual({ type: 'none' })
    expect(readRepeat('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20261216T225959Z', wednesday)).toEqual({
      type: 'rule',
      every: 'week',
      interval: 2,
      weekdays: ['WE'],
      monthlyBy: 'date',
      end: { type: 'until', date: '2026-12-16' },
    })
    expect(readRepeat('FREQ=MONTHLY;BYDAY=3WE;COUNT=5', wednesday)).toMatchObject({
      every: 'month',
      monthlyBy: 'weekday',
      end: { type: 'count', count: 5 },
    })
    expect(readRepeat('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=18', wednesday)).toMatchObject({ every: 'year' })
  })

  it('is kept raw where it says more', () => {
    for (const rrule of [
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'FREQ=HOURLY',
      'FREQ=DAILY;BYMONTH=1',
      'FREQ=YEARLY;BYDAY=4TH;BYMONTH=11',
      'FREQ=MONTHLY;BYMONTHDAY=1,15',
      'nonsense',
    ])
      expect(writeRepeat(readRepeat(rrule, wednesday), berlin)).toBe(rrule)
  })

  it('ends with its last day as the start is written', () => {
    const weekly: Repeat = {
      type: 'rule',
      every: 'week',
      interval: 1,
      weekdays: [],
      monthlyBy: 'date',
      end: { type: 'until', date: '2026-12-16' },
    }
    expect(writeRepeat(weekly, berlin)).toContain('UNTIL=20261216T225959Z')
    expect(writeRepeat(weekly, { ...berlin, tzid: null })).toMatch(/UNTIL=20261216T235959(?!Z)/)
    expect(writeRepeat(weekly, { ...berlin, allDay: true })).toMatch(/UNTIL=20261216(?!T)/)
  })

  it('comes back as it was written', () => {
    const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
    const rule = fc.record({
      type: fc.constant('rule' as const),
      every: fc.constantFrom('day', 'week', 'month', 'year'),
      interval: fc.integer({ min: 1, max: 12 }),
      weekdays: fc.uniqueArray(day, { maxLength: 7 }),
      monthlyBy: fc.constantFrom('date', 'weekday'),
      end: fc.oneof(
        fc.constant({ type: 'never' as const }),
        fc.integer({ min: 1, max: 99 }).map((count) => ({ type: 'count' as const, count })),
      ),
    }) as fc.Arbitrary<Repeat & { type: 'rule' }>
    fc.assert(
      fc.property(rule, (repeat) => {
        const read = readRepeat(writeRepeat(repeat, berlin), wednesday)
        expect(read).toEqual({
          ...repeat,
          weekdays: repeat.every === 'week' && read.type === 'rule' ? read.weekdays : [],
          monthlyBy: repeat.every === 'month' ? repeat.monthlyBy : 'date',
        })
        if (repeat.every === 'week' && read.type === 'rule')
          expect(read.weekdays.toSorted()).toEqual(repeat.weekdays.toSorted())
      }),
    )
  })
})
