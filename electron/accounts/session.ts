import type { Collection } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import type { PushHealth, SyncProgress } from '../../shared/model/health.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { listCollections } from '../dav/collections.ts'
import type { DavConnection } from '../dav/connection.ts'
import { startSupervisor, type Supervisor } from '../push/supervisor.ts'
import type { Clock } from '../sync/clock.ts'
import { createGenerations } from '../sync/generations.ts'
import { checkHome } from '../sync/home-check.ts'
import type { Apply } from '../sync/intake.ts'
import { createLimiter } from '../sync/limiter.ts'
import type { SessionCache, SyncParts } from '../sync/parts.ts'
import { createProgressBoard } from '../sync/progress.ts'
import { createQuirks } from '../sync/quirks.ts'
import { connectAccount, type ClientOptions } from './connection.ts'
import type { CredentialStore } from './credentials.ts'
import type { StoredAccount } from './store.ts'

const FIRST_SYNCS_AT_ONCE = 2
const none: readonly Collection[] = []

export type SessionParts = {
  readonly account: StoredAccount
  readonly credentials: CredentialStore
  readonly cache: SessionCache
  /** The one door into the cache: holds back what the user's own writes will settle. */
  readonly apply: Apply
  readonly client: ClientOptions
  readonly clock: Clock
  /** All rows of this account. */
  readonly onHealth: (rows: PushHealth[]) => void
  /** All first syncs of this account, under way or just ended. */
  readonly onProgress: (rows: SyncProgress[]) => void
  /** The server answers again after it did not, or for the first time: what waits for it can be sent. */
  readonly onReachable: () => void
}

export type Session = {
  /** Begins with what the cache knows; resolves when that is told. */
  readonly start: () => Promise<void>
  readonly stop: () => void
  /** Looks for changes everywhere now, takes up stopped first syncs, and tries for a better way of being told. */
  readonly checkNow: () => void
  /** Stops a first sync; what came stays. */
  readonly cancel: (collection: CollectionId) => void
  readonly collections: () => readonly Collection[]
  /** Lists the collections anew, as after creating one. @throws DavError */
  readonly relist: () => Promise<void>
  /** The way to the server; null while there is none: offline, or without a password. */
  readonly connection: () => DavConnection | null
  readonly setOnline: (online: boolean) => void
  /** After the password or (local server) the origin changed, or the server came back. */
  readonly reconnect: (origin?: string) => void
}

/** Whether two listings are the same to whoever looks at them: tokens move with every change. */
function looksSame(a: readonly Collection[], b: readonly Collection[]): boolean {
  const shown = (collections: readonly Collection[]): string =>
    JSON.stringify(
      collections.map(({ ctag: _ctag, syncToken: _syncToken, subscription, ...rest }) => ({
        ...rest,
        subscription: subscription === null ? null : { ...subscription, readAt: 0 },
      })),
    )
  return shown(a) === shown(b)
}

/** Everything that keeps one account's calendars and contacts in the cache as they are on its server. */
export function createSession(parts: SessionParts): Session {
  const { credentials, cache, apply, client, clock, onHealth, onProgress, onReachable } = parts
  let account = parts.account
  const { id } = account
  const homes = [...new Set([...account.calendarHomes, ...account.addressbookHomes])]
  const generations = createGenerations(clock.now)
  const limiter = createLimiter(FIRST_SYNCS_AT_ONCE)
  const progress = createProgressBoard(clock, (rows) => {
    if (begun) onProgress(rows)
  })
  let collections: readonly Collection[] = []
  let byHome = new Map<Href, readonly Collection[]>()
  let connection: DavConnection | null = null
  let supervisor: Supervisor | null = null
  let online = true
  let begun = false
  let stopped = false
  let wasReachable = false
  let stopListening = (): void => undefined

  function tellTrouble(mechanism: 'offline' | 'needs-you', error: string): void {
    wasReachable = false
    onHealth([
      {
        account: id,
        collection: null,
        mechanism,
        since: clock.now(),
        lastEventAt: null,
        lastCheckedAt: null,
        lastMissAt: null,
        nextPollAt: null,
        whyNotBetter: '',
        error,
      },
    ])
  }

  const collectionsOf = (home: Href): readonly Collection[] => byHome.get(home) ?? none

  function setCollections(next: readonly Collection[]): void {
    collections = next
    byHome = new Map(homes.map((home) => [home, next.filter((collection) => collection.home === home)]))
  }

  async function takeListing(home: Href, listed: readonly Collection[]): Promise<void> {
    const next = homes.flatMap((each) => (each === home ? listed : collectionsOf(each)))
    const same = looksSame(collections, next)
    setCollections(next)
    if (same) return
    await cache.resetCollections(id, next)
  }

  function halt(): void {
    supervisor?.stop()
    connection?.http.close()
    supervisor = null
    connection = null
  }

  function launch(): void {
    halt()
    if (!begun) return
    const { host } = new URL(account.origin)
    if (!online)
      return tellTrouble('offline', 'This computer is offline. What you change is kept and goes out when it is back.')
    const password = credentials.get(id)
    if (password === null)
      return tellTrouble('needs-you', `The password for ${account.user} on ${host} is not here. Enter it again.`)
    const opened = connectAccount(account, password, client)
    connection = opened
    const sync: SyncParts = { connection: () => opened, cache, apply, generations, quirks: createQuirks(), clock }
    const check = {
      ...sync,
      account: id,
      limiter,
      progress,
      collectionsOf,
      onListing: takeListing,
    }
    supervisor = startSupervisor({
      sync,
      account: id,
      homes,
      collectionsOf,
      check: (request) => checkHome(check, request),
      onHealth: (rows) => {
        onHealth(rows)
        const reachable = rows.every(
          ({ mechanism, lastCheckedAt }) =>
            mechanism === 'streaming' ||
            (mechanism !== 'offline' && mechanism !== 'needs-you' && lastCheckedAt !== null),
        )
        if (reachable && !wasReachable) onReachable()
        wasReachable = reachable
      },
      onUnauthorized: () => {
        halt()
        tellTrouble(
          'needs-you',
          `${host} does not accept the password of ${account.user}. Enter it again; nothing is lost meanwhile.`,
        )
      },
    })
  }

  return {
    async start() {
      stopped = false
      stopListening = cache.onHello((fresh) => {
        if (!fresh || !begun) return
        halt()
        cache.resetCollections(id, [...collections]).then(launch, launch)
      })
      // What the cache cannot tell, the server can.
      const known = await cache.collections(id).catch(() => [])
      if (stopped) return
      setCollections(known)
      begun = true
      launch()
    },
    stop() {
      stopped = true
      begun = false
      stopListening()
      halt()
    },
    checkNow() {
      progress.resume()
      if (supervisor === null) launch()
      else supervisor.checkNow()
    },
    cancel: progress.cancel,
    collections: () => collections,
    async relist() {
      if (connection === null)
        throw new DavError('unreachable', `${new URL(account.origin).host} cannot be reached now. Try again later.`)
      for (const home of homes) {
        const { collections: listed } = await listCollections(connection, { account: id, home, now: clock.now() })
        // One's own last calendar may be gone; all of several at once are not.
        if (listed.length > 0 || collectionsOf(home).length <= 1) await takeListing(home, listed)
      }
      supervisor?.relist()
    },
    connection: () => connection,
    setOnline(next) {
      if (next === online) return
      online = next
      launch()
    },
    reconnect(origin) {
      if (origin !== undefined && origin !== account.origin)
        account = { ...account, origin, credentialOrigins: [origin] }
      launch()
    },
  }
}
