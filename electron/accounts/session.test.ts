import { afterEach, expect, test, vi } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import type { PushHealth, SyncProgress } from '../../shared/model/health.ts'
import { accountId, collectionId, href, type CollectionId } from '../../shared/model/names.ts'
import { CALENDAR, run, SECRET, USER, type Running } from '../local-server/testing/client.ts'
import { systemClock } from '../sync/clock.ts'
import { createTestCache, type TestCache } from '../sync/test-cache.ts'
import { createMemoryCredentials } from './credentials.ts'
import { createSession, type Session } from './session.ts'
import type { StoredAccount } from './store.ts'

const event = (uid: string, summary: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    'DTSTART:20260101T100000Z',
    `SUMMARY:${summary}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')

type Ground = {
  server: Running
  cache: TestCache
  session: Session
  health: () => PushHealth[]
  progress: SyncProgress[][]
  collections: () => readonly Collection[]
  calendar: CollectionId
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
