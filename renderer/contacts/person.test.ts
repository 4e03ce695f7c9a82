import { expect, test } from 'vitest'
import { initials, nameOf, personHue } from './person.ts'

test.each([
  ['Aiko Tanaka', 'AT'],
  ['Anselm von Hohenfels', 'AH'],
  ['notary', 'N'],
  ['Dr. Leila Haddad', 'DH'],
  ['ليلى حداد', 'ل'],
  ['田中 愛子', '田愛'],
  ['112', ''],
  ['', ''],
])('%j is pictured as %j', (name, letters) => {
  expect(initials(name)).toBe(letters)
})

test('a name keeps its hue', () => {
  expect(personHue('Aiko Tanaka')).toBe(personHue('Aiko Tanaka'))
  expect(new Set(['Ana', 'Ben', 'Chidi', 'Dana', 'Emeka'].map(personHue)).size).toBeGreaterThan(1)
})

const none = { prefix: '', given: '', additional: '', family: '', suffix: '', organisation: '', emails: [] }

test('a card is called by its name, else its organisation, else its address', () => {
  const email = { index: null, value: ' a@b.example ', types: [], label: '', preferred: false }
  expect(nameOf({ ...none, prefix: 'Dr.', given: ' Leila', family: 'Haddad ' })).toBe('Dr. Leila Haddad')
  expect(nameOf({ ...none, organisation: 'Hel Studio', emails: [email] })).toBe('Hel Studio')
  expect(nameOf({ ...none, emails: [email] })).toBe('a@b.example')
  expect(nameOf(none)).toBe('')
})
