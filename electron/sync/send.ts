import { DavError } from '../../shared/model/dav-error.ts'
import type { WriteCondition } from '../dav/requests/condition.ts'
import type { PendingChange } from '../../shared/model/change.ts'
import type { ETag, Href, ScheduleTag } from '../../shared/model/names.ts'
import { sameMeaning } from './meaning.ts'

export type Member = { etag: ETag | null; scheduleTag: ScheduleTag | null; data: string }
/** The requests an edit needs of its server. */
export type MemberRequests = {
  /** null: there is no such member (404, 410). */
  get(href: Href): Promise<Member | null>
  put(
    href: Href,
    data: string,
    condition: WriteCondition,
  ): Promise<{ etag: ETag | null; scheduleTag: ScheduleTag | null }>
  remove(href: Href, condition: WriteCondition): Promise<void>
}

export type SendResult =
  /** The server is as the user wants it; `server` is what it holds, null after a deletion. */
  | { type: 'settled'; server: Member | null }
  /** null: it was deleted there. */
  | { type: 'conflict'; theirs: Member | null }
  | { type: 'parked'; reason: string }
  /** `after`: milliseconds the server asked for. */
  | { type: 'retry'; after: number | null; reason: string }

/** What is remembered of a server between writes: whether it keeps what it is given byte for byte. */
export type ServerHabits = { keepsBytes: boolean | null }

/** A weak tag never matches in If-Match (RFC 9110 §8.8.1, §13.1.1). */
const matching = (etag: ETag | null): WriteCondition =>
  etag === null || etag.startsWith('W/') ? { type: 'none' } : { type: 'match', etag }

function afterFailure(error: unknown): SendResult {
  if (!(error instanceof DavError)) throw error
  switch (error.kind) {
    case 'unreachable':
    case 'truncated':
    case 'aborted':
    case 'server':
    case 'unauthorized':
    case 'certificate':
    case 'insecure':
      return { type: 'retry', after: null, reason: error.message }
    case 'overload':
      return { type: 'retry', after: error.retryAfter, reason: error.message }
    default:
      return { type: 'parked', reason: error.message }
  }
}

/** The server holds something else than the edit was made on: is it our own write, or somebody's? */
async function compareWithTheirs(
  change: PendingChange,
  requests: MemberRequests,
): Promise<SendResult | { tryWith: WriteCondition }> {
  const theirs = await requests.get(change.href)
  if (theirs === null) {
    return change.data === null ? { type: 'settled', server: null } : { type: 'conflict', theirs: null }
  }
  // The answer to our own earlier write was lost.
  if (change.data !== null && sameMeaning(theirs.data, change.data)) return { type: 'settled', server: theirs }
  // Only the tag differs, e.g. by a suffix that a proxy adds: the edit still rests on what is there.
  if (change.base !== null && sameMeaning(theirs.data, change.base.data)) return { tryWith: matching(theirs.etag) }
  return { type: 'conflict', theirs }
}

async function write(
  change: PendingChange,
  condition: WriteCondition,
  requests: MemberRequests,
  habits: ServerHabits,
): Promise<SendResult> {
  if (change.data === null) {
    await requests.remove(change.href, condition)
    return { type: 'settled', server: null }
  }
  const { etag, scheduleTag } = await requests.put(change.href, change.data, condition)
  if (etag !== null && habits.keepsBytes === true)
    return { type: 'settled', server: { etag, scheduleTag, data: change.data } }
  const stored = await requests.get(change.href)
  if (stored !== null && etag !== null) habits.keepsBytes = stored.data === change.data
  return { type: 'settled', server: stored }
}

/**
 * Sends one edit, conditionally (RFC 9110 §13.1): it never overwrites what the user has not seen.
 *
 * @throws whatever is not a DavError: a defect of ours
 */
export async function send(change: PendingChange, requests: MemberRequests, habits: ServerHabits): Promise<SendResult> {
  try {
    let condition: WriteCondition = change.base === null ? { type: 'create' } : matching(change.base.etag)
    if (condition.type === 'none') {
      const compared = await compareWithTheirs(change, requests)
      if (!('tryWith' in compared)) return compared
      condition = compared.tryWith
    }
    try {
      return await write(change, condition, requests, habits)
    } catch (error) {
      const gone = error instanceof DavError && error.kind === 'not-found'
      if (gone && change.data === null) return { type: 'settled', server: null }
      const changedThere = error instanceof DavError && (error.status === 412 || (gone && change.base !== null))
      if (!changedThere) return afterFailure(error)
    }
    const compared = await compareWithTheirs(change, requests)
    return !('tryWith' in compared) ? compared : await write(change, compared.tryWith, requests, habits)
  } catch (error) {
    return afterFailure(error)
  }
}
