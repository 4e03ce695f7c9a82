import type { Collection } from '../../shared/model/collection.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import type { PushHealth, PushMechanismName } from '../../shared/model/health.ts'
import { collectionId, type AccountId, type CollectionId, type Href, type SyncToken } from '../../shared/model/names.ts'
import { isLoopback } from '../http/loopback.ts'
import type { HomeCheckRequest, HomeCheckResult } from '../sync/home-check.ts'
import { holdsMembers, type SyncParts } from '../sync/parts.ts'
import { healthRows } from './health.ts'
import { createHomeKeeper, type HomeKeeper } from './home-keeper.ts'
import type { Proven } from './mechanism.ts'
import { createLongPoll } from './mechanisms/long-poll.ts'
import { createStreaming } from './mechanisms/streaming.ts'
import {
  chooseTargets,
  isMissingChanges,
  isRetrialDue,
  nothingDisproved,
  stepDown,
  type Holding,
  type Knowledge,
  type Step,
  type Target,
} from './policy.ts'
import { startWatcher, type Watcher } from './watcher.ts'

const TELL_AFTER_MS = 250
/** How long a change may take to be pushed before it counts as untold. */
const PUSH_WITHIN_MS = 60_000
const PUSH_WITHIN_WHEN_ASKED_MS = 3_000
const RELIST_AFTER_MS = 200
/** A token that dies as soon as it was given is not asked for again and again. */
const RESYNC_AGAIN_AFTER_MS = 60_000

export type SupervisorParts = {
  readonly sync: SyncParts
  readonly account: AccountId
  readonly homes: readonly Href[]
  readonly collectionsOf: (home: Href) => readonly Collection[]
  readonly check: (request: HomeCheckRequest) => Promise<HomeCheckResult>
  readonly onHealth: (rows: PushHealth[]) => void
  /** The password is refused: everything has stopped. */
  readonly onUnauthorized: (error: DavError) => void
}

export type Supervisor = {
  /** Looks at every home now, and tries for a better way of being told. */
  readonly checkNow: () => void
  /** Looks at every home now. */
  readonly relist: () => void
  readonly stop: () => void
}

type Running = Target & {
  readonly home: Href
  readonly holding: Exclude<Holding, 'none'>
  readonly watcher: Watcher
  readonly since: number
  established: boolean
  lastEventAt: number | null
  error: DavError | null
}

type Home = {
  readonly href: Href
  readonly keeper: HomeKeeper
  /** Its collections are known and have their tokens, or it has one itself. */
  ready: boolean
  /** Collections that cannot be held yet. */
  behind: ReadonlySet<CollectionId>
  resyncedAt: number
  promises: boolean
  refusesInfinite: boolean
}

const keyOf = ({ href, level }: Target, holding: Holding): string => `${holding} ${level} ${href}`

/**
 * Keeps one account up to date: picks by what the server does, steps down when a way fails, tries for better once a day, and looks
 * for itself now and then at what it should have been told.
 */
export function startSupervisor(parts: SupervisorParts): Supervisor {
  const { sync, account, collectionsOf, check, onHealth, onUnauthorized } = parts
  const { clock } = sync
  const mechanisms = { streaming: createStreaming(sync), 'long-poll': createLongPoll(sync) }
  const proven: Proven = { hello: false, heartbeat: false }
  const running = new Map<string, Running>()
  const caughtUp = new Set<CollectionId>()
  let knowledge: Knowledge = nothingDisproved(clock.now())
  let mechanism: { name: PushMechanismName; since: number } | null = null
  let stopped = false
  let telling = false
  let asked = false

  const url = (): URL => new URL(sync.connection().origin)
  const sourceOf = ({ href }: Target): CollectionId => collectionId(account, href)
  const isInfinite = ({ promises, refusesInfinite }: Home): boolean => promises && !refusesInfinite
  const watchesHome = (home: Href): boolean =>
    [...running.values()].some(({ level, href }) => level === 'infinite' && href === home)
  const isWatched = ({ home, id }: Collection): boolean =>
    watchesHome(home) || [...running.values()].some(({ collection }) => collection === id)
  const isCovered = (home: Href): boolean =>
    watchesHome(home) || (collectionsOf(home).length > 0 && collectionsOf(home).filter(holdsMembers).every(isWatched))

  function tell(): void {
    if (telling || stopped) return
    telling = true
    clock.after(TELL_AFTER_MS, () => {
      telling = false
      if (!stopped) onHealth(health())
    })
  }

  function health(): PushHealth[] {
    const facts = {
      account,
      host: url().host,
      knowledge,
      watches: [...running.values()],
      homes: homes.map((home) => {
        const status = home.keeper.status()
        const collections = collectionsOf(home.href)
        const lastMissAt = status.misses.at(-1) ?? null
        return { href: home.href, collections, lastMissAt, ...status }
      }),
    }
    return healthRows(facts, (name) => {
      if (mechanism?.name !== name) mechanism = { name, since: clock.now() }
      return mechanism.since
    })
  }

  function halt(): void {
    stopped = true
    for (const { watcher } of running.values()) watcher.stop()
    running.clear()
    for (const { keeper } of homes) keeper.stop()
  }

  function learn(next: Knowledge): void {
    knowledge = next
    reconcile()
    // What was told until now has to be asked for from here on.
    for (const { href, keeper } of homes) if (!isCovered(href)) keeper.pace()
  }

  /** Looks at the home as if nothing were known; the token of a single collection is for its own synchronisation to judge. */
  function beginAnew(home: Home, target: Target): void {
    const source = sourceOf(target)
    const generation = sync.generations.next(source)
    const states = target.level === 'infinite' ? [{ of: source, state: null }] : []
    const goOn = (): void => {
      reconcile()
      home.keeper.hurry()
    }
    sync.apply({ source, generation, origin: 'bulk', groups: [], states, settled: [] }).then(goOn, goOn)
  }

  function takeStep(
    home: Home,
    target: Target,
    step: Exclude<Step, { type: 'again' | 'stop' }>,
    error: DavError | null,
  ): void {
    switch (step.type) {
      case 'down':
        return learn(stepDown(step.to, step.reason, clock.now()))
      case 'not-infinite':
        home.refusesInfinite = true
        return beginAnew(home, target)
      case 'resync': {
        const now = clock.now()
        const wait = now - home.resyncedAt < RESYNC_AGAIN_AFTER_MS ? RESYNC_AGAIN_AFTER_MS : 0
        home.resyncedAt = now
        home.ready = false
        reconcile()
        if (wait === 0) beginAnew(home, target)
        else clock.after(wait, () => beginAnew(home, target))
        return
      }
      case 'needs-user':
        halt()
        if (error !== null) onUnauthorized(error)
    }
  }

  function watch(home: Home, target: Target, holding: Exclude<Holding, 'none'>): void {
    const source = sourceOf(target)
    const key = keyOf(target, holding)
    const collections = (): readonly Collection[] => {
      const all = collectionsOf(home.href)
      return target.collection === null ? all : all.filter(({ id }) => id === target.collection)
    }
    const watcher = startWatcher({
      sync,
      watch: { source, href: target.href, level: target.level, collections },
      holding,
      mechanism: mechanisms[holding],
      proven,
      nearby: isLoopback(url()),
      catchUp: !caughtUp.has(source),
      onHeld: () => {
        entry.established = true
        if (!knowledge.shown) {
          knowledge = { ...knowledge, shown: true }
          reconcile()
        }
        tell()
      },
      onPart: ({ changes, relist }, afterRestart) => {
        if (changes > 0 && caughtUp.has(source)) entry.lastEventAt = clock.now()
        caughtUp.add(source)
        if (relist) clock.after(RELIST_AFTER_MS, home.keeper.hurry)
        if (afterRestart && changes > 0) missed(home)
        tell()
      },
      onError: (error) => {
        entry.error = error
        if (error !== null) entry.established = false
        tell()
      },
      onStep: (step) => {
        running.delete(key)
        takeStep(home, target, step, entry.error)
        tell()
      },
    })
    const entry: Running = {
      ...target,
      home: home.href,
      holding,
      watcher,
      since: clock.now(),
      established: false,
      lastEventAt: null,
      error: null,
    }
    running.set(key, entry)
  }

  /** Makes what is held what should be held. */
  function reconcile(): void {
    if (stopped) return
    const { holding } = knowledge
    const ready = homes.filter((home) => home.ready)
    const facts = ready.map((home) => ({
      href: home.href,
      infinite: isInfinite(home),
      collections: collectionsOf(home.href).filter(({ id }) => !home.behind.has(id)),
    }))
    const targets = chooseTargets(facts, knowledge)
    const wanted = new Map(targets.map((target) => [keyOf(target, holding), target]))
    for (const [key, { watcher }] of running)
      if (!wanted.has(key)) {
        running.delete(key)
        watcher.stop()
      }
    for (const [key, target] of wanted) {
      const home = ready.find(
        ({ href }) => href === target.href || collectionsOf(href).some(({ id }) => id === target.collection),
      )
      if (home !== undefined && holding !== 'none' && !running.has(key)) watch(home, target, holding)
    }
    tell()
  }

  function missed(home: Home): void {
    home.keeper.missed()
    if (knowledge.holding !== 'none' && isMissingChanges(home.keeper.status().misses, clock.now()))
      learn(stepDown(knowledge.holding === 'streaming' ? 'long-poll' : 'none', 'missed', clock.now()))
  }

  /** A look at the home shows a token that a held request did not bring: if it stays so, that request is asked anew. */
  async function verify(entry: Running, listed: SyncToken | null, withinMs: number): Promise<void> {
    if (listed === null) return
    const stateOf = async (): Promise<SyncToken | null> => (await sync.cache.syncState(sourceOf(entry)))?.token ?? null
    const before = await stateOf()
    if (before === listed) return
    clock.after(withinMs, () => {
      void stateOf().then((later) => {
        if (later === before && !stopped) entry.watcher.restart()
      })
    })
  }

  function onChecked(home: Home, { listing, complete, behind }: HomeCheckResult): void {
    home.ready ||= complete
    home.behind = behind
    home.promises = listing.homePromisesSync && listing.homeSyncToken !== null
    if (isRetrialDue(knowledge, clock.now())) knowledge = nothingDisproved(clock.now())
    const withinMs = asked ? PUSH_WITHIN_WHEN_ASKED_MS : PUSH_WITHIN_MS
    asked = false
    for (const entry of running.values()) {
      if (entry.home !== home.href) continue
      const collection = listing.collections.find(({ id }) => id === entry.collection)
      const token = entry.collection === null ? listing.homeSyncToken : (collection?.syncToken ?? null)
      void verify(entry, token, withinMs).catch(() => undefined)
    }
    reconcile()
  }

  async function keep(href: Href): Promise<Home> {
    // With a token from the last run, its changes can be asked for at once, before anything is listed.
    const state = await sync.cache.syncState(collectionId(account, href)).catch(() => null)
    const home: Home = {
      href,
      ready: state !== null,
      behind: new Set(),
      resyncedAt: 0,
      promises: true,
      refusesInfinite: false,
      keeper: createHomeKeeper({
        sync,
        account,
        home: href,
        check,
        isWatched,
        homeToken: () => {
          if (watchesHome(href)) return 'watched'
          return isInfinite(home) && knowledge.holding !== 'none' ? 'wanted' : 'unused'
        },
        isCovered: () => isCovered(href),
        onChecked: (result) => onChecked(home, result),
        onNews: tell,
        onUnauthorized: (error) => {
          halt()
          onUnauthorized(error)
        },
      }),
    }
    return home
  }

  const homes: Home[] = []
  void Promise.all(parts.homes.map(keep)).then((kept) => {
    homes.push(...kept)
    if (stopped) return halt()
    reconcile()
    for (const { keeper } of homes) keeper.start()
    tell()
  })

  return {
    checkNow: () => {
      asked = true
      for (const home of homes) home.refusesInfinite = false
      if (knowledge.holding !== 'streaming') knowledge = nothingDisproved(clock.now())
      for (const { watcher, error } of running.values()) if (error !== null) watcher.restart()
      for (const { keeper } of homes) keeper.hurry()
    },
    relist: () => {
      for (const { keeper } of homes) keeper.hurry()
    },
    stop: halt,
  }
}
