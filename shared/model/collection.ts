import { z } from 'zod'
import type { AccountId, CollectionId, CTag, Href, SyncToken } from './names.ts'

/** The hue a collection is painted in: the names of the tokens `--cal-<hue>-…`. A server's raw colour is mapped to the nearest. */
export const hues = [
  'tomato',
  'tangerine',
  'amber',
  'olive',
  'green',
  'teal',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'pink',
  'graphite',
] as const
export type Hue = (typeof hues)[number]

/** What a collection holds, by its resourcetype (RFC 4791 §4.2, RFC 6352 §5.2, RFC 6638 §2.1–2.2, DAV:subscription, CS:subscribed). */
export const collectionKinds = [
  'calendar',
  'addressbook',
  'subscribed-calendar',
  'schedule-inbox',
  'schedule-outbox',
] as const
export type CollectionKind = (typeof collectionKinds)[number]

/** The subset of RFC 3744 §5.4 that decides what the app offers. */
export const privileges = ['read', 'write-content', 'bind', 'unbind', 'write-properties'] as const
export type Privilege = (typeof privileges)[number]

/** A feed subscription as the server keeps it (draft-ietf-calext-serverside-subscriptions, or CS:source). Durations are ISO 8601. */
export const subscriptionSchema = z.object({
  /** URL of the feed. */
  source: z.string(),
  /** Who fetches: the server that holds the collection, or nobody but a client. */
  fetchedBy: z.enum(['server', 'client']),
  suggestedRefreshInterval: z.string().nullable(),
  /** ISO 8601 duration from `readAt` until the server's next fetch. */
  nextRefreshInterval: z.string().nullable(),
  deletionsSuppressed: z.boolean(),
  disabled: z.boolean(),
  /** Milliseconds since the epoch when these properties were read. */
  readAt: z.number(),
})
export type Subscription = z.infer<typeof subscriptionSchema>

export const collectionSchema = z.object({
  id: z.string().transform((value) => value as CollectionId),
  account: z.string().transform((value) => value as AccountId),
  href: z.string().transform((value) => value as Href),
  /** Href of the home it was found in. */
  home: z.string().transform((value) => value as Href),
  kind: z.enum(collectionKinds),
  displayName: z.string(),
  /** The server's `A:calendar-color`, as sent, or null. */
  rawColor: z.string().nullable(),
  hue: z.enum(hues),
  /** `A:calendar-order`, or null. */
  order: z.number().nullable(),
  /** Component names a calendar takes (RFC 4791 §5.2.3); empty when not said. */
  components: z.array(z.string()),
  /** null: the server does not say; assume writable and learn from 403. */
  privileges: z.array(z.enum(privileges)).nullable(),
  readOnly: z.boolean(),
  /** REPORT names of `DAV:supported-report-set`. */
  supportsSyncCollection: z.boolean(),
  /** Its home reported it at sync-level infinite. */
  ctag: z
    .string()
    .transform((value) => value as CTag)
    .nullable(),
  syncToken: z
    .string()
    .transform((value) => value as SyncToken)
    .nullable(),
  subscription: subscriptionSchema.nullable(),
})
/** A calendar or address book as last seen on its server. */
export type Collection = z.infer<typeof collectionSchema>
