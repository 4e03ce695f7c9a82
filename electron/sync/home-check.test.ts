import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { createHttpClient } from '../http/client.ts'
import { CALENDAR, CALENDARS, event, run, SECRET, sync, USER, type Running } from '../local-server/testing/client.ts'
import { createPasswordAuthorizer } from '../http/authorizer.ts'
import type { DavConnection } from '../dav/connection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { HttpRequest } from '../http/exchange.ts'
import { systemClock } from './clock.ts'
import { checkHome, type HomeCheckParts, type HomeCheckRequest, type HomeCheckResult } from './home-check.ts'
import { createLimiter } from './limiter.ts'
import { createProgressBoard } from './progress.ts'
import { createTestCache, type TestCache } from './test-cache.ts'
import { createTestParts } from './test-parts.ts'

const account = accountId('a')
const home = href(CALENDARS)
const homeId = collectionId(account, home)
const calendar = collectionId(account, href(CALENDAR))
const second = collectionId(account, href(`${CALENDARS}second/`))

let server: Running
let connection: DavConnection
let cache: TestCache
let known: readonly Collection[]
/** Throws, or lets a request through. */
let gate: (request: HttpRequest) => void | Promise<unknown>
let parts: HomeCheckParts

beforeEach(async () => {
  server = await run()
  await server.send('MKCALENDAR', `${CALENDARS}second/`)
  const { origin } = server.server
  const authorizer = createPasswordAuthorizer({ user: USER, password: SECRET, origins: [origin] })
  const http = createHttpClient({ userAgent: 'test', authorizer })
  connection = {
    origin,
    http: {
      ...http,
      request: async (request) => {
        await gate(request)
        return http.request(request)
      },
    },
  }
  cache = createTestCache()
  known = []
  gate = () => undefined
  parts = {
    ...createTestParts(connection, cache, systemClock),
    account,
    limiter: createLimiter(2),
    progress: createProgressBoard(systemClock, () => undefined),
    collectionsOf: () => known,
    onListing: async (_home, listed) => {
      known = listed
    },
  }
})
afterEach(async () => {
  connection.http.close()
  await server.close()
})

const check = (more: Partial<HomeCheckRequest> = {}): Promise<HomeCheckResult> =>
  checkHome(parts, {
    home,
    origin: 'live',
    signal: new AbortController().signal,
    isWatched: () => false,
    homeToken: 'wanted',
    ...more,
  })
const put = (path: string, uid: string): Promise<unknown> => server.send('PUT', `${path}${uid}.ics`, {}, event(uid))
const failAt = (path: string, error: DavError): void => {
  gate = ({ url, method }) => {
    if (method === 'REPORT' && url.endsWith(path)) throw error
  }
}

test('the token of the home is older than what was fetched, so that nothing falls between', async () => {
  await put(CALENDAR, 'before')
  gate = ({ method }) => {
    if (method !== 'REPORT') return undefined
    gate = () => undefined
    return put(CALENDAR, 'between')
  }
  const { complete, listing } = await check()
  expect(complete).toBe(true)
  expect(listing.collections).toHaveLength(2)
  const told = await sync(server, CALENDARS, cache.states.get(homeId)?.token ?? '', { level: 'infinite' })
  expect(told.changed).toEqual([`${CALENDAR}between.ics`])
})

test('what a held request brings is not asked for again; what is new is', async () => {
  await check()
  await put(CALENDAR, 'pushed')
  await server.send('MKCALENDAR', `${CALENDARS}third/`)
  await put(`${CALENDARS}third/`, 'new')
  await check({ isWatched: () => true, homeToken: 'watched' })
  expect(cache.data(calendar).size).toBe(0)
  expect(cache.data(collectionId(account, href(`${CALENDARS}third/`))).size).toBe(1)
})

test('a collection whose server fails does not keep the others from it, and is not taken for up to date', async () => {
  await check()
  const token = cache.states.get(homeId)?.token
  await put(`${CALENDARS}second/`, 'a')
  await put(CALENDAR, 'b')
  failAt('/second/', new DavError('malformed', 'Its answer cannot be read.'))
  const result = await check()
  expect(result.failures.map(({ collection }) => collection.id)).toEqual([second])
  expect([...result.behind]).toEqual([second])
  expect(cache.data(calendar).size).toBe(1)
  expect(cache.states.get(homeId)?.token).not.toBe(token)
  expect(cache.states.has(second)).toBe(false)

  gate = () => undefined
  await check({ isWatched: () => true, homeToken: 'watched' })
  expect(cache.data(second).size).toBe(1)
})

test('a network that goes away in the middle moves no token of the home', async () => {
  await check()
  const token = cache.states.get(homeId)?.token
  await put(`${CALENDARS}second/`, 'a')
  failAt('/second/', new DavError('unreachable', 'It could not be reached.'))
  expect((await check()).complete).toBe(false)
  expect(cache.states.get(homeId)?.token).toBe(token)
  expect(cache.states.has(second)).toBe(true)
})

test('a refused password ends it', async () => {
  failAt('/second/', new DavError('unauthorized', 'No.', { status: 401 }))
  await expect(check()).rejects.toMatchObject({ kind: 'unauthorized' })
})
