import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { XmlElement } from '../../dav/xml/element.ts'
import type { XmlName } from '../../dav/xml/names.ts'

/** Lies beside the members; every member's file ends in .ics or .vcf, so none can take its name. */
export const COLLECTION_FILE = 'collection.json'

const elementSchema: z.ZodType<XmlElement> = z.lazy(() =>
  z.object({
    name: z.string().transform((value) => value as XmlName),
    attributes: z.record(z.string(), z.string()),
    children: z.array(elementSchema),
    text: z.string(),
  }),
)
const propertiesSchema = z.record(z.string(), elementSchema)
/** What clients wrote by PROPPATCH, MKCOL or MKCALENDAR, by Clark name. */
export type StoredProperties = z.infer<typeof propertiesSchema>

const subscriptionStateSchema = z.object({
  source: z.string(),
  /** ISO 8601 duration the client wished for. */
  suggestedRefreshInterval: z.string().nullable(),
  deletionsSuppressed: z.boolean(),
  disabled: z.boolean(),
  /** Milliseconds since the epoch. */
  nextRefreshAt: z.number(),
  lastSuccessAt: z.number().nullable(),
  failingSince: z.number().nullable(),
  failures: z.number(),
  /** Validators and hash of the body last applied. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  hash: z.string().nullable(),
  /** Seconds, as the feed itself asks (REFRESH-INTERVAL, X-PUBLISHED-TTL). */
  publishedInterval: z.number().nullable(),
  /** Where permanent redirects led, not yet followed twice. */
  movedTo: z.string().nullable(),
})
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>

const collectionFileSchema = z.object({
  /** Part of every token, so that none outlives a collection deleted and made again. */
  id: z.string(),
  /** Segment of its URL. */
  name: z.string(),
  /** Milliseconds since the epoch. */
  created: z.number(),
  /** Components a calendar takes; empty in an address book. */
  components: z.array(z.string()),
  properties: propertiesSchema,
  /** Properties clients gave to members, by the member's name. */
  memberProperties: z.record(z.string(), propertiesSchema),
  subscription: subscriptionStateSchema.nullable(),
})
export type CollectionFile = z.infer<typeof collectionFileSchema>

export const newCollectionFile = (name: string, now: number): CollectionFile => ({
  id: randomBytes(6).toString('base64url'),
  name,
  created: now,
  components: [],
  properties: {},
  memberProperties: {},
  subscription: null,
})

export const writeCollectionFile = (file: CollectionFile): Buffer =>
  Buffer.from(`${JSON.stringify(file, null, 2)}\n`, 'utf8')

/** The file of a folder; null where there is none or it is damaged, so that the folder is taken up under its own name. */
export function readCollectionFile(directory: string): CollectionFile | null {
  try {
    const parsed = collectionFileSchema.safeParse(JSON.parse(readFileSync(join(directory, COLLECTION_FILE), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Entity tag without quotes: the same bytes always have the same one. */
export const digestOf = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 27)

/** Changes with what a client sees of the collection itself, not with the state of a refresh. */
export const collectionDigest = ({ id, components, properties, subscription }: CollectionFile): string =>
  digestOf(
    JSON.stringify([
      id,
      components,
      properties,
      subscription && [subscription.source, subscription.suggestedRefreshInterval, subscription.disabled],
    ]),
  )
