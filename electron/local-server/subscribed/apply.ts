import { createHash } from 'node:crypto'
import { dav } from '../../dav/xml/names.ts'
import { diffFeed, hasShrunk } from '../../feeds/diff.ts'
import { FeedSyntaxError, parseFeed, type Feed, type FeedObject } from '../../feeds/parse.ts'
import { MAX_RESOURCE_SIZE } from '../limits.ts'
import type { Operation } from '../store/commit.ts'
import type { StoredCollection } from '../store/model.ts'
import type { Store } from '../store/store.ts'
import type { Applied } from './state.ts'

/** How the body of a feed was taken. */
export type ApplyOutcome =
  | { readonly type: 'applied'; readonly applied: Applied; readonly name: string | null }
  | { readonly type: 'refused'; readonly kind: 'not-a-feed' | 'shrunk' }

const batch = 50

/** The same UID always has the same href, also when it went and came again. */
const memberName = (uid: string): string =>
  /^[A-Za-z0-9@._-]{1,120}$/.test(uid) && !uid.startsWith('.')
    ? `${uid}.ics`
    : `${createHash('sha256').update(uid).digest('hex').slice(0, 40)}.ics`

async function parse(text: string): Promise<Feed | null> {
  try {
    return await parseFeed(text)
  } catch (error) {
    if (error instanceof FeedSyntaxError) return null
    throw error
  }
}

/** Whether a collection was not deleted meanwhile. */
export const isThere = (store: Store, collection: StoredCollection): boolean =>
  store.homes[collection.kind].collections.get(collection.name) === collection

async function putAll(
  store: Store,
  collection: StoredCollection,
  objects: readonly FeedObject[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < objects.length; start += batch) {
    signal.throwIfAborted()
    const some = objects.slice(start, start + batch)
    await store.withStaged(
      some.map(({ text }) => text),
      (contents) =>
        store.exclusively(async (commit) => {
          if (!isThere(store, collection)) return
          await commit(
            some.flatMap(({ uid, component }, index): Operation[] => {
              const content = contents[index]
              const name = collection.uids.get(uid) ?? memberName(uid)
              return content === undefined
                ? []
                : [{ type: 'put', collection, name, content, facts: { uid, component } }]
            }),
          )
        }),
    )
  }
}

async function removeAll(
  store: Store,
  collection: StoredCollection,
  uids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < uids.length; start += batch) {
    signal.throwIfAborted()
    const some = uids.slice(start, start + batch)
    await store.exclusively(async (commit) => {
      if (!isThere(store, collection)) return
      await commit(
        some.flatMap((uid): Operation[] => {
          const name = collection.uids.get(uid)
          return name === undefined ? [] : [{ type: 'remove', collection, name }]
        }),
      )
    })
  }
}

/**
 * Brings a subscribed calendar to what its feed says, as a difference by UID: what did not change keeps its href and etag. A body that
 * does not parse, or that lists less than a tenth of what was there, changes nothing.
 *
 * @param signal stops between two batches; the next refresh does the rest
 * @throws its reason then
 */
export async function applyFeed(
  store: Store,
  collection: StoredCollection,
  text: string,
  signal: AbortSignal,
): Promise<ApplyOutcome> {
  const feed = await parse(text)
  if (feed === null) return { type: 'refused', kind: 'not-a-feed' }
  const applied = { hash: feed.meaning, publishedInterval: feed.refreshInterval }
  const { name } = feed
  const subscription = collection.file.subscription
  if (subscription === null || subscription.hash === feed.meaning) return { type: 'applied', applied, name }
  const { components, properties } = collection.file
  const objects = feed.objects.filter(
    ({ component, text: data }) => components.includes(component) && data.length <= MAX_RESOURCE_SIZE,
  )
  const keepMissing = subscription.deletionsSuppressed
  if (!keepMissing && hasShrunk(collection.uids.size, objects.filter(({ deleted }) => !deleted).length))
    return { type: 'refused', kind: 'shrunk' }
  const readStored = async (uid: string): Promise<string> => {
    const member = collection.members.get(collection.uids.get(uid) ?? '')
    return (member === undefined ? null : await store.text(collection, member)) ?? ''
  }
  const diff = await diffFeed(objects, new Set(collection.uids.keys()), readStored, keepMissing)
  await putAll(store, collection, diff.put, signal)
  await removeAll(store, collection, diff.remove, signal)
  return { type: 'applied', applied, name: properties[dav('displayname')] === undefined ? name : null }
}
