import { expect, test } from 'vitest'
import { kindOf, withKind } from './value-kind.ts'

test('a mobile of the company is a mobile', () => {
  expect(kindOf(['work', 'cell'])).toBe('cell')
  expect(kindOf(['work', 'voice'])).toBe('work')
  expect(kindOf(['fax'])).toBe('other')
  expect(kindOf([])).toBe('other')
})

test('another kind replaces the kind only', () => {
  expect(withKind(['home', 'voice'], 'work')).toEqual(['work', 'voice'])
  expect(withKind(['home', 'fax'], 'other')).toEqual(['fax'])
})
