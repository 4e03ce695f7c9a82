import { z } from 'zod'
import {
  cacheRequestSchema,
  type CacheAnswer,
  type CacheApply,
  type CacheRequest,
} from '../../shared/ipc/cache-port.ts'
import { viewRequestSchema, type DeltaOrigin, type ViewAnswer } from '../../shared/ipc/view-port.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import { createCacheStore, type CacheStore } from './cache-store.ts'
import { isDamage, plainly } from './database-error.ts'
import { cacheDatabase } from './database.ts'
import { createIndexes } from './indexes.ts'
import { objectState } from './object-state.ts'
import type { Address } from './occurrence-index.ts'
import { openDatabase } from './open-database.ts'
import { createSearch, type Search } from './search.ts'
import { createViews, type Post } from './views.ts'

/** Series are worked out no longer than this at a time. */
const SLICE_MS = 8
/** However slow the machine, each slice brings some further. */
const LEAST_EXPANSIONS = 20
/** Nobody asked for anything this long: time to work out what may be looked at next. */
const IDLE_MS = 100
/** And this long: time to make the search index. */
const SEARCH_IDLE_MS = 3_000

export type ServicePort<Answer> = {
  postMessage(answer: Answer): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

export type CacheService = {
  connectCache(port: ServicePort<CacheAnswer>): void
  connectView(port: ServicePort<ViewAnswer>): void
}

const numberedSchema = z.object({ seq: z.number() })

const refusal = (seq: number, reason: 'stale' | 'failed', message: string): CacheAnswer => ({
  type: 'refused',
  seq,
  reason,
  message,
})
const always = (): boolean => true
const never = (): boolean => false

/** Lets every message that waits have its turn; a timer would wait 4 ms. */
function soon(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

function slice(): () => boolean {
  const until = performance.now() + SLICE_MS
  let least = LEAST_EXPANSIONS
  return () => least-- > 0 || performance.now() < until
}

/**
 * The cache behind its ports. It opens its database at once, and serves windows meanwhile with what is there. Requests of main are done one
 * after the other; requests of windows at once, from memory.
 *
 * @param die gives the worker up: its database could not be made, or was found damaged and has been deleted, so that the next worker
 *   starts afresh
 */
export function createCacheService(die: (error: unknown) => void): CacheService {
  const indexes = createIndexes()
  const { members, occurrences, contacts } = indexes
  const generations = new Map<CollectionId, number>()
  const windows = new Set<Post>()
  let store: CacheStore | null = null
  let search: Search | null = null
  let unshown: ReadonlySet<CollectionId> = new Set()
  let announced = false
  let zone = 'UTC'
  let timer: ReturnType<typeof setTimeout> | undefined
  let toldBroken = members.broken()

  const views = createViews({
    members,
    occurrences,
    contacts,
    loaded: () => store !== null,
    unshown: () => unshown,
    showObject: (post, view, at) => void opened.then(({ store }) => showObject(store, post, view, at)).catch(fail),
  })

  function tell(origin: DeltaOrigin, mayGoOn: () => boolean): void {
    const changes = indexes.takeChanges()
    for (const { before, after } of changes) {
      const at = (after ?? before)?.at
      if (at !== undefined) search?.touch(at)
    }
    views.changed(changes, origin, mayGoOn)
    if (members.broken() !== toldBroken) {
      toldBroken = members.broken()
      for (const post of windows) tellBroken(post)
    }
    rest()
  }

  function tellBroken(post: Post): void {
    post({ type: 'broken', objects: toldBroken.map(({ at, reason }) => ({ ...at, reason })) })
  }

  function announce(): void {
    announced = true
    for (const post of windows) post({ type: 'ready' })
  }

  async function readUnshown(from: CacheStore): Promise<void> {
    const inboxes = (await from.collections())
      .filter(({ kind }) => kind === 'schedule-inbox' || kind === 'schedule-outbox')
      .map(({ id }) => id)
    const same = inboxes.length === unshown.size && inboxes.every((id) => unshown.has(id))
    unshown = new Set(inboxes)
    if (!same) views.refresh(slice())
  }

  async function open(): Promise<{ store: CacheStore; search: Search; fresh: boolean }> {
    const { value: made, fresh } = await openDatabase(
      async (database) => {
        const made = createCacheStore(database)
        members.forget(() => true)
        await readUnshown(made)
        members.resetPending(await made.pending())
        await made.pages.load(({ collection, rows }) => {
          members.putServer(rows.map((row) => ({ collection, ...row })))
          // Series wait until everything is there: main is waiting for that too.
          tell('bulk', never)
        }, soon)
        return made
      },
      () => die(new Error('The database of the cache was deleted.')),
    )
    store = made
    search = createSearch({
      members,
      pages: made.pages,
      occurrences,
      unshown: () => unshown,
      pause: soon,
      now: Date.now,
    })
    views.refresh(slice())
    if (!fresh) announce()
    rest()
    return { store: made, search, fresh }
  }

  const opened = open()
  opened.catch(die)

  /** A request that the database failed: what is damaged is deleted, and the next worker starts afresh. */
  async function fail(error: unknown): Promise<void> {
    if (!isDamage(error)) return
    await cacheDatabase(false).delete()
    die(error)
  }

  async function answer(store: CacheStore, request: CacheRequest): Promise<CacheAnswer> {
    const { seq } = request
    switch (request.type) {
      case 'apply':
        return (await apply(store, request)) ? { type: 'ack', seq } : refusal(seq, 'stale', 'A newer sync came first.')
      case 'accounts.reset':
        members.forget(await store.resetAccounts(request.accounts))
        await readUnshown(store)
        tell('bulk', slice())
        if (!announced) announce()
        return { type: 'ack', seq }
      case 'collections.reset':
        members.forget(await store.resetCollections(request.account, request.collections))
        await readUnshown(store)
        tell('bulk', slice())
        return { type: 'ack', seq }
      case 'pending.reset':
        await store.resetPending(request.pending)
        members.resetPending(request.pending)
        tell('bulk', slice())
        return { type: 'ack', seq }
      case 'pending.put':
        await store.putPending(request.pending)
        members.putPending(request.pending)
        tell('own', always)
        return { type: 'ack', seq }
      case 'pending.remove':
        await store.removePending(request.id)
        members.removePending([request.id])
        tell('own', always)
        return { type: 'ack', seq }
      case 'read.syncState':
        return { type: 'value', seq, value: await store.syncState(request.of) }
      case 'read.etags':
        return { type: 'value', seq, value: await store.etags(request.collection) }
      case 'read.object':
        return { type: 'value', seq, value: await store.object(request) }
      case 'read.collections': {
        const all = await store.collections()
        return { type: 'value', seq, value: all.filter(({ account }) => account === request.account) }
      }
    }
  }

  async function apply(store: CacheStore, batch: CacheApply): Promise<boolean> {
    const newest = generations.get(batch.source) ?? batch.generation
    if (batch.generation < newest) return false
    generations.set(batch.source, batch.generation)
    for (const { at, row } of await store.apply(batch)) {
      if (row === null) members.removeServer([at])
      else members.putServer([{ ...at, ...row }])
    }
    members.removePending(batch.settled)
    // A listing may bring thousands of series; what someone did is drawn at once.
    tell(batch.origin, batch.origin === 'bulk' ? slice() : always)
    return true
  }

  async function showObject(store: CacheStore, post: Post, view: string, at: Address): Promise<void> {
    const object = objectState(await store.object(at), members.edits(at))
    post({ type: 'object', view, ...at, object })
  }

  /** Puts off what can wait until nobody wants anything. */
  function rest(): void {
    clearTimeout(timer)
    timer = setTimeout(finish)
  }
  function finish(): void {
    if (store === null) return
    const done = views.finish(slice())
    timer = done ? setTimeout(prepare, IDLE_MS) : setTimeout(finish)
  }
  function prepare(): void {
    const done = views.prepare(slice())
    timer = done ? setTimeout(() => void search?.prepare().catch(fail), SEARCH_IDLE_MS) : setTimeout(prepare)
  }

  let tail: Promise<unknown> = opened

  return {
    connectCache(port) {
      void opened.then(({ fresh }) => port.postMessage({ type: 'hello', fresh })).catch(() => undefined)
      port.onMessage((message) => {
        const parsed = cacheRequestSchema.safeParse(message)
        if (!parsed.success) {
          const numbered = numberedSchema.safeParse(message)
          if (numbered.success) port.postMessage(refusal(numbered.data.seq, 'failed', 'The cache does not know this.'))
          return
        }
        const request = parsed.data
        tail = tail
          .then(async () => answer((await opened).store, request))
          .catch(async (error: unknown) => {
            await fail(error)
            return refusal(request.seq, 'failed', plainly(error))
          })
          .then((reply) => port.postMessage(reply))
      })
    },
    connectView(port) {
      const post: Post = (reply) => port.postMessage(reply)
      windows.add(post)
      port.onClose(() => {
        windows.delete(post)
        views.leave(post)
      })
      if (announced) post({ type: 'ready' })
      if (toldBroken.length > 0) tellBroken(post)
      port.onMessage((message) => {
        const parsed = viewRequestSchema.safeParse(message)
        if (!parsed.success) return
        const request = parsed.data
        if (request.type === 'search') {
          const { request: number, query, limit } = request
          void opened
            .then(async ({ search }) => search.find(query, limit, zone))
            .then((results) => post({ type: 'found', request: number, results }))
            .catch(fail)
          return
        }
        if (request.type === 'occurrences.open') zone = request.zone
        views.ask(post, request, slice())
        rest()
      })
    },
  }
}
