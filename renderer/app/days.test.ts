import { parseDate } from '@internationalized/date'
import { expect, test } from 'vitest'
import { monthWeeks, shownDays, stepDate, weekNumber } from './days.ts'

test.each([
  ['2026-11-18', 'de-DE', 47],
  ['2026-11-18', 'en-US', 47],
  ['2027-01-01', 'de-DE', 53],
  ['2024-12-30', 'de-DE', 1],
  ['2026-11-15', 'de-DE', 46],
  ['2026-11-15', 'en-US', 47],
  ['2026-11-14', 'ar-EG', 47],
])('%s in %s is in week %i', (day, locale, number) => {
  expect(weekNumber(parseDate(day), locale)).toBe(number)
})

test('a week starts on the day of the region', () => {
  expect(shownDays('week', '2026-11-18', 'de-DE').first.toString()).toBe('2026-11-16')
  expect(shownDays('week', '2026-11-18', 'en-US').first.toString()).toBe('2026-11-15')
  expect(shownDays('week', '2026-11-18', 'ar-EG').first.toString()).toBe('2026-11-14')
})

test('a step is as long as the view', () => {
  expect(stepDate('day', '2026-12-31', 1)).toBe('2027-01-01')
  expect(stepDate('week', '2026-11-18', -1)).toBe('2026-11-11')
  expect(stepDate('month', '2027-01-31', 1)).toBe('2027-02-28')
})

test('a small month shows six whole weeks around it', () => {
  const weeks = monthWeeks(parseDate('2026-11-18'), 'de-DE')
  expect(weeks.map(({ number }) => number)).toEqual([44, 45, 46, 47, 48, 49])
  expect(weeks[0]?.days[0]?.toString()).toBe('2026-10-26')
  expect(weeks[5]?.days[6]?.toString()).toBe('2026-12-06')
})
