import { z } from 'zod'
import type { AccountId, CollectionId, ETag, Href, PendingChangeId, ScheduleTag, SyncToken } from './names.ts'

/** One member's state as the server tells it. `data` is the text byte for byte. */
export type CollectionChange =
  | { type: 'changed'; href: Href; etag: ETag | null; scheduleTag: ScheduleTag | null; data: string }
  | { type: 'removed'; href: Href }

/** What a collection was last known to be at. A token belongs to the URL and level it was asked with (`home`: infinite on the home). */
export type SyncState = { token: SyncToken; level: '1' | 'infinite'; askedAt: Href }

/** A cached row: exactly what the server holds. Overlays live apart, in PendingChange. */
export type StoredObject = {
  collection: CollectionId
  href: Href
  etag: ETag | null
  scheduleTag: ScheduleTag | null
  data: string
}

/** `waiting`: on its way, or until its server can be reached. `parked`: its server refused it. `conflict`: changed there too. */
export const pendingStates = ['waiting', 'parked', 'conflict'] as const

export const pendingChangeSchema = z.object({
  id: z.string().transform((value) => value as PendingChangeId),
  account: z.string().transform((value) => value as AccountId),
  collection: z.string().transform((value) => value as CollectionId),
  href: z.string().transform((value) => value as Href),
  /** Milliseconds since the epoch when the user did it. */
  at: z.number(),
  /** What the server held when the edit was begun; null: the user created it. */
  base: z
    .object({
      etag: z
        .string()
        .nullable()
        .transform((value) => value as ETag | null),
      data: z.string(),
    })
    .nullable(),
  /** The text wanted on the server; null: delete. */
  data: z.string().nullable(),
  /** For the pending list: what it is about, e.g. the SUMMARY or FN. */
  title: z.string(),
  state: z.enum(pendingStates),
  /** Why it waits, is parked or in conflict, in plain words; null while all is well. */
  reason: z.string().nullable(),
  /** The server's present version while in conflict (null: it was deleted there). */
  theirs: z
    .object({
      etag: z
        .string()
        .nullable()
        .transform((value) => value as ETag | null),
      data: z.string().nullable(),
    })
    .nullable(),
  /** Milliseconds since the epoch before which it is not tried again. */
  retryAt: z.number().nullable(),
})
/** An edit of the user's that its server does not have yet: journalled in main, mirrored to the cache as an overlay. */
export type PendingChange = z.infer<typeof pendingChangeSchema>
