import type { CollectionId, Href } from '../../shared/model/names.ts'
import type { CacheDatabase, PageRecord, PageRow } from './database.ts'
import type { Address } from './occurrence-index.ts'

/** Few enough that changing one object stays cheap, many enough that a listing is written fast; see `PageRecord`. */
const ROWS_PER_PAGE = 64
const CHARACTERS_PER_PAGE = 100_000
const PAGES_PER_READ = 16

export type RowChange = { at: Address; row: PageRow | null }

type Directory = Map<CollectionId, Map<Href, number>>
type Room = { page: number; rows: number; characters: number }

/** A page that cannot be there was met, or one that must be is not: the database was damaged behind our back. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError'
}

export type ObjectPages = {
  /** Reads everything, a few pages at a time, and learns where each object is. @throws DamagedError when pages are missing */
  load(each: (page: PageRecord) => void, pause: () => Promise<void>): Promise<void>
  /**
   * Writes changes; to be called within a transaction on `pages` and `meta`.
   * @returns what makes them known here, to be called when the transaction is committed
   */
  write(changes: readonly RowChange[]): Promise<() => void>
  /** As `write`, for all objects of some collections. */
  forget(gone: (collection: CollectionId) => boolean): Promise<() => void>
  get(at: Address): Promise<PageRow | null>
  all(collection: CollectionId): Promise<PageRow[]>
  /** Ids of all pages, in the order they were made. */
  ids(): number[]
  page(id: number): Promise<PageRecord | null>
}

const sizeOf = (rows: readonly PageRow[]): number => rows.reduce((sum, { data }) => sum + data.length, 0)

/** The objects of the cache in its pages. */
export function createObjectPages(database: CacheDatabase): ObjectPages {
  const directory: Directory = new Map()
  /** The rows in each page. */
  const counts = new Map<number, number>()
  /** The last page of each collection, where new objects go while it has room. */
  const rooms = new Map<CollectionId, Room>()
  let nextId = 1

  const within = (collection: CollectionId): Map<Href, number> => {
    let hrefs = directory.get(collection)
    if (hrefs === undefined) directory.set(collection, (hrefs = new Map()))
    return hrefs
  }

  function learn({ id, collection, rows }: PageRecord): void {
    const hrefs = within(collection)
    for (const { href } of rows) hrefs.set(href, id)
    counts.set(id, rows.length)
    nextId = Math.max(nextId, id + 1)
    const room = rooms.get(collection)
    if (room === undefined || room.page <= id)
      rooms.set(collection, { page: id, rows: rows.length, characters: sizeOf(rows) })
  }

  async function read(ids: readonly number[]): Promise<PageRecord[]> {
    const pages = await database.pages.bulkGet([...ids])
    return pages.map((page) => {
      if (page === undefined) throw new DamagedError('A page of the cache is missing.')
      return page
    })
  }

  /** Cuts new rows into pages, the first of which may be an old one that has room. */
  function append(collection: CollectionId, rows: readonly PageRow[], last: PageRecord | null): PageRecord[] {
    const pages: PageRecord[] = last === null ? [] : [last]
    let characters = last === null ? 0 : sizeOf(last.rows)
    let nextPage = nextId
    for (const row of rows) {
      const current = pages.at(-1)
      const fits =
        current !== undefined &&
        current.rows.length < ROWS_PER_PAGE &&
        characters + row.data.length <= CHARACTERS_PER_PAGE
      if (fits) current.rows.push(row)
      else {
        pages.push({ id: nextPage++, collection, rows: [row] })
        characters = 0
      }
      characters += row.data.length
    }
    nextId = nextPage
    return pages
  }

  async function commit(put: PageRecord[], emptied: number[]): Promise<void> {
    await database.pages.bulkPut(put)
    if (emptied.length > 0) await database.pages.bulkDelete(emptied)
    const made = put.filter(({ id }) => !counts.has(id)).length
    if (made !== 0 || emptied.length > 0)
      await database.meta.put({ key: 'pages', value: counts.size + made - emptied.length })
  }

  return {
    async load(each, pause) {
      let last = 0
      for (;;) {
        const pages = await database.pages.where('id').above(last).limit(PAGES_PER_READ).toArray()
        for (const page of pages) {
          learn(page)
          each(page)
          last = page.id
        }
        if (pages.length < PAGES_PER_READ) break
        await pause()
      }
      const expected = await database.meta.get('pages')
      if (expected?.value !== counts.size) throw new DamagedError('Pages of the cache are missing.')
    },

    async write(changes) {
      const latest = new Map<CollectionId, Map<Href, PageRow | null>>()
      for (const { at, row } of changes) {
        let rows = latest.get(at.collection)
        if (rows === undefined) latest.set(at.collection, (rows = new Map()))
        rows.set(at.href, row)
      }
      const put: PageRecord[] = []
      const emptied: PageRecord[] = []
      for (const [collection, rows] of latest) {
        const hrefs = within(collection)
        const room = rooms.get(collection)
        const touched = new Set<number>()
        const added: PageRow[] = []
        for (const [href, row] of rows) {
          const page = hrefs.get(href)
          if (page !== undefined) touched.add(page)
          else if (row !== null) added.push(row)
        }
        // A listing fills pages of its own: reading an old one for a few rows more would cost more than it saves.
        const few = added.length > 0 && added.length < ROWS_PER_PAGE
        const hasRoom = few && room !== undefined && room.rows < ROWS_PER_PAGE && room.characters < CHARACTERS_PER_PAGE
        if (hasRoom) touched.add(room.page)
        const changed = (await read([...touched])).map((page) => ({
          ...page,
          rows: page.rows.flatMap((old) => {
            const row = rows.get(old.href)
            return row === undefined ? [old] : row === null ? [] : [row]
          }),
        }))
        const last = hasRoom ? (changed.find(({ id }) => id === room.page) ?? null) : null
        const appended = append(collection, added, last)
        for (const page of [...changed.filter((each) => each !== last), ...appended])
          (page.rows.length === 0 ? emptied : put).push(page)
      }
      await commit(
        put,
        emptied.map(({ id }) => id),
      )
      return () => {
        for (const [collection, rows] of latest)
          for (const [href, row] of rows) if (row === null) within(collection).delete(href)
        for (const { id, collection } of emptied) {
          counts.delete(id)
          if (rooms.get(collection)?.page === id) rooms.delete(collection)
        }
        for (const page of put) learn(page)
      }
    },

    async forget(gone) {
      const collections = [...directory.keys()].filter(gone)
      const ids = new Set(collections.flatMap((collection) => [...within(collection).values()]))
      await commit([], [...ids])
      return () => {
        for (const id of ids) counts.delete(id)
        for (const collection of collections) {
          directory.delete(collection)
          rooms.delete(collection)
        }
      }
    },

    async get({ collection, href }) {
      const page = directory.get(collection)?.get(href)
      if (page === undefined) return null
      // Not there: it has just gone, and whoever watches hears of that next.
      const record = await database.pages.get(page)
      return record?.rows.find((row) => row.href === href) ?? null
    },

    async all(collection) {
      const ids = [...new Set(directory.get(collection)?.values() ?? [])]
      const rows: PageRow[] = []
      for (let start = 0; start < ids.length; start += PAGES_PER_READ)
        for (const page of await read(ids.slice(start, start + PAGES_PER_READ))) rows.push(...page.rows)
      return rows
    },

    ids: () => [...counts.keys()].toSorted((a, b) => a - b),
    page: async (id) => (await database.pages.get(id)) ?? null,
  }
}
