import { DavError } from '../../shared/model/dav-error.ts'
import type { Href, SyncToken } from '../../shared/model/names.ts'
import { syncCollection } from '../dav/requests/sync-collection.ts'
import type { Plan } from './decide.ts'
import { metered } from './metered.ts'
import { contentKindOf } from './parts.ts'
import { fetchInto, removeUnlisted, stateOf, type SyncRun } from './sync-run.ts'
import { takeAnswer, type Part } from './take-answer.ts'

const MOST_PAGES = 1_000

export type ReportPlan = Extract<Plan, { type: 'incremental' | 'initial' }>
/** `empty`: a complete listing without any member; nothing is committed for it, since not every server means it. */
export type ReportResult = { readonly changes: number; readonly token: SyncToken; readonly empty: boolean }

/** Estimates how many members an answer of known length brings, from those its first bytes brought. */
function estimateTotal(length: string | undefined, read: number, done: number): number | null {
  const whole = Number(length ?? NaN)
  return Number.isNaN(whole) || read === 0 ? null : Math.max(done, Math.round((done * whole) / read))
}

/**
 * Brings a collection up to date by sync-collection REPORTs: page after page (RFC 6578 §3.6), each token committed with the last
 * batch it covers. A listing that begins with members cached is committed as a whole, when it is known what it does not mention.
 *
 * @throws DavError as the REPORT fails; `malformed` if the server hands out the same page for ever
 */
export async function runReport(run: SyncRun, plan: ReportPlan): Promise<ReportResult> {
  const { parts, request, ingest } = run
  const { collection, origin, signal, onProgress } = request
  const kind = contentKindOf(collection)
  const initial = plan.type === 'initial'
  const cached = initial ? await run.cached() : null
  const keepsRows = cached !== null && cached.size > 0
  const listed = new Set<Href>()
  let token: SyncToken | null = initial ? null : plan.token
  let changes = 0
  let done = 0

  for (let page = 0; page < MOST_PAGES; page += 1) {
    let read = 0
    const connection = metered(parts.connection(), (bytes) => {
      read += bytes
    })
    const contents = plan.data ? [kind] : []
    const answer = await syncCollection(connection, { href: collection.href, token, level: '1', contents, signal })
    const length = answer.headers['content-length']
    const before = token
    let last: Part | null = null
    await takeAnswer(answer, {
      ingest,
      collectionOf: () => collection.id,
      isKnown: (href, etag, inline) => {
        if (!initial) return false
        listed.add(href)
        if (inline) {
          done += 1
          if (done % 50 === 0) onProgress?.(done, estimateTotal(length, read, done))
        }
        return etag !== null && cached?.get(href) === etag
      },
      fetch: (_collection, hrefs) => {
        const total = done + hrefs.length
        if (initial) onProgress?.(done, total)
        return fetchInto(run, hrefs, () => {
          done += 1
          if (initial) onProgress?.(done, total)
        })
      },
      onPart: (part) => {
        last = part
        return undefined
      },
    })
    const { token: answered, changes: changed, truncated, inline, fetched } = (last as Part | null) ?? gone(run)
    if (plan.data && inline + fetched > 0) parts.quirks.inlineData = inline > 0
    changes += changed
    token = answered
    if (truncated && !keepsRows) await ingest.commit(stateOf(collection, token), origin)
    if (!truncated) {
      if (initial && listed.size === 0) return { changes, token, empty: true }
      if (keepsRows) changes += await removeUnlisted(run, listed)
      await ingest.commit(stateOf(collection, token), origin)
      if (initial) onProgress?.(done, done)
      return { changes, token, empty: false }
    }
    if (token === before && changed === 0) break
  }
  const { host } = new URL(parts.connection().origin)
  throw new DavError('malformed', `${host} hands out the same part of “${collection.displayName}” again and again.`)
}

const gone = ({ parts, request }: SyncRun): never => {
  const { host } = new URL(parts.connection().origin)
  throw new DavError('not-found', `“${request.collection.displayName}” is not on ${host} any more.`)
}
