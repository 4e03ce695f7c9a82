import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { CacheRequest } from '../shared/ipc/cache-port.ts'
import { LOCAL_ACCOUNT, collectionId, href } from '../shared/model/names.ts'
import { createMemoryCredentials } from './accounts/credentials.ts'
import { startDaystream, type Daystream, type LocalServerAddress } from './daystream.ts'
import type { WindowControls } from './ipc/handlers.ts'
import { CALENDAR, event, run, SECRET, USER, type Running } from './local-server/testing/client.ts'
import { openSettings } from './settings/settings.ts'
import type { CachePort } from './sync/cache.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const window: WindowControls = { control: () => undefined }

/** A worker with an empty cache that takes everything. */
function emptyWorker(): CachePort & { seen: CacheRequest[] } {
  let tell = (_message: unknown): void => undefined
  const seen: CacheRequest[] = []
  return {
    seen,
    postMessage(request) {
      seen.push(request)
      const { seq, type } = request
      const value = type === 'read.etags' || type === 'read.collections' ? [] : null
      setTimeout(() => tell(type.startsWith('read.') ? { type: 'value', seq, value } : { type: 'ack', seq }), 5)
    },
    onMessage(listener) {
      tell = listener
      setTimeout(() => tell({ type: 'hello', fresh: true }), 5)
    },
    onClose: () => undefined,
  }
}

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

type Ground = { daystream: Daystream; server: Running; worker: ReturnType<typeof emptyWorker>; log: string[] }

async function ground(begun = false, start: () => Promise<void> = async () => undefined): Promise<Ground> {
  const profile = await temporaryFolder()
  const server = await run()
  endings.push(server.close)
  const { origin, principal } = server.server
  const log: string[] = []
  const settings = await openSettings(join(profile, 'settings.json'))
  if (begun) await settings.set({ localAccount: true })
  const daystream = await startDaystream({
    profile,
    version: '1',
    settings,
    credentials: createMemoryCredentials(),
    resolveProxy: async () => 'DIRECT',
    localServer: (onAddress) => ({
      async start() {
        await start()
        const address: LocalServerAddress = { origin, principal, user: USER, secret: SECRET }
        onAddress(address)
        return address
      },
      allowFeedOrigins: () => undefined,
      stop: async () => undefined,
    }),
    onSettings: async () => undefined,
    emit: () => undefined,
    log: { info: () => undefined, error: (line) => log.push(line) },
  })
  endings.push(daystream.stop)
  const worker = emptyWorker()
  daystream.cache.connect(worker)
  return { daystream, server, worker, log }
}

const newCalendar = { kind: 'calendar', displayName: 'Work', hue: 'blue' } as const
const edit = {
  collection: collectionId(LOCAL_ACCOUNT, href(CALENDAR)),
  href: href(`${CALENDAR}lunch.ics`),
  base: null,
  data: event('lunch'),
  title: 'Lunch',
}

test('what was just begun on this computer takes the next command', async () => {
  const { daystream } = await ground()
  const { account } = await daystream.handlers['account.addLocal']({}, window)
  await expect(daystream.handlers['collection.create']({ account, ...newCalendar }, window)).resolves.toBeDefined()
})

test('an account whose server is on this computer needs no network', async () => {
  const { daystream, server } = await ground()
  const address = { address: server.server.origin, user: USER, password: SECRET }
  const { account } = await daystream.handlers['account.add'](address, window)
  const create = (): Promise<unknown> => daystream.handlers['collection.create']({ account, ...newCalendar }, window)
  await vi.waitFor(create)
  daystream.setOnline(false)
  await expect(create()).resolves.toBeDefined()
})

test('an edit reaches its server, and the cache hears that it is settled', async () => {
  const { daystream, server, worker } = await ground()
  await daystream.handlers['account.addLocal']({}, window)
  const { id } = await daystream.handlers['edit.put'](edit, window)
  await vi.waitFor(async () => expect((await server.send('GET', edit.href)).body).toBe(edit.data))
  await vi.waitFor(() =>
    expect(worker.seen.some((request) => request.type === 'apply' && request.settled.includes(id))).toBe(true),
  )
})

test('an edit of a removed account is kept, and sending it says that there is no such account', async () => {
  const { daystream, server } = await ground()
  await daystream.handlers['account.addLocal']({}, window)
  await server.close()
  const { id } = await daystream.handlers['edit.put'](edit, window)
  await daystream.handlers['account.remove']({ account: LOCAL_ACCOUNT }, window)
  await expect(daystream.handlers['pending.retry']({ id }, window)).rejects.toThrow(
    'This account is not there any more.',
  )
})

test('a local server that does not start is shown with its reason', async () => {
  const why = 'Port 4711 is taken by another program.'
  const { daystream, log } = await ground(true, () => Promise.reject(new Error(why)))
  await vi.waitFor(async () =>
    expect((await daystream.handlers['app.state']({}, window)).health).toMatchObject([
      { account: LOCAL_ACCOUNT, mechanism: 'offline', error: why },
    ]),
  )
  expect(log).toEqual(['The local server could not be started'])
})
