import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOutMonthWeek } from './month-week.ts'

describe('a week of the month', () => {
  it('fills the gaps beside bars with timed items', () => {
    const { items } = layOutMonthWeek(
      [{ key: 'bar', first: 1, last: 2 }],
      [
        { key: 'a', day: 0 },
        { key: 'b', day: 1 },
        { key: 'c', day: 1 },
      ],
      5,
    )
    expect(items.map((item) => [item.key, item.lane])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })

  it('keeps the last line for "+n more" only where not all fit', () => {
    const day = (index: number, count: number) =>
      Array.from({ length: count }, (_, item) => ({ key: `${index}/${item}`, day: index }))
    const { items, hidden } = layOutMonthWeek([], [...day(0, 3), ...day(1, 5)], 3)
    expect(items.filter((item) => item.day === 0).length).toBe(3)
    expect(items.filter((item) => item.day === 1).length).toBe(2)
    expect(hidden).toEqual([0, 3, 0, 0, 0, 0, 0])
  })

  it('hides a bar on all its days when its line is needed for "+n more" on one of them', () => {
    const bars = [
      { key: 'a', first: 0, last: 3 },
      { key: 'b', first: 0, last: 3 },
    ]
    const { bars: shown, hidden } = layOutMonthWeek(bars, [{ key: 'c', day: 2 }], 2)
    expect(shown.map((bar) => bar.key)).toEqual(['a'])
    expect(hidden).toEqual([1, 1, 2, 1, 0, 0, 0])
  })

  it('counts everything once a day and keeps within its lines', () => {
    const bar = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
      .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }))
    fc.assert(
      fc.property(
        fc.array(bar, { maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (spans, days, lines) => {
          const bars = spans.map((span, index) => ({ ...span, key: `b${index}` }))
          const items = days.map((day, index) => ({ key: `i${index}`, day }))
          const result = layOutMonthWeek(bars, items, lines)
          for (let day = 0; day < 7; day++) {
            const over = (each: { first: number; last: number }): boolean => each.first <= day && day <= each.last
            const shown = [
              ...result.bars.filter(over).map((each) => each.lane),
              ...result.items.filter((each) => each.day === day).map((each) => each.lane),
            ]
            const all = bars.filter(over).length + items.filter((each) => each.day === day).length
            expect(shown.length + (result.hidden[day] ?? 0)).toBe(all)
            expect(new Set(shown).size).toBe(shown.length)
            const room = result.hidden[day] === 0 ? lines : lines - 1
            expect(Math.max(-1, ...shown)).toBeLessThan(room)
          }
        },
      ),
    )
  })
})
