import { expect, it } from 'vitest'
import { datesOf } from './dates.ts'

const when = {
  start: Date.parse('2026-11-18T12:00:00Z'),
  end: Date.parse('2026-11-18T13:30:00Z'),
  startDate: null,
  endDate: null,
}
const written = (tzid: string) => ({ type: 'zoned' as const, local: '2026-01-01T00:00:00', tzid })

it('writes times as the event does', () => {
  expect(datesOf(when, written('America/New_York'), 'Europe/Berlin')).toEqual({
    start: { type: 'zoned', tzid: 'America/New_York', local: '2026-11-18T07:00:00' },
    end: { type: 'zoned', tzid: 'America/New_York', local: '2026-11-18T08:30:00' },
  })
  expect(datesOf(when, { type: 'floating', local: '2026-01-01T00:00:00' }, 'Europe/Berlin').start).toEqual({
    type: 'floating',
    local: '2026-11-18T13:00:00',
  })
  expect(datesOf(when, written('Our own zone'), 'Europe/Berlin').start).toEqual({
    type: 'zoned',
    tzid: 'Europe/Berlin',
    local: '2026-11-18T13:00:00',
  })
})

it('writes days as days', () => {
  expect(datesOf({ ...when, startDate: '2026-11-18', endDate: '2026-11-20' }, null, 'Europe/Berlin')).toEqual({
    start: { type: 'date', date: '2026-11-18' },
    end: { type: 'date', date: '2026-11-20' },
  })
})
