import type http from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { accountId, collectionId, href } from '../../../shared/model/names.ts'
import { listCollections } from '../../dav/collections.ts'
import type { DavConnection } from '../../dav/connection.ts'
import { createHttpClient } from '../../http/client.ts'
import type { SyncParts } from '../../sync/parts.ts'
import { createTestCache, type TestCache } from '../../sync/test-cache.ts'
import { createTestClock, type TestClock } from '../../sync/test-clock.ts'
import {
  davError,
  event,
  HOME,
  multistatus,
  startTestDavServer,
  WORK,
  type TestDavServer,
} from '../../sync/test-dav-server.ts'
import { createTestParts } from '../../sync/test-parts.ts'
import { nothingProven, type HoldEnd, type HoldRequest } from '../mechanism.ts'
import { createLongPoll } from './long-poll.ts'
import { createPoll } from './poll.ts'
import { createStreaming } from './streaming.ts'

const account = accountId('a')
const work = collectionId(account, href(WORK))
const member = href(`${WORK}a.ics`)

let server: TestDavServer
let connection: DavConnection
let cache: TestCache
let clock: TestClock
let parts: SyncParts
let request: HoldRequest
let stop: AbortController
const held = vi.fn<() => void>()

beforeEach(async () => {
  server = await startTestDavServer()
  connection = { origin: server.origin, http: createHttpClient({ userAgent: 'test', authorizer: null }) }
  cache = createTestCache()
  clock = createTestClock()
  parts = createTestParts(connection, cache, clock)
  const { collections } = await listCollections(connection, { account, home: href(HOME), now: 0 })
  cache.states.set(work, { token: 'urn:test:0' as never, level: '1', askedAt: href(WORK) })
  stop = new AbortController()
  held.mockReset()
  request = {
    watch: { source: work, href: href(WORK), level: '1', collections: () => collections },
    waitSeconds: 100,
    signal: stop.signal,
    proven: nothingProven(),
    catchUp: false,
    onHeld: held,
    onPart: () => undefined,
  }
})
afterEach(async () => {
  connection.http.close()
  await server.close()
})

/** Lets the test write the answer to the held REPORT itself. */
function onStream(write: (response: http.ServerResponse) => void): void {
  server.answer = ({ method }, response) => {
    if (method !== 'REPORT') return undefined
    response.writeHead(207, { 'content-type': 'multipart/mixed; boundary=b', 'preference-applied': 'wait=100' })
    write(response)
    return null
  }
}
const row = `<D:response><D:href>${member}</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag><C:calendar-data>${event('a')}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
const part = (token: string, inner = ''): string => {
  const { body } = multistatus(`${inner}<D:sync-token>${token}</D:sync-token>`)
  return `--b\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body as string)}\r\n\r\n${body as string}`
}
const asked = (): Promise<void> =>
  vi.waitFor(() => expect(server.methods().filter((method) => method === 'REPORT')).toHaveLength(1))
const stored = (): Promise<void> => vi.waitFor(() => expect(cache.data(work).has(member)).toBe(true))

describe('streaming', () => {
  const hold = (more: Partial<HoldRequest> = {}): Promise<HoldEnd> =>
    createStreaming(parts).hold({ ...request, ...more })

  test('a change is in the cache with the last byte of its part, its token with it', async () => {
    onStream((response) => response.write(part('t1') + '\r\n' + part('t2', row)))
    const ended = hold()
    await stored()
    expect(cache.batches.at(-1)).toMatchObject({ origin: 'live', states: [{ of: work, state: { token: 't2' } }] })
    expect(held).toHaveBeenCalledOnce()
    stop.abort()
    expect(await ended).toEqual({ type: 'stopped' })
  })

  test('the closing delimiter is the agreed end; without it the stream broke off', async () => {
    onStream((response) => response.end(part('t1', row) + '\r\n--b--\r\n'))
    expect(await hold()).toEqual({ type: 'ended', changes: 1 })
    onStream((response) => response.end(part('t2')))
    expect(await hold()).toMatchObject({ type: 'cut' })
  })

  test('what was missed while the app was away is no news', async () => {
    onStream((response) => response.end(part('t1', row) + '\r\n--b--\r\n'))
    await hold({ catchUp: true })
    expect(cache.batches.at(-1)?.origin).toBe('bulk')
  })

  test('a plain answer at once: its changes are taken, and the server does not hold', async () => {
    server.put('a.ics', event('a'))
    expect(await hold()).toEqual({ type: 'not-held' })
    expect(cache.data(work).has(member)).toBe(true)
    expect(held).not.toHaveBeenCalled()
  })

  test('a plain answer with Preference-Applied: it holds, but does not stream', async () => {
    server.answer = ({ method }) =>
      method === 'REPORT'
        ? multistatus('<D:sync-token>t1</D:sync-token>', { 'preference-applied': 'wait=100' })
        : undefined
    expect(await hold()).toEqual({ type: 'not-streamed' })
  })

  test('no headers in 15 seconds: something keeps them back', async () => {
    server.answer = ({ method }) => (method === 'REPORT' ? null : undefined)
    const ended = hold()
    await asked()
    clock.advance(15_000)
    expect(await ended).toEqual({ type: 'hung' })
  })

  test('no greeting from a server that once gave one: it is kept back', async () => {
    onStream((response) => response.flushHeaders())
    const ended = hold({ proven: { hello: true, heartbeat: true, wait: true } })
    await vi.waitFor(() => expect(held).toHaveBeenCalled())
    clock.advance(10_000)
    expect(await ended).toEqual({ type: 'hung' })
  })

  test('a server that never greeted may stay silent for the whole wait', async () => {
    onStream((response) => response.flushHeaders())
    const ended = hold()
    await vi.waitFor(() => expect(held).toHaveBeenCalled())
    clock.advance(109_000)
    stop.abort()
    expect(await ended).toEqual({ type: 'stopped' })
  })

  test('silence after heartbeats were seen: the line is dead', async () => {
    const proven = nothingProven()
    onStream((response) => {
      response.write(part('t1') + '\r\n')
      setTimeout(() => response.write('\r\n'), 20)
    })
    const ended = hold({ proven })
    await vi.waitFor(() => expect(proven).toMatchObject({ hello: true, heartbeat: true }))
    clock.advance(60_000)
    expect(await ended).toMatchObject({ type: 'cut', error: { kind: 'unreachable' } })
  })

  test('contents that the stream leaves out are fetched', async () => {
    server.put('a.ics', event('a'))
    server.answer = ({ method, body }, response) => {
      if (method !== 'REPORT' || body.includes('multiget')) return undefined
      response.writeHead(207, { 'content-type': 'multipart/mixed; boundary=b' })
      response.write(part('t1', row.replace(/<C:calendar-data>[^]*<\/C:calendar-data>/, '')))
      return null
    }
    const ended = hold()
    await stored()
    stop.abort()
    await ended
  })

  test('the collection gone, a dead token, no token, a server away', async () => {
    onStream((response) =>
      response.end(
        part('t1', `<D:response><D:href>${WORK}</D:href><D:status>HTTP/1.1 404 Gone</D:status></D:response>`) +
          '\r\n--b--',
      ),
    )
    expect(await hold()).toEqual({ type: 'lost' })
    server.answer = () => davError(403, 'valid-sync-token')
    expect(await hold()).toMatchObject({ type: 'failed', error: { preconditions: ['valid-sync-token'] } })
    cache.states.clear()
    expect(await hold()).toEqual({ type: 'no-state' })
    cache.states.set(work, { token: 't' as never, level: '1', askedAt: href(WORK) })
    await server.close()
    expect(await hold()).toMatchObject({ type: 'failed', error: { kind: 'unreachable' } })
  })
})

describe('long-poll', () => {
  const hold = (more: Partial<HoldRequest> = {}): Promise<HoldEnd> =>
    createLongPoll(parts).hold({ ...request, ...more })
  const answerLater = (afterMs: number, headers: http.OutgoingHttpHeaders): void => {
    server.answer = ({ method }) => {
      if (method !== 'REPORT') return undefined
      clock.advance(afterMs)
      return multistatus(`${row}<D:sync-token>t1</D:sync-token>`, headers)
    }
  }

  test('Preference-Applied proves it', async () => {
    answerLater(0, { 'preference-applied': 'return=minimal, wait=100' })
    expect(await hold()).toEqual({ type: 'ended', changes: 1 })
    expect(cache.states.get(work)?.token).toBe('t1')
    expect(held).toHaveBeenCalledOnce()
  })

  test('a first request that is lost is not taken for one that is held', async () => {
    server.answer = ({ method }) => (method === 'REPORT' ? null : undefined)
    const ended = hold()
    await asked()
    stop.abort()
    await ended
    expect(held).not.toHaveBeenCalled()
  })

  test('a quick answer without it is no long-poll; a late one is', async () => {
    answerLater(0, {})
    expect(await hold()).toEqual({ type: 'not-held' })
    answerLater(30_000, {})
    expect(await hold()).toEqual({ type: 'ended', changes: 1 })
  })

  test('no byte ten seconds after the wait: the way is blocked', async () => {
    server.answer = ({ method }) => (method === 'REPORT' ? null : undefined)
    const ended = hold()
    await asked()
    clock.advance(109_999)
    clock.advance(1)
    expect(await ended).toEqual({ type: 'hung' })
  })

  test('a line cut while it rests tells how long it rested', async () => {
    server.answer = ({ method }, response) => {
      if (method !== 'REPORT') return undefined
      clock.advance(48_000)
      response.destroy()
      return null
    }
    expect(await hold()).toMatchObject({ type: 'cut', heldMs: 48_000 })
  })
})

describe('poll', () => {
  test('waits, or is hurried, and looks', async () => {
    let hurry = new AbortController()
    const check = vi.fn(async () => 3)
    const poll = createPoll({ clock, check, hurry: () => hurry.signal })
    const first = poll.hold(request)
    clock.advance(99_999)
    expect(check).not.toHaveBeenCalled()
    clock.advance(1)
    expect(await first).toEqual({ type: 'ended', changes: 3 })
    const second = poll.hold(request)
    hurry.abort()
    expect(await second).toEqual({ type: 'ended', changes: 3 })
    hurry = new AbortController()
    const third = poll.hold(request)
    stop.abort()
    expect(await third).toEqual({ type: 'stopped' })
    expect(check).toHaveBeenCalledTimes(2)
  })
})
