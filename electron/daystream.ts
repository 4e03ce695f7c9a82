import { join } from 'node:path'
import type { CommandOutput, Settings } from '../shared/ipc/commands.ts'
import type { AppEvent } from '../shared/ipc/events.ts'
import type { PushHealth, SyncProgress } from '../shared/model/health.ts'
import { LOCAL_ACCOUNT, href, type AccountId } from '../shared/model/names.ts'
import { reasonOf } from '../shared/model/reason.ts'
import { findAccount } from './accounts/add.ts'
import { createMemoryCredentials, type CredentialStore } from './accounts/credentials.ts'
import { createSession } from './accounts/session.ts'
import { openAccountStore, type StoredAccount } from './accounts/store.ts'
import { createHandlers, type OpenAccount, type WindowControls } from './ipc/handlers.ts'
import type { Handlers } from './ipc/serve.ts'
import { openJournal } from './journal/journal.ts'
import { isLoopback } from './http/loopback.ts'
import type { SettingsStore } from './settings/settings.ts'
import { createCache, type Cache } from './sync/cache.ts'
import { systemClock } from './sync/clock.ts'
import { createIntake } from './sync/intake.ts'
import { memberRequests } from './sync/member-requests.ts'
import { createOutbox } from './sync/outbox.ts'

/** Where the local server answers in this run, and with what the app enters it. */
export type LocalServerAddress = { origin: string; principal: string; user: string; secret: string }
export type LocalServer = {
  start(): Promise<LocalServerAddress>
  allowFeedOrigins(origins: readonly string[]): void
  stop(): Promise<void>
}

/** What the shell gives: everything that only Electron knows. */
export type DaystreamParts = {
  /** Folder of this profile. */
  profile: string
  version: string
  settings: SettingsStore
  credentials: CredentialStore
  resolveProxy: (url: string) => Promise<string>
  /** Builds the keeper of the local server; `onAddress` is told of each of its starts. */
  localServer: (onAddress: (address: LocalServerAddress) => void) => LocalServer
  onSettings: (settings: Settings) => Promise<void>
  emit: (event: AppEvent) => void
  log: { info(line: string): void; error(line: string, error?: unknown): void }
}

export type Daystream = {
  cache: Cache
  handlers: Handlers<WindowControls>
  onCacheState: (state: 'starting' | 'rebuilding') => void
  setOnline: (online: boolean) => void
  /** After sleep: every connection is doubted and looked at now. */
  wake: () => void
  stop: () => Promise<void>
}

/** "On this computer" before its server answers: enough to show what the cache holds of it. */
const NOT_STARTED = { origin: 'http://127.0.0.1', principal: '/principals/me/', user: 'me' }

const localAccount = ({ origin, principal, user }: Omit<LocalServerAddress, 'secret'>): StoredAccount => ({
  id: LOCAL_ACCOUNT,
  displayName: 'On this computer',
  kind: 'local',
  origin,
  user,
  principal: href(principal),
  calendarHomes: [href(`/calendars/${user}/`)],
  addressbookHomes: [href(`/addressbooks/${user}/`)],
  calendarUserAddresses: [],
  credentialOrigins: [],
})

/** Whether its server is on this computer: then it can be reached without any network. */
const isNear = ({ origin }: StoredAccount): boolean => isLoopback(new URL(origin))

/** The main process without its shell: accounts, their sync and push, the outbox, and the commands over them. */
export async function startDaystream(parts: DaystreamParts): Promise<Daystream> {
  const { profile, settings, credentials, emit, log } = parts
  const inProfile = (name: string): string => join(profile, name)
  const cache = createCache()
  const journal = await openJournal(inProfile('journal.jsonl'))
  const accounts = await openAccountStore(inProfile('accounts.json'))
  const intake = createIntake((batch) => cache.apply(batch))

  /** The secret of this run; it never touches the disk. */
  const localCredentials = createMemoryCredentials()
  const opened = new Map<AccountId, OpenAccount & { account: StoredAccount }>()
  const client = { userAgent: `Daystream/${parts.version}`, resolveProxy: parts.resolveProxy }
  const health = new Map<AccountId, PushHealth[]>()
  const progress = new Map<AccountId, SyncProgress[]>()
  let cacheState: CommandOutput<'app.state'>['cache'] = 'starting'
  let online = true

  const outbox = createOutbox({
    journal,
    overlays: cache,
    intake,
    requestsOf(account) {
      const connection = opened.get(account)?.session.connection() ?? null
      return connection === null ? null : memberRequests(connection)
    },
    now: systemClock.now,
    random: systemClock.random,
  })

  const all = <Row>(rows: Map<AccountId, Row[]>): Row[] => [...rows.values()].flat()

  const report =
    (what: string) =>
    (error: unknown): void =>
      log.error(what, error)

  /** The cache shows the accounts that are configured, whatever it held before. */
  function showAccounts(): void {
    // Also those not opened yet: what the cache is not told of, it forgets.
    const local = opened.get(LOCAL_ACCOUNT)?.account ?? localAccount(NOT_STARTED)
    const configured = [...(settings.get().localAccount === true ? [local] : []), ...accounts.all()]
    cache.resetAccounts(configured).catch(report('Accounts could not be shown'))
  }

  /** Resolves when its server can be asked. */
  function open(account: StoredAccount): Promise<void> {
    const { id } = account
    const session = createSession({
      account,
      credentials: account.kind === 'local' ? localCredentials : credentials,
      cache,
      apply: intake.apply,
      client,
      clock: systemClock,
      onHealth(rows) {
        health.set(id, rows)
        emit({ type: 'health', health: all(health) })
      },
      onProgress(rows) {
        progress.set(id, rows)
        emit({ type: 'progress', progress: all(progress) })
      },
      onReachable: () => outbox.wake(id),
    })
    opened.set(id, { account, session })
    session.setOnline(online || isNear(account))
    showAccounts()
    return session.start().catch(report('An account could not be opened'))
  }

  function close(id: AccountId): void {
    opened.get(id)?.session.stop()
    opened.delete(id)
    health.delete(id)
    progress.delete(id)
    emit({ type: 'health', health: all(health) })
    emit({ type: 'progress', progress: all(progress) })
    showAccounts()
  }

  async function onLocalServer(address: LocalServerAddress): Promise<void> {
    await localCredentials.set(LOCAL_ACCOUNT, address.secret)
    const account = localAccount(address)
    const before = opened.get(LOCAL_ACCOUNT)
    if (before === undefined) return open(account)
    opened.set(LOCAL_ACCOUNT, { account, session: before.session })
    showAccounts()
    before.session.reconnect(account.origin)
  }

  let localReady: Promise<unknown> = Promise.resolve()
  const localServer = parts.localServer((address) => {
    localReady = onLocalServer(address).catch(report('The local account could not be opened'))
  })

  async function addLocalAccount(): Promise<AccountId> {
    if (settings.get().localAccount !== true) await settings.set({ localAccount: true })
    await localServer.start()
    await localReady
    return LOCAL_ACCOUNT
  }

  /** Without its server there is no session that could say why. */
  function tellLocalTrouble(error: unknown): void {
    log.error('The local server could not be started', error)
    if (opened.has(LOCAL_ACCOUNT)) return
    const nothingYet = { lastEventAt: null, lastCheckedAt: null, lastMissAt: null, nextPollAt: null, whyNotBetter: '' }
    const trouble = {
      collection: null,
      mechanism: 'offline',
      since: systemClock.now(),
      error: reasonOf(error),
    } as const
    health.set(LOCAL_ACCOUNT, [{ account: LOCAL_ACCOUNT, ...nothingYet, ...trouble }])
    emit({ type: 'health', health: all(health) })
  }

  cache.onHello(() => {
    cacheState = 'ready'
    emit({ type: 'cache', state: 'ready' })
    showAccounts()
    void cache.resetPending(outbox.pending()).catch(report('Waiting edits could not be shown'))
  })

  for (const damage of [journal.damage, accounts.damage]) if (damage !== null) log.error(damage)
  for (const account of accounts.all()) void open(account)
  if (settings.get().localAccount === true) void addLocalAccount().catch(tellLocalTrouble)

  const handlers = createHandlers({
    settings,
    outbox,
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    state: () => ({
      health: all(health),
      progress: all(progress),
      cache: cacheState,
      online,
      credentialStorage: credentials.storage(),
      version: parts.version,
    }),
    open(id) {
      const found = opened.get(id)
      if (found === undefined) throw new Error('This account is not there any more.')
      return found
    },
    checkNow(id) {
      for (const { account, session } of opened.values()) if (id === null || account.id === id) session.checkNow()
    },
    addLocalAccount,
    async addAccount(input) {
      const { account, calendars, addressBooks } = await findAccount({
        ...input,
        existing: accounts.all(),
        client,
      })
      await credentials.set(account.id, input.password)
      await accounts.put(account)
      if (settings.get().localAccount === null) await settings.set({ localAccount: false })
      void open(account)
      return { account: account.id, calendars, addressBooks }
    },
    async setPassword(account, password) {
      await credentials.set(account, password)
      opened.get(account)?.session.reconnect()
    },
    async removeAccount(account) {
      if (account === LOCAL_ACCOUNT) {
        await settings.set({ localAccount: false })
        await localServer.stop()
      } else {
        await accounts.remove(account)
        await credentials.delete(account)
      }
      close(account)
    },
    async onSettings(next) {
      localServer.allowFeedOrigins(next.allowFeedOrigins)
      await parts.onSettings(next)
    },
  })

  return {
    cache,
    handlers,
    onCacheState(state) {
      cacheState = state
      emit({ type: 'cache', state })
    },
    setOnline(now) {
      online = now
      emit({ type: 'network', online })
      for (const { account, session } of opened.values()) if (!isNear(account)) session.setOnline(online)
      if (online) outbox.wake(null)
    },
    wake() {
      for (const { session } of opened.values()) session.checkNow()
      outbox.wake(null)
    },
    async stop() {
      for (const { session } of opened.values()) session.stop()
      await outbox.stop()
      await journal.close()
      await localServer.stop()
    },
  }
}
