import type { SearchResult, ViewOccurrence } from '../../shared/ipc/view-port.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import { contactRow } from './contact-index.ts'
import { isDated, type Members } from './members.ts'
import type { ObjectPages } from './object-pages.ts'
import type { Address, Dated, OccurrenceIndex } from './occurrence-index.ts'
import { createSearchIndex } from './search-index.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS
const NONE: ReadonlySet<CollectionId> = new Set()
/** Objects entered between two pauses: a few milliseconds. */
const SLICE = 50

export type Search = {
  /** An object changed, as the user sees it. */
  touch(at: Address): void
  /** Enters what is not entered yet, in slices. */
  prepare(): Promise<void>
  /** What matches all words of the query, best first; enters what is not entered yet before it answers. */
  find(query: string, limit: number, zone: string): Promise<SearchResult[]>
}

export type SearchParts = {
  members: Members
  pages: ObjectPages
  occurrences: OccurrenceIndex
  unshown: () => ReadonlySet<CollectionId>
  /** Lets everything else have its turn. */
  pause: () => Promise<void>
  now: () => number
}

const keyOf = ({ collection, href }: Address): string => `${collection}\n${href}`

/**
 * Search over what the user sees. Its index is built when first wanted and then follows changes only when it is used or there is nothing
 * else to do: it never delays a change.
 */
export function createSearch({ members, pages, occurrences, unshown, pause, now }: SearchParts): Search {
  const index = createSearchIndex()
  const entered = new Map<string, Address>()
  /** Objects whose entry is out of date. */
  const touched = new Map<string, Address>()
  let begun = false
  let entering: Promise<void> = Promise.resolve()

  function enter(at: Address, data: string | undefined): void {
    const key = keyOf(at)
    touched.delete(key)
    const text = members.get(at) === null ? undefined : (members.edits(at).at(-1)?.data ?? data)
    if (text === undefined) {
      index.remove(key)
      entered.delete(key)
    } else {
      index.put(key, text)
      entered.set(key, at)
    }
  }

  /** Everything, page by page: dearly read one by one. */
  async function enterAll(): Promise<void> {
    begun = true
    for (const id of pages.ids()) {
      const page = await pages.page(id)
      if (page !== null) for (const { href, data } of page.rows) enter({ collection: page.collection, href }, data)
      await pause()
    }
    for (const { at } of members.all()) if (!entered.has(keyOf(at))) touched.set(keyOf(at), at)
  }

  async function enterRest(): Promise<void> {
    if (!begun) await enterAll()
    let count = 0
    for (const at of touched.values()) {
      enter(at, (await pages.get(at))?.data)
      if (++count % SLICE === 0) await pause()
    }
  }

  /** The instance to show of an event: of a series the coming one, else the last before. */
  function instance(member: Dated, zone: string): ViewOccurrence | undefined {
    const from = now()
    const first = member.entry.type === 'single' ? member.entry.start : member.entry.first
    const around = [
      { start: from, end: from + YEAR_MS / 6 },
      { start: from, end: from + YEAR_MS },
      { start: from - YEAR_MS, end: from },
      { start: first - DAY_MS, end: first + YEAR_MS },
    ]
    for (const range of around) {
      const found = occurrences.ofObject(member, { range, zone, hidden: NONE }, () => true) ?? []
      const sorted = found.toSorted((a, b) => a.start - b.start)
      if (sorted.length > 0) return sorted.at(range.end <= from ? -1 : 0)
    }
    return undefined
  }

  function resultFor(at: Address, zone: string): SearchResult | null {
    const member = members.get(at)
    if (member === null || unshown().has(at.collection)) return null
    if (!isDated(member)) return { type: 'contact', contact: contactRow(member) }
    const occurrence = instance(member, zone)
    return occurrence === undefined ? null : { type: 'event', occurrence }
  }

  const prepare = (): Promise<void> => (entering = entering.then(enterRest))
  return {
    touch(at) {
      if (begun) touched.set(keyOf(at), at)
    },
    prepare,
    async find(query, limit, zone) {
      await prepare()
      const results: SearchResult[] = []
      for (const key of index.find(query)) {
        const at = entered.get(key)
        const result = at === undefined ? null : resultFor(at, zone)
        if (result !== null && results.push(result) === limit) break
      }
      return results
    },
  }
}
