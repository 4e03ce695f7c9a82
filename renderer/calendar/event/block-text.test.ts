import { expect, it } from 'vitest'
import { blockText } from './block-text.ts'

it('says more the higher the block is, as measured at 52 px an hour', () => {
  expect(blockText(15, true, false)).toEqual({ layout: 'tiny', titleLines: 1, time: true, place: false })
  expect(blockText(24, true, false)).toEqual({ layout: 'line', titleLines: 1, time: true, place: false })
  expect(blockText(37, true, false)).toEqual({ layout: 'stack', titleLines: 1, time: true, place: false })
  expect(blockText(50, true, false)).toEqual({ layout: 'stack', titleLines: 2, time: true, place: false })
  expect(blockText(76, true, false)).toEqual({ layout: 'stack', titleLines: 2, time: true, place: true })
  expect(blockText(76, false, false)).toEqual({ layout: 'stack', titleLines: 3, time: true, place: false })
  expect(blockText(102, true, false)).toEqual({ layout: 'stack', titleLines: 4, time: true, place: true })
})

it('leaves the time out where the block is narrow', () => {
  expect(blockText(50, true, true)).toEqual({ layout: 'stack', titleLines: 3, time: false, place: false })
  expect(blockText(24, true, true).time).toBe(false)
})
