import { expect, it } from 'vitest'
import { clockMinute } from './clock.ts'

it('shows what a clock on the wall shows', () => {
  const at = (instant: string, zone: string): number => clockMinute(Date.parse(instant), zone)
  expect(at('2026-11-18T12:07:00Z', 'Europe/Berlin')).toBe(13 * 60 + 7)
  expect(at('2026-10-25T00:59:00Z', 'Europe/Berlin')).toBe(2 * 60 + 59)
  expect(at('2026-10-25T01:00:00Z', 'Europe/Berlin')).toBe(2 * 60)
  expect(at('2026-11-18T23:30:00Z', 'Asia/Kathmandu')).toBe(5 * 60 + 15)
  expect(at('1969-12-31T23:59:00Z', 'UTC')).toBe(23 * 60 + 59)
})
