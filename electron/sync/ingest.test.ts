import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CollectionChange } from '../../shared/model/change.ts'
import { accountId, collectionId, href, syncToken, type CollectionId } from '../../shared/model/names.ts'
import { createIngest } from './ingest.ts'
import type { Batch } from './intake.ts'
import type { SyncStates } from './parts.ts'

const collection = collectionId(accountId('a'), href('/work/'))
const change = (index: number, characters = 10): CollectionChange => ({
  type: 'changed',
  href: href(`/work/${index}.ics`),
  etag: null,
  scheduleTag: null,
  data: 'x'.repeat(characters),
})
const reached: SyncStates = [{ of: collection, state: { token: syncToken('t'), level: '1', askedAt: href('/work/') } }]

/** A cache that stores when told. */
function slowCache() {
  const batches: Batch[] = []
  const open: (() => void)[] = []
  return {
    batches,
    open,
    apply: (batch: Batch): Promise<'applied'> => {
      batches.push(batch)
      return new Promise((resolve) => open.push(() => resolve('applied')))
    },
  }
}
const ticks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('whatever is added arrives once and in order, in batches within their bounds, and the state with the last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(400_000), { maxLength: 30 }), fc.nat(2_500), async (large, small) => {
      const batches: Batch[] = []
      const apply = async (batch: Batch): Promise<'applied'> => {
        batches.push(batch)
        return 'applied'
      }
      const ingest = createIngest({ apply, source: collection, generation: 1 })
      const sizes = [...large, ...Array.from({ length: small }, () => 1)]
      for (const [index, size] of sizes.entries()) await ingest.add(collection, change(index, size))
      await ingest.commit(reached, 'live')
      await ingest.settle()
      const arrived = batches.map(({ groups }) => groups.flatMap(({ changes }) => changes))
      expect(arrived.flat().map((each) => each.href)).toEqual(sizes.map((_size, index) => `/work/${index}.ics`))
      for (const changes of arrived) {
        expect(changes.length).toBeLessThanOrEqual(1_000)
        const before = changes.slice(0, -1)
        expect(before.reduce((sum, each) => sum + (each.type === 'changed' ? each.data.length : 0), 0)).toBeLessThan(
          1e6,
        )
      }
      expect(batches.map(({ states }) => states.length)).toEqual([...batches.slice(1).map(() => 0), 1])
    }),
    { numRuns: 30 },
  )
})

test('no more than two batches are under way: the reader waits', async () => {
  const cache = slowCache()
  const ingest = createIngest({ apply: cache.apply, source: collection, generation: 1 })
  const read = async (): Promise<void> => {
    for (let index = 0; index < 5_000; index += 1) await ingest.add(collection, change(index))
  }
  const reading = read()
  await ticks()
  expect(cache.batches).toHaveLength(2)
  for (let acknowledged = 0; acknowledged < 5; acknowledged += 1) {
    cache.open[acknowledged]?.()
    await ticks()
    expect(cache.batches.length).toBeLessThanOrEqual(acknowledged + 3)
  }
  await reading
  expect(cache.batches).toHaveLength(5)
})

test('a live change is told without waiting for the cache', async () => {
  const cache = slowCache()
  const ingest = createIngest({ apply: cache.apply, source: collection, generation: 1 })
  await ingest.add(collection, change(1))
  await ingest.commit(reached, 'live')
  expect(cache.batches).toMatchObject([{ origin: 'live', states: reached }])
})

test('many changes at once are a listing, whoever brought them', async () => {
  const cache = slowCache()
  const ingest = createIngest({ apply: cache.apply, source: collection, generation: 1 })
  for (let index = 0; index < 101; index += 1) await ingest.add(collection, change(index))
  await ingest.commit(reached, 'live')
  expect(cache.batches[0]?.origin).toBe('bulk')
})

test('a run that a newer one replaced ends', async () => {
  const apply = async (): Promise<'stale'> => 'stale'
  const ingest = createIngest({ apply, source: 'a /work/' as CollectionId, generation: 1 })
  await ingest.add(collection, change(1))
  await ingest.commit([], 'live')
  await expect(ingest.settle()).rejects.toMatchObject({ kind: 'aborted' })
})
