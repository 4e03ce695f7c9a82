import {
  cacheAnswerSchema,
  cacheValueSchemas,
  type CacheAnswer,
  type CacheApply,
  type CacheRequest,
} from '../../shared/ipc/cache-port.ts'
import type { Account } from '../../shared/model/account.ts'
import type { PendingChange, StoredObject, SyncState } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import {
  splitCollectionId,
  type AccountId,
  type CollectionId,
  type ETag,
  type Href,
  type PendingChangeId,
} from '../../shared/model/names.ts'

/** Bulk batches the worker may have at once: more would only wait in its port, in front of live changes. */
const MAX_BULK_UNDER_WAY = 2

export type Batch = Omit<CacheApply, 'type' | 'seq'>

/** Main's end of a port to a worker. */
export type CachePort = {
  postMessage(message: CacheRequest): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

export type Cache = {
  /**
   * Commits a batch: objects, sync states and settled overlays in one transaction.
   * @returns when it is in the cache; `stale` when a newer generation of its source came first, or the cache was lost meanwhile
   *   and is being filled anew
   * @throws Error when the cache cannot take it, as on a full disk
   */
  apply(batch: Batch): Promise<'applied' | 'stale'>
  resetAccounts(accounts: Account[]): Promise<void>
  resetCollections(account: AccountId, collections: Collection[]): Promise<void>
  resetPending(pending: PendingChange[]): Promise<void>
  putPending(pending: PendingChange): Promise<void>
  removePending(id: PendingChangeId): Promise<void>
  syncState(of: CollectionId): Promise<SyncState | null>
  etags(collection: CollectionId): Promise<Map<Href, ETag | null>>
  object(collection: CollectionId, href: Href): Promise<Pick<StoredObject, 'etag' | 'scheduleTag' | 'data'> | null>
  collections(account: AccountId): Promise<Collection[]>
  /** Takes the port to a newly born worker; what the one before did not acknowledge is sent again. */
  connect(port: CachePort): void
  /** Hears each worker's first word; `fresh`: its database is empty and wants everything again. Returns how to stop. */
  onHello(listener: (fresh: boolean) => void): () => void
}

type Without<Request, Key extends string> = Request extends unknown ? Omit<Request, Key> : never
type Question = Without<CacheRequest, 'seq'>
type Settled = { type: 'stale' } | { type: 'value'; value: unknown }
type Job = { request: CacheRequest; done: (answer: Settled) => void; fail: (error: Error) => void }

const isBulk = ({ request }: Job): boolean => request.type === 'apply' && request.origin === 'bulk'
const memberKey = (collection: CollectionId, href: Href): string => `${collection}\n${href}`

/**
 * The client of the cache port, for the life of the app: workers come and go behind it. Requests go out in order, except that a live
 * change or the user's own overtakes bulk that is not under way yet.
 */
export function createCache(): Cache {
  let connected: CachePort | null = null
  /** The same port once its worker has said hello: nothing is sent before it is known what became of the database. */
  let port: CachePort | null = null
  let lastSeq = 0
  /** Sent, or to be sent as soon as there is a worker; in order of `seq`. */
  const underWay = new Map<number, Job>()
  const queuedBulk: Job[] = []
  const generations = new Map<CollectionId, number>()
  const helloListeners = new Set<(fresh: boolean) => void>()

  const isStale = ({ request }: Job): boolean =>
    request.type === 'apply' && request.generation < (generations.get(request.source) ?? 0)

  function begin(job: Job): void {
    underWay.set(job.request.seq, job)
    port?.postMessage(job.request)
  }

  function pump(): void {
    let free = MAX_BULK_UNDER_WAY
    for (const job of underWay.values()) if (isBulk(job)) free -= 1
    while (free > 0) {
      const job = queuedBulk.shift()
      if (job === undefined) return
      if (isStale(job)) {
        job.done({ type: 'stale' })
        continue
      }
      // Numbered when it goes out, so that what is sent again goes in the order it went first.
      begin({ ...job, request: { ...job.request, seq: ++lastSeq } })
      free -= 1
    }
  }

  const newJob = (question: Question): { job: Job; answer: Promise<Settled> } => {
    let job: Job | undefined
    const answer = new Promise<Settled>((done, fail) => {
      job = { request: { ...question, seq: ++lastSeq } as CacheRequest, done, fail }
    })
    return { job: job as unknown as Job, answer }
  }

  async function tell(question: Question): Promise<unknown> {
    const { job, answer } = newJob(question)
    begin(job)
    const settled = await answer
    return settled.type === 'value' ? settled.value : undefined
  }

  /** What is newer than queued bulk takes the place of what that holds of the same members. */
  function supersede(batch: Batch): void {
    const newer = new Set(
      batch.groups.flatMap(({ collection, changes }) => changes.map(({ href }) => memberKey(collection, href))),
    )
    rewriteQueue(
      (collection, href) => !newer.has(memberKey(collection, href)),
      () => true,
    )
  }

  function rewriteQueue(
    keepsChange: (collection: CollectionId, href: Href) => boolean,
    keepsCollection: (collection: CollectionId) => boolean,
  ): void {
    for (const [index, job] of queuedBulk.entries()) {
      const { request } = job
      if (request.type !== 'apply') continue
      const groups = request.groups
        .filter(({ collection }) => keepsCollection(collection))
        .map(({ collection, changes }) => ({
          collection,
          changes: changes.filter(({ href }) => keepsChange(collection, href)),
        }))
      const states = request.states.filter(({ of }) => keepsCollection(of))
      queuedBulk[index] = { ...job, request: { ...request, groups, states } }
    }
  }

  async function apply(batch: Batch): Promise<'applied' | 'stale'> {
    generations.set(batch.source, Math.max(batch.generation, generations.get(batch.source) ?? 0))
    const overtakes = batch.origin !== 'bulk' && queuedBulk.length > 0
    // A token says that everything up to it is here: it must not overtake the bulk it may cover.
    const states = overtakes ? [] : batch.states
    const { job, answer } = newJob({ type: 'apply', ...batch, states })
    if (isStale(job)) return 'stale'
    if (batch.origin === 'bulk') {
      queuedBulk.push(job)
      pump()
    } else {
      if (overtakes) supersede(batch)
      begin(job)
      if (overtakes && batch.states.length > 0)
        void apply({ ...batch, origin: 'bulk', groups: [], settled: [] }).catch(() => undefined)
    }
    return (await answer).type === 'stale' ? 'stale' : 'applied'
  }

  function receive(from: CachePort, answer: CacheAnswer): void {
    if (from !== connected) return
    if (answer.type === 'hello') return greet(from, answer.fresh)
    const job = underWay.get(answer.seq)
    if (job === undefined) return
    underWay.delete(answer.seq)
    if (answer.type === 'refused' && answer.reason === 'failed')
      job.fail(new Error(`The cache could not be used: ${answer.message}`))
    else if (answer.type === 'refused') job.done({ type: 'stale' })
    else job.done({ type: 'value', value: answer.type === 'value' ? answer.value : undefined })
    pump()
  }

  function greet(from: CachePort, fresh: boolean): void {
    port = from
    if (fresh)
      // Batches belong to what was lost with the old database: with them alone a token would claim objects that are not there.
      for (const job of queuedBulk.splice(0)) job.done({ type: 'stale' })
    for (const [seq, job] of underWay) {
      if (job.request.type === 'apply' && (fresh || isStale(job))) {
        underWay.delete(seq)
        job.done({ type: 'stale' })
      } else from.postMessage(job.request)
    }
    for (const listener of helloListeners) listener(fresh)
    pump()
  }

  const accountOf = (collection: CollectionId): AccountId => splitCollectionId(collection).account

  return {
    apply,
    async resetAccounts(accounts) {
      const kept = new Set(accounts.map(({ id }) => id))
      rewriteQueue(
        () => true,
        (collection) => kept.has(accountOf(collection)),
      )
      await tell({ type: 'accounts.reset', accounts })
    },
    async resetCollections(account, collections) {
      const kept = new Set(collections.map(({ id }) => id))
      const homes = new Set(collections.map(({ home }) => home))
      rewriteQueue(
        () => true,
        (collection) =>
          accountOf(collection) !== account || kept.has(collection) || homes.has(splitCollectionId(collection).href),
      )
      await tell({ type: 'collections.reset', account, collections })
    },
    async resetPending(pending) {
      await tell({ type: 'pending.reset', pending })
    },
    async putPending(pending) {
      await tell({ type: 'pending.put', pending })
    },
    async removePending(id) {
      await tell({ type: 'pending.remove', id })
    },
    async syncState(of) {
      return cacheValueSchemas['read.syncState'].parse(await tell({ type: 'read.syncState', of }))
    },
    async etags(collection) {
      return new Map(cacheValueSchemas['read.etags'].parse(await tell({ type: 'read.etags', collection })))
    },
    async object(collection, href) {
      return cacheValueSchemas['read.object'].parse(await tell({ type: 'read.object', collection, href }))
    },
    async collections(account) {
      return cacheValueSchemas['read.collections'].parse(await tell({ type: 'read.collections', account }))
    },
    connect(next) {
      connected = next
      port = null
      next.onMessage((message) => {
        const answer = cacheAnswerSchema.safeParse(message)
        if (answer.success) receive(next, answer.data)
      })
      next.onClose(() => {
        if (connected === next) connected = port = null
      })
    },
    onHello(listener) {
      helloListeners.add(listener)
      return () => void helloListeners.delete(listener)
    },
  }
}
