import { describe, expect, it } from 'vitest'
import { addDays, dateOf, dayFrames, daysBetween, instantAt, wallMinute } from './day-frame.ts'

const frame = (date: string, zone: string) => dayFrames(date, 1, zone)[0]!

describe('a day of the display zone', () => {
  it('begins and ends at its own midnights', () => {
    const [first, second] = dayFrames('2026-11-17', 2, 'Europe/Berlin')
    expect(first?.start).toBe(Date.parse('2026-11-16T23:00:00Z'))
    expect(first?.end).toBe(second?.start)
    expect(second?.date).toBe('2026-11-18')
  })

  it('draws instants at their wall time and cuts what is outside', () => {
    const day = frame('2026-11-18', 'Europe/Berlin')
    expect(wallMinute(day, Date.parse('2026-11-18T12:00:00Z'))).toBe(13 * 60)
    expect(wallMinute(day, Date.parse('2026-11-17T12:00:00Z'))).toBe(0)
    expect(wallMinute(day, Date.parse('2026-11-19T12:00:00Z'))).toBe(1440)
  })

  it('keeps to the clock on the days the clock changes', () => {
    const longDay = frame('2026-10-25', 'Europe/Berlin')
    expect(longDay.end - longDay.start).toBe(25 * 3_600_000)
    expect(wallMinute(longDay, Date.parse('2026-10-25T08:00:00Z'))).toBe(9 * 60)
    expect(instantAt(longDay, 9 * 60)).toBe(Date.parse('2026-10-25T08:00:00Z'))

    const shortDay = frame('2026-03-29', 'Europe/Berlin')
    expect(shortDay.end - shortDay.start).toBe(23 * 3_600_000)
    expect(instantAt(shortDay, 2 * 60 + 30)).toBe(Date.parse('2026-03-29T01:30:00Z'))
    expect(wallMinute(shortDay, instantAt(shortDay, 2 * 60 + 30))).toBe(3 * 60 + 30)
  })

  it('starts where midnight is skipped', () => {
    expect(frame('2026-04-24', 'Africa/Cairo').start).toBe(Date.parse('2026-04-23T22:00:00Z'))
  })

  it('finds the instant of a wall time outside the day', () => {
    const day = frame('2026-11-18', 'Europe/Berlin')
    expect(instantAt(day, -60)).toBe(Date.parse('2026-11-17T22:00:00Z'))
    expect(instantAt(day, 1440 + 90)).toBe(Date.parse('2026-11-19T00:30:00Z'))
  })

  it('knows the date of an instant, and counts days', () => {
    expect(dateOf(Date.parse('2026-11-18T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-19')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-11-16', '2026-12-01')).toBe(15)
  })
})
