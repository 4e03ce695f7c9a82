import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { CacheApply } from '../../shared/ipc/cache-port.ts'
import {
  accountId,
  collectionId,
  etag,
  href,
  pendingChangeId,
  syncToken,
  type CollectionId,
} from '../../shared/model/names.ts'
import { createCacheStore, type CacheStore } from './cache-store.ts'
import { cacheDatabase, type CacheDatabase } from './database.ts'
import { DamagedError } from './object-pages.ts'
import { openDatabase } from './open-database.ts'

const account = accountId('a')
const work = collectionId(account, href('/work/'))
const home = collectionId(account, href('/home/'))
const other = collectionId(accountId('b'), href('/x/'))
const pause = (): Promise<void> => Promise.resolve()

let database: CacheDatabase
type Loaded = { store: CacheStore; objects: Map<string, string> }

async function start(): Promise<Loaded & { fresh: boolean }> {
  const { value, fresh } = await openDatabase(
    async (opened) => {
      database = opened
      const store = createCacheStore(opened)
      const objects = new Map<string, string>()
      await store.pages.load(({ collection, rows }) => {
        for (const row of rows) objects.set(`${collection} ${row.href}`, row.data)
      }, pause)
      return { store, objects }
    },
    () => undefined,
  )
  return { ...value, fresh }
}

async function restart(): Promise<Loaded & { fresh: boolean }> {
  database.close()
  return start()
}

afterEach(async () => {
  database.close()
  await cacheDatabase(false).delete()
})

type Change = { collection: CollectionId; name: string; data: string | null }
const batch = (changes: Change[], more: Partial<CacheApply> = {}) => ({
  groups: changes.map(({ collection, name, data }) => ({
    collection,
    changes: [
      data === null
        ? { type: 'removed' as const, href: href(name) }
        : { type: 'changed' as const, href: href(name), etag: etag(`"${data.length}"`), scheduleTag: null, data },
    ],
  })),
  states: [],
  settled: [],
  ...more,
})
const listing = (count: number, data = 'x'): Change[] =>
  Array.from({ length: count }, (_, index) => ({ collection: work, name: `/work/${index}`, data }))

test('what was applied is there after a restart, and a home keeps its token', async () => {
  const { store, fresh } = await start()
  expect(fresh).toBe(true)
  const state = { token: syncToken('T'), level: 'infinite' as const, askedAt: href('/') }
  const root = collectionId(account, href('/'))
  await store.apply(batch(listing(200), { states: [{ of: root, state }] }))
  await store.resetCollections(account, [])
  await store.apply(batch(listing(3, 'again')))
  const again = await restart()
  expect(again.fresh).toBe(false)
  expect([...again.objects.values()]).toEqual(['again', 'again', 'again'])
  expect(await again.store.syncState(root)).toEqual(state)
  expect(await again.store.etags(work)).toEqual([
    ['/work/0', '"5"'],
    ['/work/1', '"5"'],
    ['/work/2', '"5"'],
  ])
  expect(await again.store.object({ collection: work, href: href('/work/1') })).toEqual({
    etag: '"5"',
    scheduleTag: null,
    data: 'again',
  })
  expect(await again.store.object({ collection: work, href: href('/work/9') })).toBeNull()
})

test('objects, tokens and settled edits are committed together or not at all', async () => {
  const { store } = await start()
  await store.apply(batch(listing(10)))
  const put = database.syncStates.put.bind(database.syncStates)
  database.syncStates.put = () => {
    throw new TypeError('stopped on the way')
  }
  const state = { token: syncToken('T'), level: '1' as const, askedAt: href('/work/') }
  const failing = store.apply(
    batch(listing(100, 'new'), { states: [{ of: work, state }], settled: [pendingChangeId('e')] }),
  )
  await expect(failing).rejects.toThrow('stopped on the way')
  database.syncStates.put = put
  expect(await store.object({ collection: work, href: href('/work/1') })).toMatchObject({ data: 'x' })
  await store.apply(batch(listing(20, 'newer')))
  const { objects } = await restart()
  expect([...objects.values()]).toEqual(Array.from({ length: 20 }, () => 'newer'))
})

test('ten thousand objects take some hundred and sixty records', async () => {
  const { store } = await start()
  for (let start = 0; start < 10_000; start += 1_000)
    await store.apply(batch(listing(10_000).slice(start, start + 1_000)))
  expect(await database.pages.count()).toBe(10 * Math.ceil(1_000 / 64))
})

test('a large object does not weigh on the changes of others', async () => {
  const { store } = await start()
  await store.apply(
    batch([
      { collection: work, name: '/a', data: 'x' },
      { collection: work, name: '/b', data: 'x'.repeat(300_000) },
      { collection: work, name: '/c', data: 'x' },
    ]),
  )
  expect((await database.pages.toArray()).map(({ rows }) => rows.length)).toEqual([1, 1, 1])
})

test('a page that was emptied is gone, and new objects find another', async () => {
  const { store } = await start()
  await store.apply(batch(listing(3)))
  await store.apply(batch(listing(3).map((change) => ({ ...change, data: null }))))
  expect(await database.pages.count()).toBe(0)
  await store.apply(batch(listing(2)))
  expect((await restart()).objects.size).toBe(2)
})

test('missing pages are noticed, and the cache is made anew', async () => {
  const { store } = await start()
  await store.apply(batch(listing(200)))
  const { id } = (await database.pages.toCollection().first()) ?? { id: 0 }
  await database.pages.delete(id)
  await expect(store.apply(batch(listing(200, 'y')))).rejects.toBeInstanceOf(DamagedError)
  const again = await restart()
  expect(again.fresh).toBe(true)
  expect(again.objects.size).toBe(0)
  await again.store.apply(batch(listing(2)))
  expect((await restart()).objects.size).toBe(2)
})

test('after any sequence of batches and restarts the cache holds what was said last', async () => {
  const change = fc.record({
    collection: fc.constantFrom(work, home, other),
    name: fc.integer({ min: 0, max: 90 }).map(String),
    data: fc.option(
      fc.integer({ min: 1, max: 9 }).map((size) => 'x'.repeat(size * size * 600)),
      { freq: 4 },
    ),
  })
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('apply' as const),
        changes: fc.array(change, { maxLength: 120, size: 'max' }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'collections' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'accounts' as const }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const model = new Map<string, string>()
      let { store } = await start()
      const forget = (gone: (key: string) => boolean): void => {
        for (const key of model.keys()) if (gone(key)) model.delete(key)
      }
      for (const each of steps) {
        if (each.type === 'restart') store = (await restart()).store
        else if (each.type === 'collections') {
          await store.resetCollections(account, [])
          forget((key) => key.startsWith(`${account} `))
        } else if (each.type === 'accounts') {
          await store.resetAccounts([])
          forget(() => true)
        } else {
          await store.apply(batch(each.changes))
          for (const { collection, name, data } of each.changes) {
            if (data === null) model.delete(`${collection} ${name}`)
            else model.set(`${collection} ${name}`, data)
          }
        }
      }
      const { objects, fresh } = await restart()
      expect(fresh).toBe(false)
      expect(objects).toEqual(model)
      database.close()
      await cacheDatabase(false).delete()
    }),
    { numRuns: 40 },
  )
})
