import { describe, expect, it } from 'vitest'
import { nextRefresh, refreshInterval } from './schedule.ts'

const hour = 3600
const day = 24 * hour
const none = { failures: 0, lasting: 0 }
const failed = (
  kind: 'server' | 'not-found' | 'overload' | 'refused' | 'gone' | 'shrunk',
  retryAfter: number | null = null,
) => ({ type: 'failed', kind, retryAfter }) as const

describe('refreshInterval', () => {
  it.each([
    [{ user: hour, published: 2 * hour }, hour],
    [{ user: null, published: 2 * hour }, 2 * hour],
    [{ user: null, published: null }, 12 * hour],
    [{ user: 1, published: null }, 15 * 60],
    [{ user: 365 * day, published: null }, 7 * day],
  ])('of %j is %d', (wishes, seconds) => {
    expect(refreshInterval(wishes)).toBe(seconds)
  })
})

describe('nextRefresh', () => {
  it('comes after the interval, or when the answer is no longer fresh, a tenth more or less', () => {
    expect(nextRefresh({ type: 'done', freshFor: 0 }, hour, none, 0.5)).toEqual({ in: hour, disabled: false })
    expect(nextRefresh({ type: 'done', freshFor: 5 * hour }, hour, none, 0.5).in).toBe(5 * hour)
    expect(nextRefresh({ type: 'done', freshFor: 900 * day }, hour, none, 0.5).in).toBe(7 * day)
    expect(nextRefresh({ type: 'done', freshFor: 0 }, hour, none, 0).in).toBeCloseTo(0.9 * hour)
    expect(nextRefresh({ type: 'done', freshFor: 0 }, hour, none, 1).in).toBeCloseTo(1.1 * hour)
  })

  it.each([
    [failed('server'), 1, 15 * 60],
    [failed('server'), 3, hour],
    [failed('server'), 9, day],
    [failed('not-found'), 1, hour],
    [failed('not-found'), 6, day],
    [failed('overload', 7200), 1, 2 * hour],
    [failed('overload', 0), 4, 60],
    [failed('shrunk'), 1, 15 * 60],
  ])('after %j, the %dth in a row, comes in %d s', (outcome, failures, seconds) => {
    expect(nextRefresh(outcome, hour, { failures, lasting: 0 }, 0.5)).toEqual({ in: seconds, disabled: false })
  })

  it('stops where somebody must look first', () => {
    const disabled = (outcome: ReturnType<typeof failed>, failures: number, lasting: number): boolean =>
      nextRefresh(outcome, hour, { failures, lasting }, 0.5).disabled
    expect(disabled(failed('refused'), 1, 0)).toBe(true)
    expect(disabled(failed('gone'), 1, 0)).toBe(true)
    expect(disabled(failed('server'), 9, 13 * day)).toBe(false)
    expect(disabled(failed('server'), 10, 0)).toBe(true)
    expect(disabled(failed('server'), 2, 14 * day)).toBe(true)
  })
})
