import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOutDay, MAX_COLUMNS, type DaySpan } from './day-columns.ts'

const at = (key: string, start: string, end: string): DaySpan => {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return { key, start: minutes(start), end: minutes(end) }
}
const placed = (...spans: DaySpan[]) => {
  const { blocks } = layOutDay(spans)
  return Object.fromEntries(blocks.map((block) => [block.key, block]))
}

describe('one day of timed events', () => {
  it('gives an event that stands alone the whole column and no ring', () => {
    expect(placed(at('a', '09:00', '10:00'))['a']).toEqual({
      key: 'a',
      start: 540,
      end: 600,
      inset: 0,
      from: 0,
      width: 1,
      layer: 0,
      ring: false,
      clearUntil: 600,
    })
  })

  it('does not join events that only meet', () => {
    const { a, b } = placed(at('a', '09:00', '10:00'), at('b', '10:00', '11:00'))
    expect([a?.ring, b?.ring]).toEqual([false, false])
  })

  it('cascades when the starts are half an hour apart, the later above and the lower cut at its top', () => {
    const { a, b } = placed(at('a', '13:00', '14:30'), at('b', '14:00', '15:00'))
    expect(a).toMatchObject({ inset: 0, width: 1, layer: 0, ring: true, clearUntil: 840 })
    expect(b).toMatchObject({ inset: 16, width: 1, layer: 1, ring: true, clearUntil: 900 })
  })

  it('takes a free step again further down a cascade', () => {
    const { c } = placed(at('a', '09:00', '12:00'), at('b', '09:30', '10:30'), at('c', '11:00', '11:45'))
    expect(c?.inset).toBe(16)
  })

  it('never slides a later event below an earlier one that is still open', () => {
    const { b, c } = placed(at('a', '09:00', '10:00'), at('b', '09:45', '12:00'), at('c', '10:30', '11:30'))
    expect(b).toMatchObject({ inset: 16, layer: 1, clearUntil: 630 })
    expect(c).toMatchObject({ inset: 32, layer: 2 })
  })

  it('shares the column where a cascade would step in too far', () => {
    const chain = Array.from({ length: 6 }, (_, index) => ({
      key: String(index),
      start: 540 + index * 60,
      end: 540 + index * 60 + 90,
    }))
    expect(layOutDay(chain).blocks.every(({ inset, width }) => inset === 0 && width < 0.95)).toBe(true)
  })

  it('shares the column equally when starts are close', () => {
    const { a, b } = placed(at('a', '09:00', '10:00'), at('b', '09:15', '10:15'))
    expect(a).toMatchObject({ from: 0, width: 0.475, inset: 0 })
    expect(b).toMatchObject({ from: 0.475, width: 0.475 })
  })

  it('widens over the columns that are free beside an event', () => {
    const { d } = placed(
      at('a', '09:00', '12:00'),
      at('b', '09:10', '10:00'),
      at('c', '09:20', '10:00'),
      at('d', '10:00', '11:00'),
    )
    expect(d?.from).toBeCloseTo(0.95 / 3)
    expect(d?.width).toBeCloseTo((0.95 * 2) / 3)
  })

  it('counts a short event as 18 minutes, so that two never touch', () => {
    const { a, b } = placed(at('a', '09:00', '09:05'), at('b', '09:15', '09:20'))
    expect(a?.width).toBe(0.475)
    expect(b?.from).toBe(0.475)
  })

  it('puts what is beyond four columns behind "+n"', () => {
    const { blocks, more } = layOutDay(['a', 'b', 'c', 'd', 'e'].map((key) => at(key, '09:00', '10:00')))
    expect(blocks.map((block) => block.key)).toEqual(['a', 'b', 'c'])
    expect(more).toEqual([{ start: 540, end: 600, from: 0.7124999999999999, width: 0.2375, keys: ['d', 'e'] }])
  })

  it('says "+n" about once an hour on a crowded day', () => {
    const spans = Array.from({ length: 8 * 48 }, (_, index) => ({
      key: String(index),
      start: Math.floor(index / 8) * 30,
      end: Math.floor(index / 8) * 30 + 30,
    }))
    const { more } = layOutDay(spans)
    expect(more.length).toBe(48)
    expect(more.every((group) => group.keys.length === 5)).toBe(true)
  })
})

const spanArbitrary = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 1430 }), fc.integer({ min: 0, max: 400 })).map(([start, length]) => ({
      start,
      end: Math.min(1440, start + length),
    })),
    { maxLength: 40 },
  )
  .map((spans) => spans.map((span, index) => ({ ...span, key: String(index) })))

describe('any day', () => {
  it('shows every event once, as a block or behind "+n"', () => {
    fc.assert(
      fc.property(spanArbitrary, (spans) => {
        const { blocks, more } = layOutDay(spans)
        const shown = [...blocks.map((block) => block.key), ...more.flatMap((group) => group.keys)]
        expect(shown.toSorted()).toEqual(spans.map((span) => span.key).toSorted())
      }),
    )
  })

  it('never lets two blocks cover each other, save a cascade, which steps in', () => {
    fc.assert(
      fc.property(spanArbitrary, (spans) => {
        const { blocks, more } = layOutDay(spans)
        const boxes = [
          ...blocks.map((block) => ({ ...block, end: Math.max(block.end, block.start + 18) })),
          ...more.map((group) => ({ ...group, inset: 0 })),
        ]
        for (const [index, a] of boxes.entries())
          for (const b of boxes.slice(index + 1)) {
            if (a.end <= b.start || b.end <= a.start) continue
            const apart = a.from + a.width <= b.from + 1e-9 || b.from + b.width <= a.from + 1e-9
            expect(apart || a.inset !== b.inset).toBe(true)
            if (!apart && a.start !== b.start) expect(a.start < b.start).toBe(a.inset < b.inset)
          }
      }),
    )
  })

  it('stays within the column', () => {
    fc.assert(
      fc.property(spanArbitrary, (spans) => {
        for (const block of layOutDay(spans).blocks) {
          expect(block.from + block.width).toBeLessThanOrEqual(1 + 1e-9)
          expect(block.inset).toBeLessThan(16 * MAX_COLUMNS)
          expect(block.clearUntil).toBeLessThanOrEqual(block.end)
        }
      }),
    )
  })
})
