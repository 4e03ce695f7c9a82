import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useId, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { BrokenObject, ObjectState, SearchResult } from '../../shared/ipc/view-port.ts'
import type { Account } from '../../shared/model/account.ts'
import type { PendingChange } from '../../shared/model/change.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import type { CacheDatabase } from './database.ts'
import type { ContactsState, OccurrencesRange, OccurrencesState } from './view-port-client.ts'
import { database, keepSnapshot, snapshot, viewPort } from './window-cache.ts'

export type { ObjectState }

const NOTHING_HIDDEN: readonly CollectionId[] = []
const MAX_FOUND = 50

/** A list that stays the same object while its content is the same. */
function useSameList(list: readonly CollectionId[]): readonly CollectionId[] {
  const [kept, keep] = useState(list)
  if (kept !== list && kept.join('\n') !== list.join('\n')) {
    keep(list)
    return list
  }
  return kept
}

/**
 * The occurrences of a range, kept up to date by the worker while the component is mounted. Between a move of the range and the
 * worker's answer, what is known of the new range is shown, at first start from the snapshot of the last run.
 *
 * @param view a name for the view; two mounted components must not use the same one
 * @returns occurrences by start, longer first; one that did not change is the same object as before. `lastDelta` is a new object
 *   for every change that arrived while the view was open.
 */
export function useOccurrences({
  view,
  start,
  end,
  zone,
  hidden,
}: OccurrencesRange & { view: string }): OccurrencesState {
  const shownAs = useSameList(hidden)
  const store = viewPort.occurrences(view)
  const state = useSyncExternalStore(store.subscribe, store.current)
  useLayoutEffect(() => () => viewPort.close(view), [view])
  useLayoutEffect(
    () => viewPort.openOccurrences(view, { start, end, zone, hidden: shownAs }),
    [view, start, end, zone, shownAs],
  )
  useEffect(() => {
    if (state.complete) keepSnapshot(state.occurrences)
  }, [state])
  return state
}

/** The contact list, sorted by `sortKey`; an unchanged row is the same object as before. */
export function useContacts(hidden: readonly CollectionId[] = NOTHING_HIDDEN): ContactsState {
  const shownAs = useSameList(hidden)
  const view = useId()
  const store = viewPort.contacts(view)
  const state = useSyncExternalStore(store.subscribe, store.current)
  useLayoutEffect(() => () => viewPort.close(view), [view])
  useLayoutEffect(() => viewPort.openContacts(view, shownAs), [view, shownAs])
  return state
}

/**
 * Events and contacts whose words begin with or resemble those of the query, best first, at most 50. While a new query is looked up the
 * results of the one before stay, with `searching` true.
 */
export function useSearch(query: string): { results: readonly SearchResult[]; searching: boolean } {
  const [found, setFound] = useState<{ query: string; results: readonly SearchResult[] }>({ query: '', results: [] })
  const asked = query.trim()
  useEffect(() => {
    let current = true
    if (asked !== '')
      void viewPort.search(asked, MAX_FOUND).then((results) => {
        if (current) setFound({ query: asked, results })
      })
    return () => {
      current = false
    }
  }, [asked])
  return asked === '' ? { results: [], searching: false } : { results: found.results, searching: found.query !== asked }
}

/**
 * Reads the database, again whenever what was read changes; undefined until there is one, and while it cannot be read because the worker
 * is making it anew: the new one is announced, which reads again.
 */
function useStored<Value>(read: (database: CacheDatabase) => Promise<Value>, about: string): Value | undefined {
  const databases = useSyncExternalStore(viewPort.databases.subscribe, viewPort.databases.current)
  const stored = useLiveQuery(
    async () =>
      databases === 0
        ? undefined
        : read(database).then(
            (value) => ({ about, value }),
            () => undefined,
          ),
    [databases, about],
  )
  return stored?.about === about ? stored.value : undefined
}

/** All configured accounts; undefined until known, on a cold start those of the last run. */
export function useAccounts(): readonly Account[] | undefined {
  return useStored(({ accounts }) => accounts.toArray(), 'accounts') ?? snapshot?.accounts
}

/** All collections of all accounts, in no order; undefined until known, on a cold start those of the last run. */
export function useCollections(): readonly Collection[] | undefined {
  return useStored(({ collections }) => collections.toArray(), 'collections') ?? snapshot?.collections
}

const NONE_PENDING: readonly PendingChange[] = []

/** The user's edits that are not on their servers yet, oldest first. */
export function usePending(): readonly PendingChange[] {
  return (
    useStored(async ({ pending }) => (await pending.toArray()).toSorted((a, b) => a.at - b.at), 'pending') ??
    NONE_PENDING
  )
}

/** Objects that servers hold and nobody can read. */
export function useBroken(): readonly BrokenObject[] {
  return useSyncExternalStore(viewPort.broken.subscribe, viewPort.broken.current)
}

/**
 * One object: the server's row with the user's overlay.
 *
 * @returns null when there is no such object, undefined until known
 */
export function useObject(collection: CollectionId, href: Href): ObjectState | null | undefined {
  const view = useId()
  const store = viewPort.object(view)
  const shown = useSyncExternalStore(store.subscribe, store.current)
  useLayoutEffect(() => {
    viewPort.openObject(view, collection, href)
    return () => viewPort.close(view)
  }, [view, collection, href])
  return shown?.collection === collection && shown.href === href ? shown.object : undefined
}
