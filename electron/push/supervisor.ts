import type { Collection } from '../../shared/model/collection.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import type { PushHealth, PushMechanismName } from '../../shared/model/health.ts'
import { collectionId, type AccountId, type CollectionId, type Href } from '../../shared/model/names.ts'
import type { HomeCheckRequest, HomeCheckResult } from '../sync/home-check.ts'
import type { SyncParts } from '../sync/parts.ts'
import { healthRows } from './health.ts'
import { createHeldSet, type Wanted } from './held-set.ts'
import { createHomeKeeper, type HomeKeeper } from './home-keeper.ts'
import {
  chooseTargets,
  isMissingChanges,
  isRetrialDue,
  nothingDisproved,
  stepDown,
  type Knowledge,
  type Step,
} from './policy.ts'

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
  /** The same array until something changes. */
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

type Home = {
  readonly href: Href
  readonly keeper: HomeKeeper
  /** Its collections are known and have their tokens, or it has one itself. */
  ready: boolean
  /** Collections that cannot be held yet. */
  behind: ReadonlySet<CollectionId>
  /** It says that it reports what is below it. */
  promises: boolean
  /** It did not. */
  refusesInfinite: boolean
  resyncedAt: number
}

const isInfinite = ({ promises, refusesInfinite }: Home): boolean => promises && !refusesInfinite

/**
 * Keeps one account up to date: picks by what the server does, steps down when a way fails, tries for better once a day, and looks
 * for itself now and then at what it should have been told.
 */
export function startSupervisor(parts: SupervisorParts): Supervisor {
  const { sync, account, collectionsOf, check, onHealth, onUnauthorized } = parts
  const { clock } = sync
  const homes: Home[] = []
  let knowledge: Knowledge = nothingDisproved(clock.now())
  let mechanism: { name: PushMechanismName; since: number } | null = null
  let stopped = false
  let telling = false
  let asked = false

  const homeAt = (href: Href): Home | undefined => homes.find((home) => home.href === href)

  const held = createHeldSet({
    sync,
    account,
    collectionsOf,
    onHeld: () => {
      if (knowledge.shown) return
      knowledge = { ...knowledge, shown: true }
      reconcile()
    },
    onRelist: (home) => clock.after(RELIST_AFTER_MS, () => homeAt(home)?.keeper.hurry()),
    onMissed: (home) => missed(homeAt(home)),
    onStep: takeStep,
    onNews: tell,
  })

  function tell(): void {
    if (telling || stopped) return
    telling = true
    clock.after(TELL_AFTER_MS, () => {
      telling = false
      if (!stopped) onHealth(health())
    })
  }

  function health(): PushHealth[] {
    const { host } = new URL(sync.connection().origin)
    const homeFacts = homes.map(({ href, keeper }) => {
      const status = keeper.status()
      return { href, collections: collectionsOf(href), lastMissAt: status.misses.at(-1) ?? null, ...status }
    })
    return healthRows({ account, host, knowledge, watches: held.facts(), homes: homeFacts }, (name) => {
      if (mechanism?.name !== name) mechanism = { name, since: clock.now() }
      return mechanism.since
    })
  }

  function halt(): void {
    stopped = true
    held.stop()
    for (const { keeper } of homes) keeper.stop()
  }

  function reconcile(): void {
    if (stopped) return
    const ready = homes.filter((home) => home.ready)
    const facts = ready.map((home) => ({
      href: home.href,
      infinite: isInfinite(home),
      collections: collectionsOf(home.href).filter(({ id }) => !home.behind.has(id)),
    }))
    const wanted = chooseTargets(facts, knowledge).flatMap((target) => {
      const home = facts.find(
        ({ href, collections }) => href === target.href || collections.some(({ id }) => id === target.collection),
      )
      return home === undefined ? [] : [{ home: home.href, target }]
    })
    held.reconcile(wanted, knowledge.holding)
    tell()
  }

  function learn(next: Knowledge): void {
    knowledge = next
    reconcile()
    // What was told until now has to be asked for from here on.
    for (const { href, keeper } of homes) if (!held.isCovered(href)) keeper.pace()
  }

  function missed(home: Home | undefined): void {
    if (home === undefined) return
    home.keeper.missed()
    if (knowledge.holding !== 'none' && isMissingChanges(home.keeper.status().misses, clock.now()))
      learn(stepDown(knowledge.holding === 'streaming' ? 'long-poll' : 'none', 'missed', clock.now()))
  }

  /** Looks at the home as if nothing were known; the token of a single collection is for its own synchronisation to judge. */
  function beginAnew(home: Home, { target }: Wanted): void {
    const source = collectionId(account, target.href)
    const generation = sync.generations.next(source)
    const states = target.level === 'infinite' ? [{ of: source, state: null }] : []
    const goOn = (): void => {
      reconcile()
      home.keeper.hurry()
    }
    sync.apply({ source, generation, origin: 'bulk', groups: [], states, settled: [] }).then(goOn, goOn)
  }

  function takeStep(wanted: Wanted, step: Exclude<Step, { type: 'again' | 'stop' }>, error: DavError | null): void {
    const home = homeAt(wanted.home)
    if (home === undefined) return
    switch (step.type) {
      case 'down':
        return learn(stepDown(step.to, step.reason, clock.now()))
      case 'not-infinite':
        home.refusesInfinite = true
        return beginAnew(home, wanted)
      case 'resync': {
        const again = clock.now() - home.resyncedAt < RESYNC_AGAIN_AFTER_MS
        home.resyncedAt = clock.now()
        home.ready = false
        reconcile()
        if (again) clock.after(RESYNC_AGAIN_AFTER_MS, () => beginAnew(home, wanted))
        else beginAnew(home, wanted)
        return
      }
      case 'needs-user':
        halt()
        if (error !== null) onUnauthorized(error)
    }
  }

  function onChecked(home: Home, { listing, complete, behind }: HomeCheckResult): void {
    home.ready ||= complete
    home.behind = behind
    home.promises = listing.homePromisesSync && listing.homeSyncToken !== null
    if (isRetrialDue(knowledge, clock.now())) knowledge = nothingDisproved(clock.now())
    held.verify(home.href, listing, asked ? PUSH_WITHIN_WHEN_ASKED_MS : PUSH_WITHIN_MS)
    asked = false
    reconcile()
  }

  async function keep(href: Href): Promise<Home> {
    // With a token from the last run, its changes can be asked for at once, before anything is listed.
    const state = await sync.cache.syncState(collectionId(account, href)).catch(() => null)
    const home: Home = {
      href,
      ready: state !== null,
      behind: new Set(),
      promises: true,
      refusesInfinite: false,
      resyncedAt: 0,
      keeper: createHomeKeeper({
        sync,
        account,
        home: href,
        check,
        isWatched: held.isWatched,
        homeToken: () => {
          if (held.watchesHome(href)) return 'watched'
          return isInfinite(home) && knowledge.holding !== 'none' ? 'wanted' : 'unused'
        },
        isCovered: () => held.isCovered(href),
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
      held.retry()
      for (const { keeper } of homes) keeper.hurry()
    },
    relist: () => {
      for (const { keeper } of homes) keeper.hurry()
    },
    stop: halt,
  }
}
