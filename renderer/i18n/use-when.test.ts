import { expect, test } from 'vitest'
import { distance } from './use-when.ts'

const now = new Date('2026-11-18T11:20:00').getTime()
const at = (text: string): number => new Date(text).getTime()

test.each([
  ['2026-11-18T11:19:46', { unit: 'second', value: -14 }],
  ['2026-11-18T11:20:12', { unit: 'second', value: 12 }],
  ['2026-11-18T11:00:00', { unit: 'minute', value: -20 }],
  ['2026-11-18T08:31:00', { unit: 'time' }],
  ['2026-11-17T23:31:00', { unit: 'day' }],
  ['2026-10-18T11:20:00', { unit: 'day' }],
])('%s from 11:20', (text, expected) => {
  expect(distance(at(text), now)).toEqual(expected)
})
