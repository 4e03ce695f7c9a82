import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DavError } from '../model/dav-error.ts'
import type { CardPatch } from './card-fields.ts'
import { createCard, editCard } from './edit.ts'
import { readCard, readCardIndex } from './read.ts'

const card = (...lines: string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const apple = card(
  'VERSION:3.0',
  'PRODID:-//Apple Inc.//macOS 14//EN',
  'N:Nguyễn;Linh;;Dr.;',
  'FN:Dr. Linh Nguyễn',
  'ORG:Studio Nord;Wayfinding;',
  'EMAIL;type=INTERNET;type=HOME;type=pref:linh@home.example',
  'item1.EMAIL;type=INTERNET:linh@work.example',
  'item1.X-ABLabel:_$!<Other>!$_',
  'TEL;type=CELL;type=VOICE:+49 40 123',
  'item2.ADR;type=HOME:;;Rua do Almada 12\\, 3rd floor;Porto;;4050;Portugal',
  'item2.X-ABADR:pt',
  'BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-07',
  'X-PHONETIC-FIRST-NAME:Lin',
  'item3.X-ABDATE;type=pref:2015-06-20',
  'item3.X-ABLabel:_$!<Anniversary>!$_',
  'CATEGORIES:Work,Friends',
  'UID:abc-1',
  'REV:2026-01-01T00:00:00Z',
)

test('an address book card of 3.0 is read with its labels and dates', () => {
  expect(readCard(apple)).toMatchObject({
    uid: 'abc-1',
    displayName: 'Dr. Linh Nguyễn',
    family: 'Nguyễn',
    organisation: 'Studio Nord',
    department: 'Wayfinding',
    emails: [
      { index: 0, value: 'linh@home.example', types: ['home'], preferred: true },
      { index: 1, value: 'linh@work.example', types: [], label: 'other', preferred: false },
    ],
    addresses: [{ street: 'Rua do Almada 12, 3rd floor', locality: 'Porto', country: 'Portugal' }],
    birthday: '--03-07',
    anniversary: '2015-06-20',
    categories: ['Work', 'Friends'],
  })
})

test('a 2.1 card with quoted-printable, charset and bare types is read', () => {
  const old = card(
    'VERSION:2.1',
    'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg',
    'TEL;CELL;PREF:0170',
    'NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0A=',
    'second',
  )
  expect(readCard(old)).toMatchObject({
    family: 'Müller',
    given: 'Jörg',
    displayName: 'Jörg Müller',
    phones: [{ value: '0170', types: ['cell'], preferred: true }],
    note: 'first\nsecond',
  })
  expect(readCard(editCard(old, { note: 'größer\nals' }))).toMatchObject({ note: 'größer\nals', family: 'Müller' })
})

test('editing one line leaves every other byte as it was', () => {
  const edited = editCard(apple, {
    title: 'Architect',
    emails: readCard(apple).emails.map((email) => (email.index === 1 ? { ...email, value: 'l@new.example' } : email)),
  })
  const lines = (text: string): string[] => text.split('\r\n')
  const before = lines(apple)
  expect(lines(edited).filter((line) => !before.includes(line) && !line.startsWith('REV'))).toEqual([
    'item1.EMAIL;type=INTERNET:l@new.example',
    'TITLE:Architect',
  ])
  expect(before.filter((line) => !lines(edited).includes(line) && !line.startsWith('REV'))).toEqual([
    'item1.EMAIL;type=INTERNET:linh@work.example',
  ])
})

test('removing a value takes its label along', () => {
  const edited = editCard(apple, { emails: readCard(apple).emails.slice(0, 1) })
  expect(edited).not.toContain('item1.')
})

test('nothing changed, nothing written', () => {
  const { uid: _uid, version: _version, ...fields } = readCard(apple)
  expect(editCard(apple, fields)).toBe(apple)
})

test('what is no card is refused plainly, and the list skips it', () => {
  expect(() => readCard('<html>')).toThrow(DavError)
  expect(readCardIndex('<html>')).toBeNull()
})

const words = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '').trim())
const word = words.filter((text) => text !== '')
const value = fc.record({
  index: fc.constant(null),
  value: word,
  types: fc.constantFrom<string[]>([], ['home'], ['work', 'cell']),
  label: fc.constantFrom('', 'school'),
  preferred: fc.boolean(),
})
const patch: fc.Arbitrary<CardPatch> = fc.record(
  {
    displayName: word,
    family: words,
    given: words,
    organisation: word,
    title: words,
    note: fc.tuple(words, words).map((lines) => lines.join('\n').trim()),
    emails: fc.array(value, { maxLength: 3 }),
    urls: fc.array(
      value.map((each) => ({ ...each, value: 'https://example.org/x;y,z' })),
      { maxLength: 2 },
    ),
    birthday: fc.constantFrom('', '1984-02-29', '--12-31'),
    anniversary: fc.constantFrom('', '2010-10-10'),
    categories: fc.uniqueArray(word, { maxLength: 3 }),
    photo: fc.constantFrom('', 'data:image/png;base64,iVBORw0KGgo='),
  },
  { requiredKeys: [] },
)

describe.each(['3.0', '4.0'] as const)('version %s', (version) => {
  test('what is written is read back, whatever it is', () => {
    fc.assert(
      fc.property(patch, patch, (first, second) => {
        const written = editCard(createCard({ displayName: 'Ana', ...first, version, uid: 'u' }), second)
        const read = readCard(written)
        for (const [key, wanted] of Object.entries({ ...first, ...second })) {
          const got = read[key as keyof CardPatch]
          if (Array.isArray(wanted) && typeof wanted[0] === 'object')
            expect(got).toMatchObject(
              wanted.map((each) => ({ ...(each as object), index: expect.any(Number) as number })),
            )
          else expect(got).toEqual(wanted)
        }
        expect(readCardIndex(written)).toMatchObject({
          uid: 'u',
          displayName: read.displayName,
          emails: read.emails.map((email) => email.value),
        })
      }),
    )
  })
})

const cases = join(import.meta.dirname, '../../../shared/cases/vcf')
if (existsSync(cases)) {
  test.each(readdirSync(cases))('%s is read and edited, or refused with a reason', (file) => {
    const text = readFileSync(join(cases, file), 'utf8')
    let read
    try {
      read = readCard(text)
    } catch (error) {
      expect(error).toBeInstanceOf(DavError)
      return
    }
    expect(readCardIndex(text)?.displayName).toBe(read.displayName)
    expect(readCard(editCard(text, { title: 'Größe' })).title).toBe('Größe')
    expect(editCard(text, {})).toBe(text)
  })
} else {
  test('the vCard cases are not beside the project: nothing to run', () => undefined)
}
