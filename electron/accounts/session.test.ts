import { afterEach, expect, test, vi } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import type { PushHealth, SyncProgress } from '../../shared/model/health.ts'
import { accountId, collectionId, href, type CollectionId } from '../../shared/model/names.ts'
import { CALENDAR, CALENDARS, event, run, SECRET, USER, type Running } from '../local-server/testing/client.ts'
import { systemClock } from '../sync/clock.ts'
import { createTestCache, type TestCache } from '../sync/test-cache.ts'
import { createMemoryCredentials, type CredentialStore } from './credentials.ts'
import { createSession, type Session } from './session.ts'
import type { StoredAccount } from './store.ts'

type Ground = {
  server: Running
  cache: TestCache
  session: Session
  health: () => PushHealth[]
  progress: SyncProgress[][]
  collections: () => readonly Collection[]
  calendar: CollectionId
  credentials: CredentialStore
  put: (name: string, summary: string) => Promise<void>
}

const endings: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

async function ground(
  before: (server: Running) => Promise<void> = async () => undefined,
  password = SECRET,
): Promise<Ground> {
  const server = await run()
  endings.push(server.close)
  await before(server)
  const cache = createTestCache()
  const credentials = createMemoryCredentials()
  const account: StoredAccount = {
    id: accountId('a'),
    displayName: 'On this computer',
    kind: 'remote',
    origin: server.server.origin,
    user: USER,
    principal: href(server.server.principal),
    calendarHomes: [href(`/calendars/${USER}/`)],
    addressbookHomes: [href(`/addressbooks/${USER}/`)],
    calendarUserAddresses: [],
    credentialOrigins: [server.server.origin],
  }
  await credentials.set(account.id, password)
  let health: PushHealth[] = []
  const progress: SyncProgress[][] = []
  const session = createSession({
    account,
    credentials,
    cache,
    apply: cache.apply,
    client: { userAgent: 'test' },
    clock: systemClock,
    onHealth: (rows) => (health = rows),
    onProgress: (rows) => progress.push(rows),
    onReachable: () => undefined,
  })
  endings.push(session.stop)
  await session.start()
  const calendar = collectionId(account.id, href(CALENDAR))
  return {
    server,
    cache,
    session,
    health: () => health,
    progress,
    collections: session.collections,
    calendar,
    credentials,
    put: async (name, summary) => {
      const reply = await server.send('PUT', `${CALENDAR}${name}.ics`, {}, event(name, summary))
      expect(reply.status).toBeLessThan(300)
    },
  }
}

const streaming = (here: Ground): Promise<void> =>
  vi.waitFor(() => expect(here.health().map(({ mechanism }) => mechanism)).toEqual(['streaming']), { timeout: 5_000 })

test('what is there comes first, then changes by themselves, without a request', async () => {
  const here = await ground(async ({ send }) => {
    for (const name of ['a', 'b']) await send('PUT', `${CALENDAR}${name}.ics`, {}, event(name, 'Before'))
  })
  await streaming(here)
  expect([...here.cache.data(here.calendar).keys()].toSorted()).toEqual([`${CALENDAR}a.ics`, `${CALENDAR}b.ics`])
  expect(here.progress.flat().map(({ state }) => state)).toContain('done')

  await here.put('c', 'Live')
  await vi.waitFor(() => expect(here.cache.data(here.calendar).get(href(`${CALENDAR}c.ics`))?.data).toContain('Live'))
  expect(here.cache.batches.at(-1)).toMatchObject({ origin: 'live', groups: [{ changes: [{ type: 'changed' }] }] })
  expect(here.cache.batches.at(-1)?.states).toHaveLength(1)

  await here.server.send('DELETE', `${CALENDAR}a.ics`)
  await vi.waitFor(() => expect(here.cache.data(here.calendar).has(href(`${CALENDAR}a.ics`))).toBe(false))
})

test('a change that is told is at once in the cache: no request is made for it', async () => {
  const here = await ground()
  await streaming(here)
  const asked = vi.spyOn(here.session.connection()!.http, 'request')
  for (const name of ['a', 'b', 'c']) await here.put(name, 'Live')
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(3))
  expect(asked).not.toHaveBeenCalled()
})

test('a new calendar appears with what is in it', async () => {
  const here = await ground()
  await streaming(here)
  const made = await here.server.send('MKCALENDAR', `${CALENDARS}new/`)
  expect(made.status).toBe(201)
  await here.server.send('PUT', `${CALENDARS}new/a.ics`, {}, event('a'))
  const id = collectionId(accountId('a'), href(`${CALENDARS}new/`))
  await vi.waitFor(() => expect(here.cache.data(id).size).toBe(1), { timeout: 5_000 })
  expect(here.collections().map((each) => each.id)).toContain(id)
  expect(here.cache.listed.get(accountId('a'))?.map((each) => each.id)).toContain(id)

  await here.server.send('DELETE', `${CALENDARS}new/`)
  await vi.waitFor(() => expect(here.collections().map((each) => each.id)).not.toContain(id), { timeout: 5_000 })
  expect(here.cache.data(id).size).toBe(0)
})

test('a wrong password stops the asking and says whose it is', async () => {
  const here = await ground(undefined, 'wrong')
  await vi.waitFor(() => expect(here.health()[0]?.mechanism).toBe('needs-you'))
  expect(here.health()[0]?.error).toMatch(
    new RegExp(`^127\\.0\\.0\\.1:\\d+ does not accept the password of ${USER}\\.`),
  )
  expect(here.session.connection()).toBeNull()
  await here.credentials.set(accountId('a'), SECRET)
  here.session.reconnect()
  await streaming(here)
})

test('without a network it begins with what it knows, and comes back by itself', async () => {
  const here = await ground()
  await streaming(here)
  here.session.setOnline(false)
  expect(here.health()).toMatchObject([{ mechanism: 'offline' }])
  expect(here.session.connection()).toBeNull()
  await here.put('a', 'Meanwhile')
  expect(here.collections()).toHaveLength(2)
  here.session.setOnline(true)
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(1))
  await streaming(here)
})

test('a server that went away is told by name, and taken up again when it is back, on another port too', async () => {
  const here = await ground()
  await streaming(here)
  await here.server.server.close()
  await vi.waitFor(() => expect(here.health()[0]?.mechanism).toBe('offline'), { timeout: 10_000 })
  expect(here.health()[0]?.error).toContain(new URL(here.server.server.origin).host)
  await here.server.restart()
  await here.put('a', 'Meanwhile')
  here.session.reconnect(here.server.server.origin)
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(1))
  await streaming(here)
})

test('a lost cache is filled anew', async () => {
  const here = await ground(async ({ send }) => {
    await send('PUT', `${CALENDAR}a.ics`, {}, event('a'))
  })
  await streaming(here)
  here.cache.lose()
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(1), { timeout: 5_000 })
  expect(here.cache.listed.get(accountId('a'))).toHaveLength(2)
  await here.put('b', 'Live')
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(2), { timeout: 5_000 })
})

test('after a restart it goes on from its token: nothing is listed member by member', async () => {
  const here = await ground(async ({ send }) => {
    await send('PUT', `${CALENDAR}a.ics`, {}, event('a'))
  })
  await streaming(here)
  here.session.stop()
  await here.put('b', 'Meanwhile')
  const before = here.cache.batches.length
  await here.session.start()
  await vi.waitFor(() => expect(here.cache.data(here.calendar).size).toBe(2))
  await streaming(here)
  const changes = here.cache.batches.slice(before).flatMap(({ groups }) => groups.flatMap((group) => group.changes))
  expect(changes.map((change) => change.href)).toEqual([`${CALENDAR}b.ics`])
})

test('an account stopped while it is still starting does not begin', async () => {
  const cache = createTestCache()
  const credentials = createMemoryCredentials()
  await credentials.set(accountId('late'), SECRET)
  const told = vi.fn()
  let answer = (): void => undefined
  const late = createSession({
    account: {
      id: accountId('late'),
      displayName: 'Late',
      kind: 'remote',
      origin: 'http://127.0.0.1:9',
      user: USER,
      principal: null,
      calendarHomes: [href(`/calendars/${USER}/`)],
      addressbookHomes: [],
      calendarUserAddresses: [],
      credentialOrigins: [],
    },
    credentials,
    cache: { ...cache, collections: () => new Promise((resolve) => (answer = () => resolve([]))) },
    apply: cache.apply,
    client: { userAgent: 'test' },
    clock: systemClock,
    onHealth: told,
    onProgress: told,
    onReachable: told,
  })
  const started = late.start()
  late.stop()
  answer()
  await started
  expect(late.connection()).toBeNull()
  expect(told).not.toHaveBeenCalled()
})
