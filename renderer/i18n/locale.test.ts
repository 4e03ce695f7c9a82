import { expect, test } from 'vitest'
import { systemLocale } from './locale.ts'

test('the first language the runtime knows is taken, with its region', () => {
  expect(systemLocale(['de-AT', 'en'])).toBe('de-AT')
  expect(systemLocale(['ar-EG'])).toBe('ar-EG')
})

test('what is no language tag is passed over, and English is the last word', () => {
  expect(systemLocale(['C.UTF-8', 'fr-FR'])).toBe('fr-FR')
  expect(systemLocale(['not a tag'])).toBe('en')
  expect(systemLocale([])).toBe('en')
})
