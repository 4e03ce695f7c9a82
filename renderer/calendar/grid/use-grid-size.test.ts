import { expect, it } from 'vitest'
import { gridSize } from './use-grid-size.ts'

it('shows the week whole where a day has its 92 px, and three days in a narrow window', () => {
  expect(gridSize(1048, 1280, 7)).toEqual({ shown: 7, columnWidth: 996 / 7, hour: 52 })
  expect(gridSize(900, 900, 7).shown).toBe(7)
  expect(gridSize(899, 899, 7).shown).toBe(3)
  expect(gridSize(690, 1000, 7).shown).toBe(3)
  expect(gridSize(320, 320, 7).shown).toBe(1)
  expect(gridSize(320, 320, 1).shown).toBe(1)
  expect(gridSize(1600, 1920, 7).hour).toBe(60)
})
