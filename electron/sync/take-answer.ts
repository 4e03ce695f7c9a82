import type { CollectionId, ETag, Href, SyncToken } from '../../shared/model/names.ts'
import type { SyncAnswer } from '../dav/requests/sync-collection.ts'
import type { Ingest } from './ingest.ts'

/** What one multistatus of an answer came to. */
export type Part = {
  readonly token: SyncToken
  /** Members changed or removed. */
  readonly changes: number
  /** Members whose content came with them. */
  readonly inline: number
  /** Members whose content had to be fetched. */
  readonly fetched: number
  /** There is more: ask again with this token, or wait for the next part. */
  readonly truncated: boolean
  /** Collections came, went or changed: list the home. */
  readonly relist: boolean
}

export type AnswerTaker = {
  readonly ingest: Ingest
  /** The collection that holds a member; null: none that we keep. */
  readonly collectionOf: (href: Href) => CollectionId | null
  /** Whether the cache already has this version; `inline`: its content came along. */
  readonly isKnown?: (href: Href, etag: ETag | null, inline: boolean) => boolean
  /** Adds members whose content did not come along. */
  readonly fetch: (collection: CollectionId, hrefs: readonly Href[]) => Promise<void>
  /** Everything a token covers was added to `ingest`. */
  readonly onPart: (part: Part) => Promise<void> | undefined
  readonly onHeartbeat?: () => void
}

/** `lost`: status with which the server says that the collection asked is gone or closed. */
export type AnswerEnd = { readonly clean: boolean; readonly lost: number | null }

type Counts = {
  changes: number
  inline: number
  truncated: boolean
  relist: boolean
  missing: Map<CollectionId, Href[]>
}

const nothingYet = (): Counts => ({ changes: 0, inline: 0, truncated: false, relist: false, missing: new Map() })

/**
 * Takes the answer to a sync REPORT, whole or streaming, multistatus by multistatus: contents that came along go on at once, the
 * others are fetched, and then the part is told together with its token.
 *
 * @throws DavError as reading the answer, fetching and the cache do
 */
export async function takeAnswer(answer: SyncAnswer, taker: AnswerTaker): Promise<AnswerEnd> {
  const { ingest, collectionOf, isKnown, fetch, onPart, onHeartbeat } = taker
  let counts = nothingYet()
  let lost: number | null = null

  for await (const item of answer.items) {
    switch (item.type) {
      case 'changed': {
        const collection = collectionOf(item.href)
        if (collection === null) counts.relist = true
        else if (isKnown?.(item.href, item.etag, item.data !== null) !== true) {
          counts.changes += 1
          if (item.data === null) {
            const hrefs = counts.missing.get(collection)
            if (hrefs === undefined) counts.missing.set(collection, [item.href])
            else hrefs.push(item.href)
          } else {
            counts.inline += 1
            const { href, etag, scheduleTag, data } = item
            const full = ingest.add(collection, { type: 'changed', href, etag, scheduleTag, data })
            if (full !== undefined) await full
          }
        }
        break
      }
      case 'removed': {
        const collection = item.href.endsWith('/') ? null : collectionOf(item.href)
        if (collection === null) counts.relist = true
        else {
          counts.changes += 1
          const full = ingest.add(collection, { type: 'removed', href: item.href })
          if (full !== undefined) await full
        }
        break
      }
      case 'collection':
      case 'unsyncable':
        counts.relist = true
        break
      case 'truncated':
        counts.truncated = true
        break
      case 'lost':
        lost = item.status
        break
      case 'token': {
        const { missing, ...told } = counts
        counts = nothingYet()
        let fetched = 0
        for (const [collection, hrefs] of missing) {
          fetched += hrefs.length
          await fetch(collection, hrefs)
        }
        const committed = onPart({ ...told, fetched, token: item.token })
        if (committed !== undefined) await committed
        break
      }
      case 'heartbeat':
        onHeartbeat?.()
        break
      case 'end':
        return { clean: item.clean, lost }
    }
  }
  return { clean: false, lost }
}
