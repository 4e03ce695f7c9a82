import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CacheAnswer, CacheRequest } from '../../shared/ipc/cache-port.ts'
import { accountId, collectionId, href, syncToken, type CollectionId } from '../../shared/model/names.ts'
import { createCache, type Batch, type CachePort } from './cache.ts'

const account = accountId('a')
const work = collectionId(account, href('/work/'))
const home = collectionId(account, href('/home/'))

/** A worker that keeps what it is sent until told to go on. */
function workerPort() {
  const inbox: CacheRequest[] = []
  let listen: (message: unknown) => void = () => undefined
  let close: () => void = () => undefined
  const port: CachePort = {
    postMessage: (message) => void inbox.push(message),
    onMessage: (listener) => void (listen = listener),
    onClose: (listener) => void (close = listener),
  }
  return {
    port,
    inbox,
    hello: (fresh: boolean) => listen({ type: 'hello', fresh } satisfies CacheAnswer),
    answer: (answer: CacheAnswer) => listen(answer),
    garbage: () => listen({ type: 'ack' }),
    die: () => close(),
  }
}

const batch = (change: Partial<Batch> = {}): Batch => ({
  source: work,
  generation: 1,
  origin: 'bulk',
  groups: [],
  states: [],
  settled: [],
  ...change,
})
const put = (name: string, data: string, collection: CollectionId = work): Batch['groups'] => [
  { collection, changes: [{ type: 'changed', href: href(`/${name}`), etag: null, scheduleTag: null, data }] },
]
const state = (of: CollectionId, token: string): Batch['states'][number] => ({
  of,
  state: { token: syncToken(token), level: '1', askedAt: href('/work/') },
})
const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('the client of the cache port', () => {
  test('sends nothing before the worker says hello', () => {
    const cache = createCache()
    const worker = workerPort()
    void cache.resetAccounts([])
    cache.connect(worker.port)
    expect(worker.inbox).toEqual([])
    worker.hello(false)
    expect(worker.inbox.map(({ type }) => type)).toEqual(['accounts.reset'])
  })

  test('keeps at most two bulk batches under way, and lets a live change pass', async () => {
    const cache = createCache()
    const worker = workerPort()
    cache.connect(worker.port)
    worker.hello(false)
    const done: string[] = []
    for (const name of ['one', 'two', 'three'])
      void cache.apply(batch({ groups: put(name, name) })).then(() => done.push(name))
    void cache.apply(batch({ origin: 'live', groups: put('live', 'live') })).then(() => done.push('live'))
    const names = (): unknown[] =>
      worker.inbox.map((request) => request.type === 'apply' && request.groups[0]?.changes[0]?.href)
    expect(names()).toEqual(['/one', '/two', '/live'])
    worker.answer({ type: 'ack', seq: worker.inbox[0]?.seq ?? 0 })
    expect(names()).toEqual(['/one', '/two', '/live', '/three'])
    await soon()
    expect(done).toEqual(['one'])
  })

  test('a live change takes the place of what queued bulk holds of the same object, and its token waits for that bulk', async () => {
    const cache = createCache()
    const worker = workerPort()
    cache.connect(worker.port)
    worker.hello(false)
    for (const name of ['one', 'two']) void cache.apply(batch({ groups: put(name, name) }))
    void cache.apply(batch({ groups: put('same', 'older'), states: [state(work, 'T1')] }))
    void cache.apply(batch({ origin: 'live', groups: put('same', 'newer'), states: [state(work, 'T2')] }))
    for (let index = 0; index < worker.inbox.length; index++)
      worker.answer({ type: 'ack', seq: worker.inbox[index]?.seq ?? 0 })
    const applied = worker.inbox.slice(2).map((request) => {
      if (request.type !== 'apply') throw new Error(request.type)
      return { changes: request.groups.flatMap(({ changes }) => changes), states: request.states }
    })
    expect(applied).toMatchObject([
      { changes: [{ data: 'newer' }], states: [] },
      { changes: [], states: [{ state: { token: 'T1' } }] },
      { changes: [], states: [{ state: { token: 'T2' } }] },
    ])
  })

  test('sends again in order what a dead worker did not acknowledge, and asks its reads again', async () => {
    const cache = createCache()
    const first = workerPort()
    cache.connect(first.port)
    first.hello(false)
    const applied = cache.apply(batch({ groups: put('one', 'one') }))
    const etags = cache.etags(work)
    first.die()
    const second = workerPort()
    cache.connect(second.port)
    second.hello(false)
    expect(second.inbox.map(({ type }) => type)).toEqual(['apply', 'read.etags'])
    second.answer({ type: 'ack', seq: second.inbox[0]?.seq ?? 0 })
    second.answer({ type: 'value', seq: second.inbox[1]?.seq ?? 0, value: [['/one', '"1"']] })
    expect(await applied).toBe('applied')
    expect(await etags).toEqual(new Map([['/one', '"1"']]))
  })

  test('gives up batches when the database was lost, and repeats what main itself knows', async () => {
    const cache = createCache()
    const greetings: boolean[] = []
    cache.onHello((fresh) => greetings.push(fresh))
    const first = workerPort()
    cache.connect(first.port)
    first.hello(false)
    void cache.resetAccounts([])
    const batches = ['one', 'two', 'three'].map((name) => cache.apply(batch({ groups: put(name, name) })))
    const second = workerPort()
    cache.connect(second.port)
    second.hello(true)
    expect(second.inbox.map(({ type }) => type)).toEqual(['accounts.reset'])
    expect(await Promise.all(batches)).toEqual(['stale', 'stale', 'stale'])
    expect(greetings).toEqual([false, true])
  })

  test('refuses an older generation, also one that a dead worker left behind', async () => {
    const cache = createCache()
    const first = workerPort()
    cache.connect(first.port)
    first.hello(false)
    const old = cache.apply(batch({ groups: put('old', 'old') }))
    void cache.apply(batch({ generation: 2, origin: 'live', groups: put('new', 'new') }))
    expect(await cache.apply(batch({ generation: 1 }))).toBe('stale')
    const second = workerPort()
    cache.connect(second.port)
    second.hello(false)
    expect(second.inbox.map((request) => request.type === 'apply' && request.generation)).toEqual([2])
    expect(await old).toBe('stale')
  })

  test('a collection that is gone takes its queued bulk along', () => {
    const cache = createCache()
    const worker = workerPort()
    cache.connect(worker.port)
    worker.hello(false)
    for (const name of ['one', 'two']) void cache.apply(batch({ groups: put(name, name) }))
    void cache.apply(
      batch({ groups: [...put('gone', 'gone'), ...put('other', 'other', collectionId(accountId('b'), href('/x/')))] }),
    )
    void cache.resetCollections(account, [])
    worker.answer({ type: 'ack', seq: worker.inbox[0]?.seq ?? 0 })
    const last = worker.inbox.at(-1)
    expect(last?.type === 'apply' && last.groups.map(({ collection }) => collection)).toEqual(['b /x/'])
  })

  test('a refusal and an answer of the wrong shape reach the caller as errors', async () => {
    const cache = createCache()
    const worker = workerPort()
    cache.connect(worker.port)
    worker.hello(false)
    const applied = cache.apply(batch())
    const read = cache.syncState(work)
    worker.garbage()
    worker.answer({ type: 'refused', seq: worker.inbox[0]?.seq ?? 0, reason: 'failed', message: 'the disk is full' })
    worker.answer({ type: 'value', seq: worker.inbox[1]?.seq ?? 0, value: { token: 1 } })
    await expect(applied).rejects.toThrow('the disk is full')
    await expect(read).rejects.toThrow()
  })

  test('whatever dies and overtakes, the cache ends with the last said of each object, and no token before its objects', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constant('apply' as const),
          origin: fc.constantFrom('bulk' as const, 'bulk' as const, 'live' as const),
          name: fc.constantFrom('x', 'y', 'z'),
          collection: fc.constantFrom(work, home),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant('process' as const), count: fc.integer({ min: 1, max: 3 }) }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('die' as const), processed: fc.boolean() }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const stored = new Map<string, string>()
        const cache = createCache()
        let worker = workerPort()
        const born = (): void => {
          worker = workerPort()
          cache.connect(worker.port)
          worker.hello(false)
        }
        const process = (answering: boolean): void => {
          const request = worker.inbox.shift()
          if (request?.type !== 'apply') return
          for (const { collection, changes } of request.groups)
            for (const change of changes)
              stored.set(`${collection} ${change.href}`, change.type === 'changed' ? change.data : '')
          for (const { of, state: reached } of request.states) stored.set(`token ${of}`, reached?.token ?? '')
          if (answering) worker.answer({ type: 'ack', seq: request.seq })
        }
        born()
        const expected = new Map<string, string>()
        /** Objects that each token claims. */
        const claims = new Map<string, Map<string, number>>()
        let count = 0
        for (const each of steps) {
          if (each.type === 'apply') {
            count += 1
            expected.set(`${each.collection} /${each.name}`, String(count))
            expected.set(`token ${work}`, String(count))
            claims.set(
              String(count),
              new Map(
                [...expected].filter(([key]) => !key.startsWith('token')).map(([key, value]) => [key, Number(value)]),
              ),
            )
            void cache.apply(
              batch({
                origin: each.origin,
                groups: put(each.name, String(count), each.collection),
                states: [state(work, String(count))],
              }),
            )
          } else if (each.type === 'process') for (let n = 0; n < each.count; n++) process(true)
          else {
            if (each.processed) process(false)
            born()
          }
          expect(
            worker.inbox.filter((request) => request.type === 'apply' && request.origin === 'bulk').length,
          ).toBeLessThanOrEqual(2)
          for (const [key, least] of claims.get(stored.get(`token ${work}`) ?? '') ?? [])
            expect(Number(stored.get(key) ?? 0)).toBeGreaterThanOrEqual(least)
        }
        for (let left = steps.length * 4; left > 0; left--) process(true)
        expect(stored).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
