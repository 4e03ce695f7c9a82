import { describe, expect, it } from 'vitest'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { aViewOccurrence } from '../../../shared/testing/builders.ts'
import { dayFrames } from '../time/day-frame.ts'
import { groupAgenda } from './agenda.ts'
import { createPartition } from './partition.ts'

const frames = dayFrames('2026-11-16', 7, 'Europe/Berlin')

const occurrence = (key: string, start: string, end: string, more: Partial<ViewOccurrence> = {}): ViewOccurrence =>
  aViewOccurrence(key, { start: Date.parse(`${start}+01:00`), end: Date.parse(`${end}+01:00`), ...more })
const days = (key: string, startDate: string, endDate: string): ViewOccurrence =>
  occurrence(key, `${startDate}T00:00`, `${endDate}T00:00`, { allDay: true, startDate, endDate, zone: null })

describe('sorting occurrences into days', () => {
  it('puts a timed event into each day it touches, and no other', () => {
    const late = occurrence('late', '2026-11-17T22:00', '2026-11-18T02:00')
    const toMidnight = occurrence('midnight', '2026-11-19T22:00', '2026-11-20T00:00')
    const { timed } = createPartition(frames)([late, toMidnight])
    expect(timed.map((list) => list.map(({ key }) => key))).toEqual([[], ['late'], ['late'], ['midnight'], [], [], []])
  })

  it('cuts bars at the range, by their dates and not by instants', () => {
    const { bars } = createPartition(frames)([
      days('before', '2026-11-10', '2026-11-17'),
      days('whole', '2026-11-01', '2026-12-01'),
      days('one', '2026-11-18', '2026-11-19'),
      days('outside', '2026-11-23', '2026-11-24'),
    ])
    expect(bars.map(({ key, first, last, cutStart, cutEnd }) => [key, first, last, cutStart, cutEnd])).toEqual([
      ['before', 0, 0, true, false],
      ['whole', 0, 6, true, true],
      ['one', 2, 2, false, false],
    ])
  })

  it('makes a bar of a timed event of a day or longer', () => {
    const { bars, timed } = createPartition(frames)([occurrence('trip', '2026-11-17T10:00', '2026-11-19T12:00')])
    expect(bars.map(({ first, last }) => [first, last])).toEqual([[1, 3]])
    expect(timed.flat()).toEqual([])
  })

  it('returns the same lists for days where nothing changed', () => {
    const partition = createPartition(frames)
    const monday = occurrence('a', '2026-11-16T10:00', '2026-11-16T11:00')
    const friday = occurrence('b', '2026-11-20T10:00', '2026-11-20T11:00')
    const bar = days('bar', '2026-11-18', '2026-11-19')
    const first = partition([monday, bar, friday])
    const second = partition([monday, { ...friday, summary: 'other' }, bar])
    expect(second.timed[0]).toBe(first.timed[0])
    expect(second.bars).toBe(first.bars)
    expect(second.timed[4]).not.toBe(first.timed[4])
  })
})

describe('the agenda', () => {
  it('has the days with something and today, and counts days of longer events', () => {
    const partitioned = createPartition(frames)([
      days('freeze', '2026-11-16', '2026-11-19'),
      occurrence('call', '2026-11-18T11:15', '2026-11-18T12:00'),
    ])
    const agenda = groupAgenda(frames, partitioned, '2026-11-21')
    expect(agenda.map(({ frame }) => frame.date)).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-21'])
    expect(agenda[2]?.bars.map(({ day, days: of }) => [day, of])).toEqual([[3, 3]])
    expect(agenda[2]?.timed.map(({ key }) => key)).toEqual(['call'])
  })
})
