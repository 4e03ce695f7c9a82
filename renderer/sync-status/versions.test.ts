import { expect, test } from 'vitest'
import { compareVersions } from './versions.ts'

const event = (lines: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//x//x//EN',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTAMP:20261101T000000Z',
    lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
const card = (lines: string): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', 'UID:1', 'FN:Aiko Tanaka', 'N:Tanaka;Aiko;;;', lines, 'END:VCARD', ''].join('\r\n')

const mine = event('SUMMARY:Workshop\r\nDTSTART;VALUE=DATE:20261118\r\nLOCATION:Room Spree')
const theirs = event('SUMMARY:Workshop\r\nDTSTART;VALUE=DATE:20261118\r\nLOCATION:Room Elbe')

test('only what differs is marked, and what neither has is left out', () => {
  const fields = compareVersions(mine, theirs)
  expect(fields.filter(({ differs }) => differs)).toEqual([
    { name: 'where', mine: 'Room Spree', theirs: 'Room Elbe', differs: true },
  ])
  expect(fields.map(({ name }) => name)).not.toContain('notes')
  expect(fields.find(({ name }) => name === 'starts')?.mine).toMatchObject({ type: 'date', date: '2026-11-18' })
})

test('a version that was deleted differs in nothing: it is not there', () => {
  expect(compareVersions(mine, null).some(({ differs }) => differs)).toBe(false)
  expect(compareVersions(mine, null).find(({ name }) => name === 'title')).toMatchObject({
    mine: 'Workshop',
    theirs: null,
  })
})

test('contacts are compared by what a card shows', () => {
  const fields = compareVersions(card('TEL:1'), card('TEL:2'))
  expect(fields.filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['phones'])
})

test('a version that does not parse is shown as its text', () => {
  expect(compareVersions(mine, 'not a calendar').find(({ name }) => name === 'notes')?.theirs).toBe('not a calendar')
})
