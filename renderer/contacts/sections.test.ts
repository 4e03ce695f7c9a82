import { expect, test } from 'vitest'
import type { ContactRow } from '../../shared/model/contact.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { contactSections, matchingContacts } from './sections.ts'

const row = (displayName: string, change: Partial<ContactRow> = {}): ContactRow => ({
  key: displayName,
  collection: collectionId(accountId('a'), href('/b/')),
  href: href(`/b/${displayName}.vcf`),
  uid: displayName,
  displayName,
  sortKey: displayName.toLowerCase(),
  organisation: '',
  emails: [],
  phones: [],
  kind: 'individual',
  hasPhoto: false,
  pending: 'none',
  ...change,
})

const names = (rows: readonly ContactRow[]): string[] => rows.map(({ displayName }) => displayName)

test('sections follow the first letters; numbers and signs share one', () => {
  const rows = [
    row('Ana'),
    row('Anselm'),
    row('Chidi'),
    row('Émile', { sortKey: 'emile' }),
    row('7th Sky'),
    row('', { sortKey: '' }),
  ]
  expect(contactSections(rows).map(({ title, rows: of }) => [title, of.length])).toEqual([
    ['A', 2],
    ['C', 1],
    ['E', 1],
    ['#', 2],
  ])
})

test('letters of any script make sections', () => {
  expect(contactSections([row('أحمد'), row('田中')]).map(({ title }) => title)).toEqual(['أ', '田'])
})

const people = [
  row('Çağla Aydın', { organisation: 'Work, Research' }),
  row('Aiko Tanaka', { emails: ['aiko@helstudio.example'], phones: ['+358 40 555 0182'] }),
]

test('every word must be found, in any field, whatever its accents', () => {
  expect(names(matchingContacts(people, 'aydin caglA'))).toEqual(['Çağla Aydın'])
  expect(names(matchingContacts(people, 'helstudio'))).toEqual(['Aiko Tanaka'])
  expect(names(matchingContacts(people, 'aiko research'))).toEqual([])
})

test('a number is found with and without its spaces', () => {
  expect(names(matchingContacts(people, '5553'))).toEqual([])
  expect(names(matchingContacts(people, '405550182'))).toEqual(['Aiko Tanaka'])
})

test('no query leaves the list as it is', () => {
  expect(matchingContacts(people, '  ')).toBe(people)
})
