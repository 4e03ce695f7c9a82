import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import { accountId, collectionId, href, syncToken } from '../../shared/model/names.ts'
import { listCollections } from '../dav/collections.ts'
import type { DavConnection } from '../dav/connection.ts'
import { createHttpClient } from '../http/client.ts'
import { syncCollectionNow, type CollectionSyncResult } from './collection-sync.ts'
import type { SyncParts } from './parts.ts'
import { systemClock } from './clock.ts'
import { createTestCache, type TestCache } from './test-cache.ts'
import { davError, event, HOME, multistatus, startTestDavServer, WORK, type TestDavServer } from './test-dav-server.ts'
import { createTestParts } from './test-parts.ts'

const account = accountId('a')
const work = collectionId(account, href(WORK))

let server: TestDavServer
let connection: DavConnection
let cache: TestCache
let parts: SyncParts
let now = 0

beforeEach(async () => {
  now = 0
  server = await startTestDavServer()
  connection = { origin: server.origin, http: createHttpClient({ userAgent: 'test', authorizer: null }) }
  cache = createTestCache()
  parts = createTestParts(connection, cache, { ...systemClock, now: () => now })
})
afterEach(async () => {
  connection.http.close()
  await server.close()
})

async function listed(): Promise<Collection> {
  const { collections } = await listCollections(connection, { account, home: href(HOME), now })
  return collections[0]!
}

type More = Partial<Parameters<typeof syncCollectionNow>[1]>
const sync = async (more: More = {}): Promise<CollectionSyncResult> =>
  syncCollectionNow(parts, { collection: await listed(), listed: true, origin: 'live', ...more })

/** Methods asked by a task, without the listing. */
async function asked(task: () => Promise<unknown>): Promise<string[]> {
  const before = server.requests.length
  await task()
  return server.requests
    .slice(before)
    .filter(({ url }) => url !== HOME)
    .map(({ method, body }) =>
      `${method} ${/<\w+:(sync-collection|calendar-multiget|calendar-query)/.exec(body)?.[1] ?? ''}`.trim(),
    )
}

/** What the cache holds is what the server holds. */
function expectSame(names: string[]): void {
  expect([...cache.data(work).keys()].toSorted()).toEqual(names.map((name) => `${WORK}${name}`))
}

describe('a server that does as it should', () => {
  test('everything comes in one answer, then only what changed', async () => {
    server.put('a.ics', event('a'))
    server.put('b.ics', event('b'))
    expect(await asked(() => sync())).toEqual(['REPORT sync-collection'])
    expectSame(['a.ics', 'b.ics'])
    expect(await asked(() => sync())).toEqual([])

    server.put('b.ics', event('b', 'Later'))
    server.remove('a.ics')
    expect(await asked(() => sync())).toEqual(['REPORT sync-collection'])
    expectSame(['b.ics'])
    expect(cache.data(work).get(href(`${WORK}b.ics`))?.data).toBe(event('b', 'Later'))
    expect(cache.states.get(work)).toEqual({ token: server.token(), level: '1', askedAt: WORK })
  })

  test('contents that do not come inside are fetched, fifty at a time', async () => {
    server.inline = false
    for (let index = 100; index < 220; index += 1) server.put(`${index}.ics`, event(String(index)))
    const done: (number | null)[][] = []
    const requests = await asked(() => sync({ onProgress: (...progress) => done.push(progress) }))
    expect(requests.toSorted()).toEqual([...Array(3).fill('REPORT calendar-multiget'), 'REPORT sync-collection'])
    expect(cache.data(work).size).toBe(120)
    expect(done.at(-1)).toEqual([120, 120])
    expect(parts.quirks.inlineData).toBe(false)
  })

  test('pages are taken one after the other, each with its token', async () => {
    server.page = 2
    for (const name of ['a', 'b', 'c', 'd', 'e']) server.put(`${name}.ics`, event(name))
    expect(await asked(() => sync())).toHaveLength(3)
    expectSame(['a.ics', 'b.ics', 'c.ics', 'd.ics', 'e.ics'])
    expect(cache.batches.flatMap(({ states }) => states.map(({ state }) => state?.token))).toEqual([
      'urn:test:2',
      'urn:test:4',
      'urn:test:5',
    ])
  })
})

describe('a dead token', () => {
  test('brings a new listing; what has an equal tag is not fetched again', async () => {
    server.put('a.ics', event('a'))
    server.put('b.ics', event('b'))
    server.put('c.ics', event('c'))
    await sync()
    server.put('b.ics', event('b', 'Later'))
    server.remove('c.ics')
    server.refusedTokens = 3
    const before = cache.batches.length
    expect(await asked(() => sync())).toEqual(['REPORT sync-collection', 'REPORT sync-collection', 'GET'])
    expectSame(['a.ics', 'b.ics'])
    const changes = cache.batches.slice(before).flatMap(({ groups }) => groups.flatMap((group) => group.changes))
    expect(changes.map((change) => change.href)).toEqual([`${WORK}b.ics`, `${WORK}c.ics`])
  })

  test('a token that died with its calendar and is answered “no changes” is found out', async () => {
    server.put('a.ics', event('a'))
    await sync()
    server.put('b.ics', event('b'))
    server.answer = ({ body }) =>
      body.includes('sync-collection') ? multistatus('<D:sync-token>urn:test:1</D:sync-token>') : undefined
    await sync()
    expectSame(['a.ics', 'b.ics'])
    server.put('c.ics', event('c'))
    expect(await asked(() => sync())).toEqual(['REPORT sync-collection'])
  })
})

describe('a server in trouble', () => {
  beforeEach(async () => {
    server.put('a.ics', event('a'))
    server.put('b.ics', event('b'))
    await sync()
    server.put('c.ics', event('c'))
  })
  const kept = (): void => {
    expectSame(['a.ics', 'b.ics'])
    expect(cache.states.get(work)?.token).toBe(syncToken('urn:test:2'))
  }

  test('an answer without a token changes no token', async () => {
    server.answer = ({ body }) => (body.includes('sync-collection') ? multistatus('') : undefined)
    await expect(sync()).rejects.toMatchObject({ kind: 'malformed' })
    kept()
  })

  test('an answer that breaks off deletes nothing and keeps the token', async () => {
    server.answer = ({ body }, response) => {
      if (!body.includes('sync-collection')) return undefined
      response.writeHead(207, { 'content-type': 'application/xml', 'content-length': 5_000 })
      response.write('<D:multistatus xmlns:D="DAV:"><D:response><D:href>/cal/work/a.ics</D:href>', () =>
        response.destroy(),
      )
      return null
    }
    await expect(sync()).rejects.toMatchObject({ kind: 'truncated' })
    kept()
  })

  test('XML that ends too early is no listing', async () => {
    cache.states.delete(work)
    server.answer = ({ body }) =>
      body.includes('sync-collection')
        ? { status: 207, headers: { 'content-type': 'application/xml' }, body: '<D:multistatus xmlns:D="DAV:">' }
        : undefined
    await expect(sync()).rejects.toMatchObject({ kind: 'truncated' })
    expectSame(['a.ics', 'b.ics'])
  })

  test('a complete listing that is suddenly empty is believed only when it lasts', async () => {
    cache.states.delete(work)
    for (const name of ['a', 'b', 'c']) server.remove(`${name}.ics`)
    await expect(sync()).rejects.toThrow(/suddenly lists nothing in “Work”. Nothing was deleted here/)
    expectSame(['a.ics', 'b.ics'])
    now = 59_000
    await expect(sync()).rejects.toThrow(/suddenly/)
    now = 61_000
    await sync()
    expectSame([])
  })

  test('the same page for ever is given up', async () => {
    server.answer = ({ body }) =>
      body.includes('sync-collection')
        ? multistatus(
            `<D:response><D:href>${WORK}</D:href><D:status>HTTP/1.1 507 x</D:status></D:response><D:sync-token>urn:test:2</D:sync-token>`,
          )
        : undefined
    expect(await asked(() => expect(sync()).rejects.toThrow(/again and again/))).toHaveLength(1)
    kept()
  })

  test('a member that cannot be read is told and does not stop the rest', async () => {
    server.inline = false
    for (let index = 10; index < 40; index += 1) server.put(`${index}.ics`, event(String(index)))
    server.answer = ({ method, url, body }) =>
      (method === 'GET' && url.endsWith('/25.ics')) || (body.includes('multiget') && body.includes('/25.ics'))
        ? { status: 500 }
        : undefined
    const { unreadable } = await sync()
    expect(unreadable.map((each) => each.href)).toEqual([`${WORK}25.ics`])
    expect(cache.data(work).size).toBe(32)
    expect(cache.states.get(work)?.token).toBe(server.token())
  })

  test('contents that cannot be fetched because the server is gone leave the token as it was', async () => {
    server.inline = false
    server.answer = ({ method, body }, response) => {
      if (method !== 'GET' && !body.includes('multiget')) return undefined
      response.destroy()
      return null
    }
    await expect(sync()).rejects.toMatchObject({ kind: 'unreachable' })
    kept()
  })

  test('stopping keeps what came, and the next run goes on from there', async () => {
    cache.states.delete(work)
    cache.data(work).clear()
    server.inline = false
    const stop = new AbortController()
    for (let index = 100; index < 300; index += 1) server.put(`${index}.ics`, event(String(index)))
    const stopped = sync({ signal: stop.signal, onProgress: (done) => (done > 60 ? stop.abort() : undefined) })
    await expect(stopped).rejects.toMatchObject({ kind: 'aborted' })
    const came = cache.data(work).size
    expect(came).toBeGreaterThan(50)
    expect(came).toBeLessThan(203)
    expect(cache.states.has(work)).toBe(false)
    let total: number | null = null
    await sync({ onProgress: (_done, all) => (total = all) })
    expect(total).toBe(203 - came)
    expect(cache.data(work).size).toBe(203)
  })
})

describe('a server without sync-collection', () => {
  test('is listed and compared, and left alone while its ctag stays', async () => {
    server.syncs = false
    server.put('a.ics', event('a'))
    server.put('b.ics', event('b'))
    expect(await asked(() => sync())).toEqual(['PROPFIND', 'REPORT calendar-multiget'])
    expect(await asked(() => sync())).toEqual([])
    server.put('b.ics', event('b', 'Later'))
    server.remove('a.ics')
    expect(await asked(() => sync())).toEqual(['PROPFIND', 'GET'])
    expectSame(['b.ics'])
    expect(cache.data(work).get(href(`${WORK}b.ics`))?.data).toContain('Later')
  })

  test('the same where the report is promised and refused', async () => {
    server.put('a.ics', event('a'))
    server.answer = ({ body }) => (body.includes('sync-collection') ? davError(403, 'supported-report') : undefined)
    await sync()
    expectSame(['a.ics'])
    expect(parts.quirks.of(work).syncBroken).toBe(true)
  })

  test('an empty token answered with nothing is not an empty calendar', async () => {
    server.put('a.ics', event('a'))
    server.answer = ({ body }) =>
      body.includes('sync-collection') ? multistatus('<D:sync-token>urn:test:1</D:sync-token>') : undefined
    await sync()
    expectSame(['a.ics'])
  })

  test('a calendar that lists nothing to PROPFIND is asked by query', async () => {
    server.syncs = false
    server.put('a.ics', event('a'))
    await sync()
    server.put('b.ics', event('b'))
    server.answer = ({ method, url, body }) => {
      if (method === 'PROPFIND' && url === WORK) return multistatus('')
      if (!body.includes('calendar-query')) return undefined
      const row = (name: string, tag: string): string =>
        `<D:response><D:href>${WORK}${name}</D:href><D:propstat><D:prop><D:getetag>"${tag}"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
      return multistatus(row('a.ics', '1') + row('b.ics', '2'))
    }
    await sync()
    expectSame(['a.ics', 'b.ics'])
  })
})
