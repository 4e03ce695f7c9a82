import { parentHref } from '../../shared/model/href.ts'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { fetchMembers } from './fetch-members.ts'
import { createIngest } from './ingest.ts'
import { contentKindOf, holdsMembers, type SyncParts } from './parts.ts'
import type { AnswerTaker, Part } from './take-answer.ts'

/** Something a server can be asked to report changes of: a home with all below it, or one collection. */
export type Watch = {
  /** What its SyncState belongs to. */
  readonly source: CollectionId
  readonly href: Href
  readonly level: '1' | 'infinite'
  /** The collections it covers, as known now. */
  readonly collections: () => readonly Collection[]
}

/** Finds the collection that holds a member by the member's address. */
export function routeByParent(collections: readonly Collection[]): (href: Href) => Collection | null {
  const byHref = new Map(collections.filter(holdsMembers).map((collection) => [collection.href, collection]))
  return (href) => {
    // A collection that disappears is told by its own address; servers may leave its slash out.
    if (byHref.has(href) || byHref.has(`${href}/` as Href)) return null
    for (let at = href; at.length > 1;) {
      at = parentHref(at)
      const collection = byHref.get(at)
      if (collection !== undefined) return collection
    }
    return null
  }
}

/**
 * How the answers to a watched REPORT go into the cache: changes to the collection they lie in, and the token with the part it
 * ends, so that the next request can go on from there.
 *
 * @param hooks.origin how the next part is to be shown
 */
export function takerFor(
  parts: SyncParts,
  watch: Watch,
  hooks: {
    readonly signal: AbortSignal
    readonly origin: () => 'live' | 'bulk'
    readonly onPart: (part: Part) => void
    readonly onHeartbeat: () => void
  },
): AnswerTaker & { readonly settle: () => Promise<void> } {
  const generation = parts.generations.next(watch.source)
  const ingest = createIngest({ apply: parts.apply, source: watch.source, generation })
  let known: readonly Collection[] = []
  let route = routeByParent(known)
  const collectionAt = (href: Href): Collection | null => {
    const now = watch.collections()
    if (now !== known) {
      known = now
      route = routeByParent(now)
    }
    return route(href)
  }
  return {
    ingest,
    collectionOf: (href) => collectionAt(href)?.id ?? null,
    fetch: async (id, hrefs) => {
      const collection = watch.collections().find((each) => each.id === id)
      if (collection === undefined) return
      await fetchMembers(parts.connection(), {
        collection: collection.href,
        kind: contentKindOf(collection),
        hrefs,
        size: parts.quirks.multigetSize,
        signal: hooks.signal,
        onChange: (change) => ingest.add(id, change),
        onSmaller: (size) => {
          parts.quirks.multigetSize = Math.min(parts.quirks.multigetSize, size)
        },
      })
    },
    onPart: (part) => {
      const { source, href, level } = watch
      const states = [{ of: source, state: { token: part.token, level, askedAt: href } }]
      const committed = ingest.commit(states, hooks.origin())
      hooks.onPart(part)
      return committed
    },
    onHeartbeat: hooks.onHeartbeat,
    settle: ingest.settle,
  }
}
