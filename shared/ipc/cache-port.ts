import { z } from 'zod'
import { accountSchema } from '../model/account.ts'
import { pendingChangeSchema } from '../model/change.ts'
import { collectionSchema } from '../model/collection.ts'
import type { AccountId, CollectionId, ETag, Href, PendingChangeId, ScheduleTag, SyncToken } from '../model/names.ts'

/**
 * The cache port: main → the worker that alone writes the cache. Every message carries `seq`; each is answered once, by `ack`,
 * `value` or `refused`. Main keeps what is not answered and sends it again when the worker is born again.
 */
const seq = z.number().int()
const id = z.string().transform((value) => value as CollectionId)
const href = z.string().transform((value) => value as Href)
const etag = z.string().transform((value) => value as ETag)

const changeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('changed'),
    href,
    etag: etag.nullable(),
    scheduleTag: z
      .string()
      .transform((value) => value as ScheduleTag)
      .nullable(),
    data: z.string(),
  }),
  z.object({ type: z.literal('removed'), href }),
])

export const syncStateSchema = z.object({
  token: z.string().transform((value) => value as SyncToken),
  level: z.enum(['1', 'infinite']),
  askedAt: href,
})

export const applySchema = z.object({
  type: z.literal('apply'),
  seq,
  /** The collection or home this batch was asked at; batches of a source older than its newest generation are refused. */
  source: id,
  generation: z.number().int(),
  /** `live`: pushed, shown with a ring. `bulk`: a listing. `own`: what the server made of the user's own write. */
  origin: z.enum(['live', 'bulk', 'own']),
  groups: z.array(z.object({ collection: id, changes: z.array(changeSchema) })),
  /** Sync states to commit in the same transaction; null forgets one. */
  states: z.array(z.object({ of: id, state: syncStateSchema.nullable() })),
  /** Overlays to drop in the same transaction: these edits are on the server. */
  settled: z.array(z.string().transform((value) => value as PendingChangeId)),
})

export const cacheRequestSchema = z.discriminatedUnion('type', [
  applySchema,
  /** All configured accounts; rows of others, with all that hangs on them, are deleted. */
  z.object({ type: z.literal('accounts.reset'), seq, accounts: z.array(accountSchema) }),
  /** All collections of one account; the objects of those gone are deleted. */
  z.object({
    type: z.literal('collections.reset'),
    seq,
    account: z.string().transform((value) => value as AccountId),
    collections: z.array(collectionSchema),
  }),
  /** The journal's open edits, all of them, as after a start. */
  z.object({ type: z.literal('pending.reset'), seq, pending: z.array(pendingChangeSchema) }),
  z.object({ type: z.literal('pending.put'), seq, pending: pendingChangeSchema }),
  z.object({ type: z.literal('pending.remove'), seq, id: z.string().transform((value) => value as PendingChangeId) }),
  z.object({ type: z.literal('read.syncState'), seq, of: id }),
  z.object({ type: z.literal('read.etags'), seq, collection: id }),
  z.object({ type: z.literal('read.object'), seq, collection: id, href }),
  z.object({ type: z.literal('read.collections'), seq, account: z.string().transform((value) => value as AccountId) }),
])
export type CacheRequest = z.infer<typeof cacheRequestSchema>
export type CacheApply = z.infer<typeof applySchema>

export const cacheAnswerSchema = z.discriminatedUnion('type', [
  /** First word of a worker; `fresh`: its database is new, was damaged and rebuilt, or was deleted. */
  z.object({ type: z.literal('hello'), fresh: z.boolean() }),
  z.object({ type: z.literal('ack'), seq }),
  /** Answer to a `read.*`; its shape belongs to the request (see CacheValue). */
  z.object({ type: z.literal('value'), seq, value: z.unknown() }),
  z.object({ type: z.literal('refused'), seq, reason: z.enum(['stale', 'failed']), message: z.string() }),
])
export type CacheAnswer = z.infer<typeof cacheAnswerSchema>

/** What each read answers. */
export const cacheValueSchemas = {
  'read.syncState': syncStateSchema.nullable(),
  'read.etags': z.array(z.tuple([href, etag.nullable()])),
  'read.object': z
    .object({
      etag: etag.nullable(),
      scheduleTag: z
        .string()
        .transform((value) => value as ScheduleTag)
        .nullable(),
      data: z.string(),
    })
    .nullable(),
  'read.collections': z.array(collectionSchema),
} as const
