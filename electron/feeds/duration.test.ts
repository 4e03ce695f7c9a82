import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDuration, writeDuration } from './duration.ts'

describe('readDuration', () => {
  it.each([
    ['PT0S', 0],
    ['PT1H', 3600],
    [' PT30M ', 1800],
    ['P1D', 86_400],
    ['P1W', 604_800],
    ['p1dt12h', 129_600],
    ['+PT15M', 900],
    ['P1M', 30 * 86_400],
  ])('reads %s', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds)
  })

  it.each(['', 'P', 'PT', '1H', '-PT1H', 'PT1.5H', 'P1H', '0', 'PT1H later'])('refuses %j', (text) => {
    expect(readDuration(text)).toBeNull()
  })

  it('reads what writeDuration writes', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (seconds) => {
        expect(readDuration(writeDuration(seconds))).toBe(seconds)
      }),
    )
  })
})
