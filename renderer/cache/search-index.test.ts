import { expect, test } from 'vitest'
import { createSearchIndex } from './search-index.ts'

const event = (summary: string, more = ''): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260310T100000Z\r\nSUMMARY:${summary}\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`

function filled() {
  const index = createSearchIndex()
  index.put('review', event('Quarterly review', 'LOCATION:Room 5\r\nDESCRIPTION:Bring the figures\r\n'))
  index.put('lunch', event('Lunch with Zoë', 'LOCATION:Café Größe\r\nCATEGORIES:Friends\r\n'))
  index.put('tokyo', event('東京会議'))
  index.put('ann', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Review\r\nN:Review;Ann;;;\r\nTEL:+49 30 123\r\nEND:VCARD\r\n')
  return index
}

test.each([
  ['rev', ['ann', 'review']],
  ['quarterly rev', ['review']],
  ['quartery', ['review']],
  ['figures', ['review']],
  ['zoe cafe', ['lunch']],
  ['friends', ['lunch']],
  ['会議', ['tokyo']],
  ['4930123', ['ann']],
  ['nothing like it', []],
])('%s', (query, keys) => {
  expect(filled().find(query).toSorted()).toEqual(keys)
})

test('a title counts for more than a description', () => {
  const index = filled()
  index.put('budget', event('Figures'))
  expect(index.find('figures')).toEqual(['budget', 'review'])
})

test('what is put again or removed is not found as it was', () => {
  const index = filled()
  index.put('review', event('Retrospective'))
  index.remove('ann')
  expect(index.find('rev')).toEqual([])
  expect(index.find('retro')).toEqual(['review'])
})
