import { describe, expect, it } from 'vitest'
import { timeLabels } from './labels.ts'

describe('labels', () => {
  it('write times as the locale does', () => {
    expect(timeLabels('en-GB').range(13 * 60, 14 * 60 + 30)).toEqual({ start: '13:00', end: '14:30' })
    expect(timeLabels('en-GB').time(0)).toBe('00:00')
    expect(timeLabels('de').hour(9)).toBe('09:00')
    expect(timeLabels('ar-EG').hour(9)).toMatch(/٩/u)
  })

  it('say the half of the day once where it is the same', () => {
    const { range } = timeLabels('en-US')
    const plain = (text: string): string => text.replaceAll(/\s/gu, ' ')
    expect(plain(range(13 * 60, 14 * 60 + 30).start)).toBe('1')
    expect(plain(range(13 * 60, 14 * 60 + 30).end)).toBe('2:30 PM')
    expect(plain(range(11 * 60 + 15, 12 * 60).start)).toBe('11:15 AM')
  })

  it('write the time now so that it fits the gutter', () => {
    expect(timeLabels('en-US').clock(22 * 60 + 25)).toBe('10:25')
    expect(timeLabels('en-US').clock(22 * 60)).toBe('10:00')
    expect(timeLabels('en-GB').clock(22 * 60 + 25)).toBe('22:25')
  })

  it('name days', () => {
    expect(timeLabels('en-GB').weekday('2026-11-18')).toBe('Wed')
    expect(timeLabels('en-GB').longDay('2026-11-18')).toMatch(/^Wednesday,? 18 November$/)
    expect(timeLabels('ar-EG').day('2026-11-18')).toBe('١٨')
  })
})
