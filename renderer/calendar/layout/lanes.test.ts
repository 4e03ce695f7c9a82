import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignLanes, layOutAllDay } from './lanes.ts'

describe('lanes of bars', () => {
  it('uses the first free lane, longer bars first', () => {
    const { bars, lanes } = assignLanes([
      { key: 'short', first: 0, last: 0 },
      { key: 'long', first: 0, last: 2 },
      { key: 'after', first: 1, last: 1 },
      { key: 'later', first: 3, last: 6 },
    ])
    expect(lanes).toBe(2)
    expect(Object.fromEntries(bars.map((bar) => [bar.key, bar.lane]))).toEqual({
      long: 0,
      short: 1,
      after: 1,
      later: 0,
    })
  })

  it('never lets two bars of a lane meet', () => {
    const bar = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
      .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }))
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 30 }), (spans) => {
        const { bars } = assignLanes(spans.map((span, index) => ({ ...span, key: String(index) })))
        const taken = bars.flatMap((each) =>
          Array.from({ length: each.last - each.first + 1 }, (_, day) => `${each.lane}/${each.first + day}`),
        )
        expect(new Set(taken).size).toBe(taken.length)
      }),
    )
  })
})

describe('the all-day area', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, first: 1, last: 1 }))

  it('shows four lanes whole', () => {
    expect(layOutAllDay(five.slice(0, 4), 7, false)).toMatchObject({ lanes: 4, crowded: false })
  })

  it('shows three lanes and counts the rest by day', () => {
    const { bars, lanes, hidden } = layOutAllDay([...five, { key: 'far', first: 3, last: 5 }], 7, false)
    expect(lanes).toBe(3)
    expect(bars.map((bar) => bar.key)).toEqual(['a', 'b', 'c', 'far'])
    expect(hidden).toEqual([0, 2, 0, 0, 0, 0, 0])
  })

  it('shows all when opened', () => {
    const { bars, lanes, hidden } = layOutAllDay(five, 7, true)
    expect([bars.length, lanes, hidden.every((count) => count === 0)]).toEqual([5, 5, true])
  })
})
