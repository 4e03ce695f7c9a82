import { join } from 'node:path'
import type { CommandOutput, Settings } from '../shared/ipc/commands.ts'
import type { AppEvent } from '../shared/ipc/events.ts'
import type { Account } from '../shared/model/account.ts'
import type { PushHealth, SyncProgress } from '../shared/model/health.ts'
import { LOCAL_ACCOUNT, href, type AccountId } from '../shared/model/names.ts'
import { addAccount } from './accounts/add.ts'
import type { CredentialStore } from './accounts/credentials.ts'
import { createSession, type Session } from './accounts/session.ts'
import { openAccountStore } from './accounts/store.ts'
import { createHandlers, type WindowControls } from './ipc/handlers.ts'
import type { Handlers } from './ipc/serve.ts'
import { openJournal } from './journal/journal.ts'
import type { SettingsStore } from './settings/settings.ts'
import { createCache, type Cache } from './sync/cache.ts'
import { systemClock } from './sync/clock.ts'
import { createIntake } from './sync/intake.ts'
import { memberRequests } from './sync/member-requests.ts'
import { createOutbox } from './sync/outbox.ts'

/** Where the local server answers in this run, and with what the app enters it. */
export type LocalServerAddress = { origin: string; principal: string; user: string; secret: string }
export type LocalServer = { start(): Promise<LocalServerAddress>; stop(): Promise<void> }

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
  onCacheState(state: 'starting' | 'rebuilding'): void
  setOnline(online: boolean): void
  /** After sleep: every connection is doubted and looked at now. */
  wake(): void
  stop(): Promise<void>
}

/** The main process without its shell: accounts, their sync and push, the outbox, and the commands over them. */
export async function startDaystream(parts: DaystreamParts): Promise<Daystream> {
  const { profile, settings, credentials, emit, log } = parts
  const inProfile = (name: string): string => join(profile, name)
  const cache = createCache()
  const journal = await openJournal(inProfile('journal.jsonl'))
  const accounts = await openAccountStore(inProfile('accounts.json'))
  const intake = createIntake((batch) => cache.apply(batch))

  const sessions = new Map<AccountId, Session>()
  const health = new Map<AccountId, PushHealth[]>()
  const progress = new Map<AccountId, SyncProgress[]>()
  let cacheState: CommandOutput<'app.state'>['cache'] = 'starting'
  let online = true

  const outbox = createOutbox({
    journal,
    overlays: cache,
    intake,
    requestsOf(account) {
      const session = sessions.get(account)
      return session === undefined || !online ? null : memberRequests(session.connection())
    },
    now: systemClock.now,
    random: systemClock.random,
  })

  const all = <Row>(rows: Map<AccountId, Row[]>): Row[] => [...rows.values()].flat()

  function open(account: Account): Session {
    const session = createSession({
      account,
      credentials,
      cache,
      apply: intake.apply,
      clock: systemClock,
      userAgent: `Daystream/${parts.version}`,
      resolveProxy: parts.resolveProxy,
      onHealth(rows) {
        health.set(account.id, rows)
        emit({ type: 'health', health: all(health) })
        if (rows.some(({ error }) => error === null)) outbox.wake(account.id)
      },
      onProgress(rows) {
        progress.set(account.id, rows)
        emit({ type: 'progress', progress: all(progress) })
      },
      onAccount: (changed) => keepAccount(changed),
    })
    sessions.set(account.id, session)
    session.setOnline(online || account.kind === 'local')
    return session
  }

  const report =
    (what: string) =>
    (error: unknown): void =>
      log.error(what, error)

  /** The cache shows the accounts that are configured, whatever it held before. */
  const showAccounts = (): void =>
    void cache
      .resetAccounts([...sessions.values()].map((each) => each.account()))
      .catch(report('Accounts could not be shown'))

  async function keepAccount(account: Account): Promise<void> {
    await accounts.put(account)
    showAccounts()
  }

  async function close(account: AccountId): Promise<void> {
    await sessions.get(account)?.stop()
    sessions.delete(account)
    health.delete(account)
    progress.delete(account)
    emit({ type: 'health', health: all(health) })
    emit({ type: 'progress', progress: all(progress) })
  }

  async function onLocalServer({ origin, principal, user, secret }: LocalServerAddress): Promise<void> {
    await credentials.set(LOCAL_ACCOUNT, secret)
    await close(LOCAL_ACCOUNT)
    const session = open({
      id: LOCAL_ACCOUNT,
      displayName: 'On this computer',
      kind: 'local',
      origin,
      user,
      principal: href(principal),
      calendarHomes: [href(`/calendars/${user}/`)],
      addressbookHomes: [href(`/contacts/${user}/`)],
      calendarUserAddresses: [],
    })
    showAccounts()
    session.start()
    outbox.wake(LOCAL_ACCOUNT)
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

  cache.onHello(() => {
    cacheState = 'ready'
    emit({ type: 'cache', state: 'ready' })
    showAccounts()
    void cache.resetPending(outbox.pending()).catch(report('Waiting edits could not be shown'))
  })

  for (const account of accounts.list()) open(account).start()
  if (settings.get().localAccount === true)
    void addLocalAccount().catch(report('The local server could not be started'))

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
    session(account) {
      const session = sessions.get(account)
      if (session === undefined) throw new Error('This account is not there any more.')
      return session
    },
    sessions: () => [...sessions.values()],
    addLocalAccount,
    async addAccount(input) {
      const found = await addAccount({
        ...input,
        existing: accounts.list(),
        userAgent: `Daystream/${parts.version}`,
        resolveProxy: parts.resolveProxy,
      })
      await credentials.set(found.account.id, input.password)
      await accounts.put(found.account)
      if (settings.get().localAccount === null) await settings.set({ localAccount: false })
      const session = open(found.account)
      showAccounts()
      session.start()
      return { account: found.account.id, calendars: found.calendars, addressBooks: found.addressBooks }
    },
    async setPassword(account, password) {
      await credentials.set(account, password)
      sessions.get(account)?.checkNow()
    },
    async removeAccount(account) {
      await close(account)
      if (account === LOCAL_ACCOUNT) {
        await settings.set({ localAccount: false })
        await localServer.stop()
      } else {
        await accounts.remove(account)
        await credentials.delete(account)
      }
      showAccounts()
    },
    onSettings: parts.onSettings,
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
      for (const session of sessions.values()) if (session.account().kind === 'remote') session.setOnline(online)
      if (online) outbox.wake(null)
    },
    wake() {
      for (const session of sessions.values()) session.checkNow()
      outbox.wake(null)
    },
    async stop() {
      await Promise.all([...sessions.values()].map((session) => session.stop()))
      await outbox.stop()
      await journal.close()
      await localServer.stop()
    },
  }
}
