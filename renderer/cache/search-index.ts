import MiniSearch from 'minisearch'
import { readIndexEntries } from '../../shared/icalendar/index-entry.ts'
import { readCardIndex } from '../../shared/vcard/read.ts'
import { isVCard } from './slim-entry.ts'

type Words = { title: string; place: string; people: string; text: string }

/** The words of an object by which it is found; null when there are none. */
function wordsOf(data: string): Words | null {
  if (isVCard(data)) {
    const card = readCardIndex(data)
    if (card === null) return null
    const { displayName, given, family, organisation, emails, phones } = card
    return {
      title: `${displayName} ${given} ${family}`,
      place: organisation,
      people: emails.join(' '),
      text: phones.map((phone) => `${phone} ${phone.replaceAll(/\D/g, '')}`).join(' '),
    }
  }
  const { instances } = readIndexEntries(data)
  if (instances.length === 0) return null
  const all = (read: (instance: (typeof instances)[number]) => string): string =>
    [...new Set(instances.map(read))].join(' ')
  return {
    title: all(({ summary }) => summary),
    place: all(({ location }) => location),
    people: all(({ organizer }) => organizer),
    text: all(({ description, categories }) => `${description} ${categories.join(' ')}`),
  }
}

// Scripts that are written without spaces are cut into single characters, any of which may begin a word.
const term = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu
const tokenize = (text: string): string[] => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').match(term) ?? []

export type SearchIndex = {
  /** Enters an object's text under its key, in place of what was there. */
  put(key: string, data: string): void
  remove(key: string): void
  /** Keys of objects in which every word of the query begins a word or resembles one, best first. */
  find(query: string): string[]
}

export function createSearchIndex(): SearchIndex {
  const index = new MiniSearch<Words & { key: string }>({
    idField: 'key',
    fields: ['title', 'place', 'people', 'text'],
    tokenize,
    processTerm: (word) => word.toLowerCase(),
    searchOptions: {
      combineWith: 'AND',
      prefix: true,
      // A typo in a short word makes another word.
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
      boost: { title: 4, place: 2, people: 2 },
    },
  })
  const remove = (key: string): void => {
    if (index.has(key)) index.discard(key)
  }
  return {
    put(key, data) {
      remove(key)
      const words = wordsOf(data)
      if (words !== null) index.add({ key, ...words })
    },
    remove,
    find: (query) => index.search(query).map(({ id }) => String(id)),
  }
}
