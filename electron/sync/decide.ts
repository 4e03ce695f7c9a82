import type { SyncState } from '../../shared/model/change.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import { syncToken, type CTag, type SyncToken } from '../../shared/model/names.ts'
import type { CollectionQuirks } from './quirks.ts'

const RESET_AGAIN_AFTER_MS = 24 * 60 * 60_000
const EMPTY_BELIEVED_AFTER_MS = 60_000
const TOKEN_RETRIES = 2

/** What is known before a collection is synchronised. */
export type Facts = {
  readonly supportsSyncCollection: boolean
  /** Sync token and ctag as just listed; null: not listed now. */
  readonly listed: { readonly syncToken: SyncToken | null; readonly ctag: CTag | null } | null
  readonly state: Pick<SyncState, 'token'> | null
  /** Members in the cache. */
  readonly rows: number
  /** Whether the server sends content inside a sync REPORT; null: not known. */
  readonly inlineData: boolean | null
  readonly quirks: Pick<CollectionQuirks, 'syncBroken' | 'listingBroken' | 'syncedCtag'>
  /** Compare the whole listing, whatever the tokens say. */
  readonly audit: boolean
}

export type Plan =
  /** The server says that nothing moved. */
  | { readonly type: 'nothing' }
  /** sync-collection from a token (RFC 6578 §3.2). */
  | { readonly type: 'incremental'; readonly token: SyncToken; readonly data: boolean }
  /** sync-collection without a token; with `data`, contents come in the same answer. */
  | { readonly type: 'initial'; readonly data: boolean }
  /** Listing compared with what is cached. */
  | { readonly type: 'etag-diff'; readonly by: 'propfind' | 'calendar-query' }

const CTAG_MARK = 'ctag:'

/** Where there is no sync token, the ctag takes its place in the SyncState, marked so that it is never sent as a token. */
export const ctagAsToken = (ctag: CTag): SyncToken => syncToken(CTAG_MARK + ctag)
const isCtag = (token: SyncToken): boolean => token.startsWith(CTAG_MARK)

/** How a collection is best brought up to date. Pure. */
export function decide({ supportsSyncCollection, listed, state, rows, inlineData, quirks, audit }: Facts): Plan {
  const etagDiff = { type: 'etag-diff', by: quirks.listingBroken ? 'calendar-query' : 'propfind' } as const
  if (audit) return etagDiff
  const data = inlineData !== false
  const listedCtag = listed?.ctag ?? null
  if (!supportsSyncCollection || quirks.syncBroken) {
    const same = listedCtag !== null && state?.token === ctagAsToken(listedCtag)
    return same ? { type: 'nothing' } : etagDiff
  }
  // With members cached, equal etags spare their contents.
  if (state === null || isCtag(state.token)) return { type: 'initial', data: data && rows === 0 }
  if (listed !== null && listed.syncToken !== null) {
    if (listed.syncToken === state.token) return { type: 'nothing' }
  } else if (listedCtag !== null && listedCtag === quirks.syncedCtag) return { type: 'nothing' }
  return { type: 'incremental', token: state.token, data }
}

/** What to do about a failed sync REPORT. */
export type Remedy =
  /** The token is dead: list anew, keeping what has an equal etag. */
  | 'reset'
  /** sync-collection does not work here: compare listings instead. */
  | 'no-sync'
  /** Nothing to be done but try later. */
  | 'fail'

const tokenStatuses = new Set([400, 409, 410, 412, 415, 418])
const noSyncStatuses = new Set([400, 403, 405, 409, 412, 415, 418, 501, 507])

/**
 * Reads the many ways servers refuse a sync REPORT (RFC 6578 §3.2 has one: 403 with valid-sync-token). A reset for any other reason
 * happens once in 24 hours, so that a fragile server is not listed over and over.
 */
export function remedyFor(
  error: Pick<DavError, 'status' | 'preconditions'>,
  plan: Plan,
  quirks: Pick<CollectionQuirks, 'resetAt' | 'tokenFailures'>,
  now: number,
): Remedy {
  const status = error.status ?? 0
  if (plan.type === 'initial') {
    // A 403 without a named reason is about rights, or a rate limit.
    const noSync = status === 403 ? error.preconditions.includes('supported-report') : noSyncStatuses.has(status)
    return noSync ? 'no-sync' : 'fail'
  }
  if (plan.type !== 'incremental') return 'fail'
  if (error.preconditions.includes('valid-sync-token')) return 'reset'
  if (error.preconditions.includes('supported-report') || status === 507) return 'no-sync'
  const suspect = tokenStatuses.has(status) || (status === 500 && quirks.tokenFailures >= TOKEN_RETRIES)
  if (!suspect) return 'fail'
  return quirks.resetAt === null || now - quirks.resetAt > RESET_AGAIN_AFTER_MS ? 'reset' : 'no-sync'
}

/**
 * Whether a complete listing without any member may be taken for true. Where members are cached it must have been so for a minute:
 * a server in trouble lists nothing, and nothing must be deleted for that.
 */
export const believesEmpty = (rows: number, quirks: Pick<CollectionQuirks, 'emptySince'>, now: number): boolean =>
  rows === 0 || (quirks.emptySince !== null && now - quirks.emptySince >= EMPTY_BELIEVED_AFTER_MS)

/**
 * Whether an answer "no changes" is to be doubted: the collection's own sync token moved on, and the answer did not bring it. A token
 * of a deleted and recreated collection may be answered so for ever. Audited once a day at most.
 */
export const doubtsNoChange = (
  answered: SyncToken,
  listed: SyncToken | null,
  quirks: Pick<CollectionQuirks, 'auditedAt'>,
  now: number,
): boolean =>
  listed !== null && answered !== listed && (quirks.auditedAt === null || now - quirks.auditedAt > RESET_AGAIN_AFTER_MS)
