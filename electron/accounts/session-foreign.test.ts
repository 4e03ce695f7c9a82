import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PushHealth, SyncProgress } from '../../shared/model/health.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { createTestCache, type TestCache } from '../sync/test-cache.ts'
import { createTestClock, type TestClock } from '../sync/test-clock.ts'
import { event, HOME, multistatus, startTestDavServer, WORK, type TestDavServer } from '../sync/test-dav-server.ts'
import { createMemoryCredentials } from './credentials.ts'
import { createSession, type Session } from './session.ts'

const MINUTE = 60_000
const account = accountId('a')
const work = collectionId(account, href(WORK))

let server: TestDavServer
let cache: TestCache
let clock: TestClock
let session: Session
let health: PushHealth[]
let progress: SyncProgress[]

beforeEach(async () => {
  server = await startTestDavServer()
  cache = createTestCache()
  clock = createTestClock()
  health = []
  progress = []
  const credentials = createMemoryCredentials()
  await credentials.set(account, 'secret')
  session = createSession({
    account: {
      id: account,
      displayName: 'Work',
      kind: 'remote',
      origin: server.origin,
      user: 'anna',
      principal: null,
      calendarHomes: [href(HOME)],
      addressbookHomes: [href(HOME)],
      calendarUserAddresses: [],
      credentialOrigins: [],
    },
    credentials,
    cache,
    apply: cache.apply,
    client: { userAgent: 'test' },
    clock,
    onHealth: (rows) => (health = rows),
    onProgress: (rows) => (progress = rows),
    onReachable: () => undefined,
  })
})
afterEach(async () => {
  session.stop()
  await server.close()
})

/** Moves the clock in small steps until something holds. */
const until = (check: () => void, stepMs = 100): Promise<void> =>
  vi.waitFor(
    () => {
      clock.advance(stepMs)
      check()
    },
    { timeout: 5_000, interval: 5 },
  )
const settled = (): Promise<void> =>
  until(() =>
    expect(health[0]).toMatchObject({ mechanism: 'poll', error: null, lastCheckedAt: expect.any(Number) as number }),
  )
const rest = (ms = 100): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const requestsFor = async (task: () => Promise<void>): Promise<string[]> => {
  const before = server.requests.length
  await task()
  return server.requests.slice(before).map(({ method, url }) => `${method} ${url}`)
}

test('a server that holds nothing is polled, says why, and costs two requests for a change', async () => {
  server.put('a.ics', event('a'))
  await session.start()
  await until(() =>
    expect(health[0]?.whyNotBetter).toMatch(/answers the streaming request at once instead of holding it/),
  )
  await settled()
  expect(health[0]?.whyNotBetter).toMatch(/Changes show within \d+ minutes\./)
  expect(health[0]?.nextPollAt).toBeGreaterThan(clock.now())

  server.put('b.ics', event('b'))
  const asked = await requestsFor(async () => {
    clock.advance(12 * MINUTE)
    await vi.waitFor(() => expect(cache.data(work).size).toBe(2))
  })
  expect(asked).toEqual([`PROPFIND ${HOME}`, `REPORT ${WORK}`])
  expect(cache.batches.at(-1)?.origin).toBe('live')

  await until(() => expect(health[0]?.lastEventAt).not.toBeNull())
  const quiet = await requestsFor(async () => {
    clock.advance(12 * MINUTE)
    await rest()
  })
  expect(quiet).toEqual([`PROPFIND ${HOME}`])
})

test('better is tried again after a day, and when the user asks', async () => {
  await session.start()
  const held = (): number => server.requests.filter(({ headers }) => String(headers.prefer).includes('wait=')).length
  // The clock stands still while an answer is on its way: it would be taken for one that does not come.
  const tried = async (times: number): Promise<void> => {
    await until(() => expect(held()).toBe(times))
    await rest()
    await until(() => expect(health[0]?.whyNotBetter).toMatch(/instead of holding it/))
  }
  await tried(1)
  await settled()
  session.checkNow()
  await tried(2)
  await settled()
  for (let hours = 0; hours < 23; hours += 1) {
    clock.advance(60 * MINUTE)
    await rest(10)
  }
  expect(held()).toBe(2)
  for (let hours = 0; hours < 2; hours += 1) {
    clock.advance(60 * MINUTE)
    await rest()
  }
  await tried(3)
})

test('a first sync shows how far it is; stopped, it stays stopped until it is asked for', async () => {
  server.inline = false
  for (let index = 1_000; index < 1_400; index += 1) server.put(`${index}.ics`, event(String(index)))
  let multigets = 0
  server.answer = ({ body }) => {
    if (!body.includes('multiget')) return undefined
    multigets += 1
    if (multigets === 3) session.cancel(work)
    return undefined
  }
  await session.start()
  await until(() => expect(progress).toMatchObject([{ displayName: 'Work', state: 'cancelled', total: 400 }]))
  const came = cache.data(work).size
  expect(came).toBeLessThan(400)
  clock.advance(12 * MINUTE)
  await rest()
  expect(cache.data(work).size).toBe(came)
  session.checkNow()
  await vi.waitFor(() => expect(cache.data(work).size).toBe(400))
  expect(cache.states.get(work)?.token).toBe(server.token())
})

test('a home that suddenly lists nothing deletes nothing', async () => {
  server.put('a.ics', event('a'))
  await session.start()
  await settled()
  server.answer = ({ method, url }) => (method === 'PROPFIND' && url === HOME ? multistatus('') : undefined)
  session.checkNow()
  await until(() => expect(health[0]?.error).toMatch(/suddenly lists no calendars/))
  expect(session.collections()).toHaveLength(1)
  expect(cache.data(work).size).toBe(1)
})

test('a busy server is asked again when it said, and the rest of the time left alone', async () => {
  await session.start()
  await settled()
  server.answer = () => ({ status: 503, headers: { 'retry-after': '1800' } })
  session.checkNow()
  await until(() => expect(health[0]?.error).toMatch(/busy/))
  const asked = await requestsFor(async () => {
    clock.advance(25 * MINUTE)
    await rest()
  })
  expect(asked).toEqual([])
  server.answer = () => undefined
  clock.advance(6 * MINUTE)
  await settled()
})

test('a change that the stream does not tell is found, counted, and ends the trust after the second', async () => {
  const streams: ServerResponse[] = []
  const part = (token: string): string => {
    const { body } = multistatus(`<D:sync-token>${token}</D:sync-token>`)
    return `--b\r\nContent-Length: ${Buffer.byteLength(body as string)}\r\n\r\n${body as string}\r\n`
  }
  server.answer = ({ headers, body }, response) => {
    if (!String(headers.accept).includes('multipart'))
      return String(headers.prefer).includes('wait=') ? null : undefined
    response.writeHead(207, { 'content-type': 'multipart/mixed; boundary=b', 'preference-applied': 'wait=240' })
    // It streams, but tells only what was there when it began.
    const since = /urn:test:(\d+)</.exec(body)?.[1]
    if (since === server.token().slice('urn:test:'.length)) response.write(part(server.token()))
    else {
      const row = `<D:response><D:href>${WORK}b.ics</D:href><D:propstat><D:prop><D:getetag>"${server.token()}"</D:getetag><C:calendar-data>${event('b')}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
      const { body: inner } = multistatus(`${row}<D:sync-token>${server.token()}</D:sync-token>`)
      response.write(`--b\r\nContent-Length: ${Buffer.byteLength(inner as string)}\r\n\r\n${inner as string}\r\n`)
    }
    streams.push(response)
    return null
  }
  server.put('a.ics', event('a'))
  await session.start()
  await until(() => expect(health[0]?.mechanism).toBe('streaming'), 1)
  for (const miss of [1, 2]) {
    server.put('b.ics', event('b', String(miss)))
    session.checkNow()
    await until(() => expect(streams).toHaveLength(miss + 1), 500)
  }
  await until(() => expect(health[0]?.mechanism).not.toBe('streaming'))
  expect(health[0]?.lastMissAt).not.toBeNull()
  expect(health[0]?.whyNotBetter).toMatch(/went untold/)
})

test('a server that only long-polls: the stream gets no headers, the long-poll does the work', async () => {
  const resting: (() => void)[] = []
  server.answer = ({ headers, body }, response) => {
    if (!String(headers.prefer).includes('wait=')) return undefined
    const answer = (): void => {
      const since = /urn:test:\d+/.exec(body)?.[0]
      const row = `<D:response><D:href>${WORK}b.ics</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag><C:calendar-data>${event('b')}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
      const { headers: usual, body: inner } = multistatus(
        `${since === server.token() ? '' : row}<D:sync-token>${server.token()}</D:sync-token>`,
      )
      response.writeHead(207, { ...usual, 'preference-applied': 'wait=50' }).end(inner)
    }
    resting.push(answer)
    return null
  }
  await session.start()
  await until(() => expect(resting).toHaveLength(1))
  clock.advance(15_000)
  await until(() => expect(resting).toHaveLength(2))
  server.put('b.ics', event('b'))
  resting[1]?.()
  await until(() => expect(health[0]?.mechanism).toBe('long-poll'))
  expect(cache.data(work).size).toBe(1)
  await until(() => expect(resting).toHaveLength(3), 0)
  expect(health[0]?.whyNotBetter).toMatch(/keeps streams back/)
})
