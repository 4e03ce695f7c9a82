import { z } from 'zod'
import type { PendingChange } from '../model/change.ts'
import type { ContactRow } from '../model/contact.ts'
import type { CollectionId, ETag, Href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'

/** The view port: a window → the worker. The worker answers with what the view shows, then with what changes in it. */
const collections = z.array(z.string().transform((value) => value as CollectionId))

export const viewRequestSchema = z.discriminatedUnion('type', [
  /** Opens a view, or moves it: same `view`, other range. Instants are milliseconds since the epoch; `zone` is the IANA display zone. */
  z.object({
    type: z.literal('occurrences.open'),
    view: z.string(),
    start: z.number(),
    end: z.number(),
    zone: z.string(),
    /** Collections the user switched off. */
    hidden: collections,
  }),
  z.object({ type: z.literal('contacts.open'), view: z.string(), hidden: collections }),
  /** One object, as it is and as it changes. */
  z.object({
    type: z.literal('object.open'),
    view: z.string(),
    collection: z.string().transform((value) => value as CollectionId),
    href: z.string().transform((value) => value as Href),
  }),
  z.object({ type: z.literal('close'), view: z.string() }),
  z.object({
    type: z.literal('search'),
    request: z.number().int(),
    query: z.string(),
    limit: z.number().int().positive(),
  }),
])
export type ViewRequest = z.infer<typeof viewRequestSchema>

/** An Occurrence as shown: with what is not yet on the server, and how it came to be as it is. */
export type ViewOccurrence = Occurrence & { pending: 'none' | 'waiting' | 'parked' | 'conflict' }

/** How a delta came about: `live` from elsewhere (ring), `own` the user's edit, `bulk` a listing. */
export type DeltaOrigin = 'live' | 'own' | 'bulk'

export type SearchResult = { type: 'event'; occurrence: ViewOccurrence } | { type: 'contact'; contact: ContactRow }

/** An object that its server holds and nobody can read, and why, in plain words. */
export type BrokenObject = { collection: CollectionId; href: Href; reason: string }

/** One object as the user sees it. */
export type ObjectState = {
  /** Its text, the user's own edits included; null: deleted by the user. */
  data: string | null
  /** What a new edit rests on, as the command `edit.put` wants it; null: the server has never had it. */
  base: { etag: ETag | null; data: string } | null
  /** The last edit that is not on the server yet. */
  pending: PendingChange | null
}

/** Worker → window; both ends are ours and of one build, and the page can do no more than show it: the types are the contract. */
export type ViewAnswer =
  /** The database is there and holds what main knows; said again when it was made anew, so that windows open it anew. */
  | { type: 'ready' }
  /** What the view shows. While not `complete`, more follows and nothing shown before is to be taken away. */
  | { type: 'occurrences'; view: string; occurrences: ViewOccurrence[]; complete: boolean }
  | {
      type: 'occurrences.delta'
      view: string
      put: ViewOccurrence[]
      removed: string[]
      /** Where a put occurrence stood before, by key, when it moved. */
      moved: { key: string; start: number; end: number }[]
      origin: DeltaOrigin
    }
  | { type: 'contacts'; view: string; contacts: ContactRow[]; complete: boolean }
  | { type: 'contacts.delta'; view: string; put: ContactRow[]; removed: string[]; origin: DeltaOrigin }
  /** null: there is no such object. */
  | { type: 'object'; view: string; collection: CollectionId; href: Href; object: ObjectState | null }
  | { type: 'found'; request: number; results: SearchResult[] }
  /** All objects that cannot be read, of all collections; told to every window when there are others. */
  | { type: 'broken'; objects: BrokenObject[] }
