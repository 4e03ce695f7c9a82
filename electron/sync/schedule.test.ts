import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pollInterval, retryDelay, spread, unknownRate, withChange, type ChangeRate } from './schedule.ts'

const MINUTE = 60_000
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a poll waits between one and ten minutes, a fifth more or less', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e9)), unit, fc.nat(1e9), (gaps, random, later) => {
      let now = 0
      let rate: ChangeRate = unknownRate
      for (const gap of gaps) rate = withChange(rate, (now += gap))
      const wait = pollInterval(rate, now + later, random)
      expect(wait).toBeGreaterThanOrEqual(0.8 * MINUTE)
      expect(wait).toBeLessThanOrEqual(12 * MINUTE)
    }),
  )
})

test('a calendar that changes often is asked often, one gone quiet seldom', () => {
  let busy: ChangeRate = unknownRate
  for (let at = 0; at < 100 * MINUTE; at += MINUTE) busy = withChange(busy, at)
  const at = busy.lastChangeAt ?? 0
  expect(pollInterval(busy, at, 0.5)).toBe(MINUTE)
  expect(pollInterval(unknownRate, 0, 0.5)).toBeCloseTo(5.03 * MINUTE, -3)
  expect(pollInterval(busy, at + 24 * 60 * MINUTE, 0.5)).toBe(10 * MINUTE)
})

test('retries wait for a random part of a doubling time, five minutes at most', () => {
  expect([0, 1, 2, 3, 20].map((failures) => retryDelay(failures, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000, 150_000])
  expect(retryDelay(3, 0)).toBe(0)
})

test('a wait is spread by a fifth', () => {
  expect([0, 0.5, 1].map((random) => Math.round(spread(100, random)))).toEqual([80, 100, 120])
})
