import { z } from 'zod'
import { collectionKinds, hues } from '../model/collection.ts'
import { progressSchema, pushHealthSchema } from '../model/health.ts'
import type { AccountId, CollectionId, ETag, Href, PendingChangeId } from '../model/names.ts'

/** Commands: a window → main. Each has a schema for what goes in and for what comes out; both are parsed on arrival. */
const account = z
  .string()
  .max(200)
  .transform((value) => value as AccountId)
const collection = z
  .string()
  .max(4000)
  .transform((value) => value as CollectionId)
const hrefSchema = z
  .string()
  .max(4000)
  .transform((value) => value as Href)
const pending = z
  .string()
  .max(200)
  .transform((value) => value as PendingChangeId)
const text = z.string().max(20_000_000)
const nothing = z.object({})
const base = z.object({
  etag: z
    .string()
    .nullable()
    .transform((value) => value as ETag | null),
  data: text,
})

export const settingsSchema = z.object({
  /** Whether "On this computer" is in use; null: first run, not asked yet. */
  localAccount: z.boolean().nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  /** Origins of feeds on this computer or the own network that may be fetched. */
  allowFeedOrigins: z.array(z.string()),
  /** Where no keyring exists: the user agreed that passwords are kept, weakly protected, on disk. */
  weakCredentialStorage: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

export const feedPreviewSchema = z.object({
  /** The address that will be stored: webcal:// turned into https://, redirects not followed into it. */
  source: z.string(),
  title: z.string(),
  events: z.number(),
  /** A few coming events, soonest first. */
  sample: z.array(z.object({ summary: z.string(), start: z.number(), allDay: z.boolean() })),
  /** ISO 8601 duration the feed asks for, or null. */
  refreshInterval: z.string().nullable(),
  /** The feed's colour, as a hue. */
  hue: z.enum(hues).nullable(),
})

export const commands = {
  'app.state': {
    input: nothing,
    output: z.object({
      settings: settingsSchema,
      health: z.array(pushHealthSchema),
      progress: z.array(progressSchema),
      cache: z.enum(['starting', 'ready', 'rebuilding']),
      online: z.boolean(),
      /** `memory`: no keyring, so passwords are asked again after a restart. */
      credentialStorage: z.enum(['keyring', 'weak', 'memory']),
      version: z.string(),
    }),
  },
  'settings.set': { input: settingsSchema.partial(), output: settingsSchema },
  /** Makes "On this computer" the (or one more) account. */
  'account.addLocal': { input: nothing, output: z.object({ account }) },
  /** Finds the server by address (URL, host or e-mail), tries the password, adds the account and starts its first sync. */
  'account.add': {
    input: z.object({
      address: z.string().min(1).max(2000),
      user: z.string().max(500),
      password: z.string().max(2000),
    }),
    output: z.object({ account, calendars: z.number(), addressBooks: z.number() }),
  },
  'account.setPassword': { input: z.object({ account, password: z.string().max(2000) }), output: nothing },
  /** Edits not yet sent stay in the journal; their number is told first by `pending` and confirmed by the user. */
  'account.remove': { input: z.object({ account }), output: nothing },
  /** Creates (`href` null: a name is made) or replaces an object; answers when the edit is durable, long before it is on the server. */
  'edit.put': {
    input: z.object({
      collection,
      href: hrefSchema.nullable(),
      base: base.nullable(),
      data: text,
      title: z.string().max(2000),
    }),
    output: z.object({ id: pending, href: hrefSchema }),
  },
  'edit.delete': {
    input: z.object({ collection, href: hrefSchema, base, title: z.string().max(2000) }),
    output: z.object({ id: pending }),
  },
  'pending.retry': { input: z.object({ id: pending }), output: nothing },
  /** The user gives the edit up. */
  'pending.discard': { input: z.object({ id: pending }), output: nothing },
  'conflict.resolve': { input: z.object({ id: pending, keep: z.enum(['mine', 'theirs', 'both']) }), output: nothing },
  'collection.create': {
    input: z.object({
      account,
      kind: z.enum(collectionKinds),
      displayName: z.string().min(1).max(500),
      hue: z.enum(hues),
    }),
    output: z.object({ collection }),
  },
  'collection.update': {
    input: z.object({ collection, displayName: z.string().min(1).max(500).optional(), hue: z.enum(hues).optional() }),
    output: nothing,
  },
  'collection.delete': { input: z.object({ collection }), output: nothing },
  /** Fetches a feed once, to show what subscribing would bring. */
  'subscription.preview': { input: z.object({ url: z.string().min(1).max(4000) }), output: feedPreviewSchema },
  'subscription.create': {
    input: z.object({
      account,
      source: z.string().max(4000),
      displayName: z.string().min(1).max(500),
      hue: z.enum(hues),
      /** ISO 8601 duration. */
      refreshInterval: z.string().max(50),
      deletionsSuppressed: z.boolean(),
    }),
    output: z.object({ collection }),
  },
  'subscription.refresh': { input: z.object({ collection }), output: nothing },
  /** A tick now: for one account, or for all. */
  'sync.checkNow': { input: z.object({ account: account.nullable() }), output: nothing },
  /** Stops a first sync; what has come stays, and it goes on when asked again. */
  'sync.cancel': { input: z.object({ collection }), output: nothing },
  'window.control': { input: z.object({ action: z.enum(['minimise', 'toggle-maximise', 'close']) }), output: nothing },
} as const

export type CommandName = keyof typeof commands
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>
export type CommandOutput<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>

/** What crosses back: a value, or a plain message for the user. */
export const commandResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ kind: z.string(), message: z.string() }) }),
])
export type CommandResult = z.infer<typeof commandResultSchema>
