import { describe, expect, it } from 'vitest'
import { movedBy, resizedBy, snapTo, type When } from './gesture.ts'

const zone = 'Europe/Berlin'
const timed = (start: string, end: string): When => ({
  start: Date.parse(start),
  end: Date.parse(end),
  startDate: null,
  endDate: null,
})
const shown = ({ start, end }: When): string[] => [start, end].map((instant) => new Date(instant).toISOString())

describe('carrying an event', () => {
  it('moves by days on the clock and by minutes in time', () => {
    const when = timed('2026-10-24T08:00:00Z', '2026-10-24T09:30:00Z')
    expect(shown(movedBy(when, zone, 1, 15))).toEqual(['2026-10-25T09:15:00.000Z', '2026-10-25T10:45:00.000Z'])
  })

  it('moves and resizes all-day events by days', () => {
    const when: When = {
      ...timed('2026-11-17T23:00:00Z', '2026-11-19T23:00:00Z'),
      startDate: '2026-11-18',
      endDate: '2026-11-20',
    }
    expect(movedBy(when, zone, 2, 60)).toMatchObject({ startDate: '2026-11-20', endDate: '2026-11-22' })
    expect(resizedBy(when, 'end', zone, 1, 0, 15)).toMatchObject({ startDate: '2026-11-18', endDate: '2026-11-21' })
    expect(resizedBy(when, 'end', zone, -5, 0, 15)).toMatchObject({ startDate: '2026-11-18', endDate: '2026-11-19' })
    expect(resizedBy(when, 'start', zone, 5, 0, 15)).toMatchObject({ startDate: '2026-11-19', endDate: '2026-11-20' })
  })

  it('never makes an event shorter than the least', () => {
    const when = timed('2026-11-18T12:00:00Z', '2026-11-18T13:00:00Z')
    expect(shown(resizedBy(when, 'end', zone, 0, -120, 15))[1]).toBe('2026-11-18T12:15:00.000Z')
    expect(shown(resizedBy(when, 'start', zone, 0, 120, 15))[0]).toBe('2026-11-18T12:45:00.000Z')
  })

  it('snaps to a grid of minutes', () => {
    expect([snapTo(622, 15), snapTo(623, 15), snapTo(623, 5), snapTo(-8, 15)]).toEqual([615, 630, 625, -15])
  })
})
