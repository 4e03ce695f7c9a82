/** Branded strings: a Href cannot be passed where an ETag is meant. */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** One configured account; a UUID, or `local` for "On this computer". */
export type AccountId = Branded<'AccountId'>
/** `<AccountId> <Href of the collection>`: the key of a collection in the cache, for all accounts together. */
export type CollectionId = Branded<'CollectionId'>
/**
 * A resource's address as normalised by `normaliseHref`: an absolute path with canonical percent-encoding where it is on the
 * account's own origin (so that a new port or host name breaks nothing), the whole URL where it is elsewhere. Collections end in `/`.
 */
export type Href = Branded<'Href'>
/** Entity tag byte for byte as the server sent it, quotes and `W/` included (RFC 9110 §8.8.3). */
export type ETag = Branded<'ETag'>
/** RFC 6638 §3.2.10, byte for byte. */
export type ScheduleTag = Branded<'ScheduleTag'>
/** RFC 6578 §3.8: opaque, stored and sent back byte for byte. */
export type SyncToken = Branded<'SyncToken'>
/** `CS:getctag`: opaque, changes whenever anything in the collection does. */
export type CTag = Branded<'CTag'>
/** One journalled edit. */
export type PendingChangeId = Branded<'PendingChangeId'>

export const accountId = (value: string): AccountId => value as AccountId
export const href = (value: string): Href => value as Href
export const etag = (value: string): ETag => value as ETag
export const scheduleTag = (value: string): ScheduleTag => value as ScheduleTag
export const syncToken = (value: string): SyncToken => value as SyncToken
export const ctag = (value: string): CTag => value as CTag
export const pendingChangeId = (value: string): PendingChangeId => value as PendingChangeId

export const LOCAL_ACCOUNT = accountId('local')

/** The cache's key of a collection. */
export const collectionId = (account: AccountId, collection: Href): CollectionId =>
  `${account} ${collection}` as CollectionId

/** Takes a CollectionId apart again. */
export function splitCollectionId(id: CollectionId): { account: AccountId; href: Href } {
  const space = id.indexOf(' ')
  return { account: id.slice(0, space) as AccountId, href: id.slice(space + 1) as Href }
}
