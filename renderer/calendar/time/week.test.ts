import { describe, expect, it } from 'vitest'
import { isWeekend, monthGrid, startOfWeek, weekNumber } from './week.ts'

describe('weeks', () => {
  it('begin as the region counts', () => {
    expect(startOfWeek('2026-11-18', 'en-GB')).toBe('2026-11-16')
    expect(startOfWeek('2026-11-18', 'en-US')).toBe('2026-11-15')
    expect(startOfWeek('2026-11-18', 'ar-EG')).toBe('2026-11-14')
  })

  it('have the weekend of the region', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22'].map((date) => isWeekend(date, 'de'))).toEqual([false, true, true])
    expect(['2026-11-20', '2026-11-21', '2026-11-22'].map((date) => isWeekend(date, 'ar-EG'))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('are numbered by their Thursday', () => {
    expect(weekNumber('2026-11-16')).toBe(47)
    expect(weekNumber('2026-11-14')).toBe(47)
    expect(weekNumber('2026-11-15')).toBe(47)
    expect(weekNumber('2026-12-28')).toBe(53)
    expect(weekNumber('2027-01-04')).toBe(1)
    expect(weekNumber('2024-12-30')).toBe(1)
  })

  it('fill the rows of a month', () => {
    expect(monthGrid('2026-11-18', 'en-GB')).toEqual({ first: '2026-10-26', weeks: 6 })
    expect(monthGrid('2027-02-10', 'en-GB')).toEqual({ first: '2027-02-01', weeks: 4 })
    expect(monthGrid('2026-11-18', 'en-US')).toEqual({ first: '2026-11-01', weeks: 5 })
  })
})
