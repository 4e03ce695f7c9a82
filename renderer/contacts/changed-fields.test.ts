import { expect, test } from 'vitest'
import { changedFields, emptyCard } from './changed-fields.ts'

const email = (value: string) => ({ index: null, value, types: ['home'], label: '', preferred: false })
const aiko = {
  ...emptyCard,
  displayName: 'Tanaka Aiko',
  given: 'Aiko',
  family: 'Tanaka',
  emails: [email('a@b.example')],
}

test('nothing changed is an empty patch, also where FN is not the parts in our order', () => {
  expect(changedFields(aiko, { ...aiko })).toEqual({})
})

test('only what changed is in the patch', () => {
  expect(changedFields(aiko, { ...aiko, note: 'Prefers calls.' })).toEqual({ note: 'Prefers calls.' })
})

test('a new name renames the card', () => {
  expect(changedFields(aiko, { ...aiko, family: 'Mori' })).toEqual({ family: 'Mori', displayName: 'Aiko Mori' })
})

test('lines left empty are not written', () => {
  expect(changedFields(aiko, { ...aiko, emails: [...aiko.emails, email('  ')] })).toEqual({})
  expect(changedFields(aiko, { ...aiko, emails: [email('')] })).toEqual({ emails: [] })
})

test('a new card is named by what it has', () => {
  expect(changedFields(emptyCard, { ...emptyCard, organisation: 'Hel Studio' })).toEqual({
    organisation: 'Hel Studio',
    displayName: 'Hel Studio',
  })
  expect(changedFields(emptyCard, emptyCard)).toEqual({})
})
