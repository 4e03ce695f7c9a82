import { expect, it } from 'vitest'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { dayFrames } from '../time/day-frame.ts'
import { openingMinute } from './use-opening-scroll.ts'

const frames = dayFrames('2026-11-16', 2, 'Europe/Berlin')
const at = (start: string) => ({ start: Date.parse(start) }) as ViewOccurrence
const elsewhere = Date.parse('2026-12-01T12:00:00Z')

it('opens half an hour before the earlier of now and the first event', () => {
  const timed = [[at('2026-11-16T09:00:00Z')], [at('2026-11-17T06:30:00Z')]]
  expect(openingMinute(frames, timed, elsewhere)).toBe(7 * 60)
  expect(openingMinute(frames, timed, Date.parse('2026-11-16T05:00:00Z'))).toBe(5 * 60 + 30)
})

it('does not count what goes on from the day before', () => {
  expect(openingMinute(frames, [[at('2026-11-15T21:00:00Z'), at('2026-11-16T09:00:00Z')], []], elsewhere)).toBe(
    9 * 60 + 30,
  )
})

it('opens a free week in the morning, and never before midnight', () => {
  expect(openingMinute(frames, [[], []], elsewhere)).toBe(7 * 60 + 30)
  expect(openingMinute(frames, [[], []], Date.parse('2026-11-16T20:00:00Z'))).toBe(7 * 60 + 30)
  expect(openingMinute(frames, [[at('2026-11-15T23:10:00Z')], []], elsewhere)).toBe(0)
})
