import { dav } from '../../dav/xml/names.ts'
import { readFeedAddress, type FeedPolicy } from '../../feeds/address.ts'
import { fetchFeed, type FeedAnswer } from '../../feeds/fetch.ts'
import type { CollectionFile, SubscriptionState } from '../store/collection-file.ts'
import type { StoredCollection } from '../store/model.ts'
import type { Store } from '../store/store.ts'
import { applyFeed, isThere } from './apply.ts'
import { afterFailure, afterSuccess } from './state.ts'

const onDemandEvery = 5 * 60_000
/** A feed of the own network is nobody else's machine to spare. */
const onDemandEveryTrusted = 1000
const atMostAtOnce = 2
const longestTimer = 2 ** 31 - 1
/** Refreshes that fell due while the server was off are spread over this. */
const afterStart = 5000

export type Subscriptions = {
  /** Whether an address may be subscribed to, as far as the address itself tells. */
  readonly mayFetch: (source: string) => boolean
  /** Fetches a new subscription. */
  readonly begin: (collection: StoredCollection) => void
  /** Fetches now; false where it was done a moment ago, or it is no subscription. */
  readonly refresh: (collection: StoredCollection) => boolean
  /** Fetches what is due, now and from now on. */
  readonly start: () => void
  readonly close: () => Promise<void>
}

/** Keeps subscribed calendars up to date, each at its own pace. */
export function createSubscriptions(store: Store, policy: FeedPolicy, now: () => number): Subscriptions {
  const timers = new Map<StoredCollection, NodeJS.Timeout>()
  const asked = new Map<StoredCollection, number>()
  const running = new Map<StoredCollection, Promise<void>>()
  const waiting: StoredCollection[] = []
  const closing = new AbortController()

  const save = (collection: StoredCollection, change: (file: CollectionFile) => CollectionFile): Promise<void> =>
    store.exclusively(async (commit) => {
      if (isThere(store, collection))
        await commit([{ type: 'update-collection', collection, file: change(collection.file) }])
    })

  const saveState = (
    collection: StoredCollection,
    fetched: string,
    change: (state: SubscriptionState) => SubscriptionState,
    name: string | null,
  ): Promise<void> =>
    save(collection, (file) => {
      const { subscription, properties } = file
      // Pointed elsewhere meanwhile: what this fetch brought says nothing of the new address
      if (subscription === null || subscription.source !== fetched) return file
      const key = dav('displayname')
      const named =
        name === null || properties[key] !== undefined
          ? {}
          : { [key]: { name: key, attributes: {}, children: [], text: name } }
      return { ...file, subscription: change(subscription), properties: { ...properties, ...named } }
    })

  const take = async (collection: StoredCollection, answer: FeedAnswer, source: string): Promise<void> => {
    if (answer.type === 'failed')
      return saveState(collection, source, (state) => afterFailure(state, answer, now(), Math.random()), null)
    if (answer.type === 'unchanged')
      return saveState(collection, source, (state) => afterSuccess(state, answer, null, now(), Math.random()), null)
    const outcome = await applyFeed(store, collection, answer.text, closing.signal)
    await saveState(
      collection,
      source,
      (state) =>
        outcome.type === 'applied'
          ? afterSuccess(state, answer, outcome.applied, now(), Math.random())
          : afterFailure(state, { type: 'failed', kind: outcome.kind, retryAfter: null }, now(), Math.random()),
      outcome.type === 'applied' ? outcome.name : null,
    )
  }

  const fetchOnce = async (collection: StoredCollection): Promise<void> => {
    const { subscription } = collection.file
    if (subscription === null || !isThere(store, collection)) return
    const { source, etag, lastModified } = subscription
    const validators = { etag, lastModified }
    const answer = await fetchFeed(source, { policy, validators, signal: closing.signal })
    if (!closing.signal.aborted) await take(collection, answer, source)
  }

  const schedule = (collection: StoredCollection, earliest = 0): void => {
    clearTimeout(timers.get(collection))
    timers.delete(collection)
    const { subscription } = collection.file
    if (subscription === null || subscription.disabled || closing.signal.aborted || !isThere(store, collection)) return
    const wait = Math.max(earliest, subscription.nextRefreshAt - now())
    timers.set(
      collection,
      setTimeout(() => (wait > longestTimer ? schedule(collection) : run(collection)), Math.min(wait, longestTimer)),
    )
  }

  const run = (collection: StoredCollection): void => {
    clearTimeout(timers.get(collection))
    timers.delete(collection)
    if (running.has(collection) || waiting.includes(collection)) return
    if (running.size >= atMostAtOnce) {
      waiting.push(collection)
      return
    }
    const work = fetchOnce(collection)
      .catch(() => (closing.signal.aborted ? undefined : save(collection, retryLater))) // the disk: what was there is there still
      .catch(() => undefined)
      .then(() => {
        running.delete(collection)
        schedule(collection)
        runNext()
      })
    running.set(collection, work)
  }

  const runNext = (): void => {
    const collection = waiting.shift()
    if (collection !== undefined) run(collection)
  }

  const retryLater = (file: CollectionFile): CollectionFile =>
    file.subscription === null
      ? file
      : {
          ...file,
          subscription: afterFailure(
            file.subscription,
            { type: 'failed', kind: 'server', retryAfter: null },
            now(),
            Math.random(),
          ),
        }

  const addressOf = (source: string): ReturnType<typeof readFeedAddress> => readFeedAddress(source, policy)

  return {
    mayFetch: (source) => typeof addressOf(source) !== 'string',
    begin: run,
    refresh: (collection) => {
      const source = collection.file.subscription?.source
      if (source === undefined) return false
      const address = addressOf(source)
      const pause = typeof address !== 'string' && address.trusted ? onDemandEveryTrusted : onDemandEvery
      if (now() - (asked.get(collection) ?? -Infinity) < pause) return false
      asked.set(collection, now())
      run(collection)
      return true
    },
    start: () => {
      for (const collection of store.homes.calendars.collections.values())
        schedule(collection, Math.random() * afterStart)
    },
    close: async () => {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}
