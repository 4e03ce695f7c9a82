import { expect, test } from 'vitest'
import { frameLayout } from './layout.ts'

test.each([
  [1600, 'beside', 'beside', 'field', 'segments', 'words'],
  [1280, 'beside', 'over', 'field', 'segments', 'words'],
  [1199, 'beside', 'over', 'icon', 'segments', 'words'],
  [1000, 'beside', 'over', 'icon', 'segments', 'words'],
  [999, 'over', 'over', 'icon', 'menu', 'icon'],
  [900, 'over', 'over', 'icon', 'menu', 'icon'],
  [640, 'over', 'sheet', 'icon', 'menu', 'icon'],
])('a window %i px wide', (width, rail, panel, search, viewSwitch, newButton) => {
  expect(frameLayout(width)).toEqual({ rail, panel, search, viewSwitch, newButton })
})
