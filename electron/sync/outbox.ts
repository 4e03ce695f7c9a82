import { randomUUID } from 'node:crypto'
import type { CollectionChange, PendingChange } from '../../shared/model/change.ts'
import {
  collectionId,
  href as toHref,
  pendingChangeId,
  splitCollectionId,
  type AccountId,
  type CollectionId,
  type ETag,
  type Href,
  type PendingChangeId,
} from '../../shared/model/names.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import type { Journal } from '../journal/journal.ts'
import { resolveConflict, type Keep } from './conflict.ts'
import type { Hold, Intake } from './intake.ts'
import { createPendingQueue, keyOf, type Overlays } from './pending-queue.ts'
import { send, type Member, type MemberRequests, type SendResult, type ServerHabits } from './send.ts'

/** Requests of one account under way at once; the next edits wait their turn. */
const PARALLEL_PER_ACCOUNT = 4
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 300_000

export type Edit = {
  collection: CollectionId
  /** null: a new member, named by us. */
  href: Href | null
  base: { etag: ETag | null; data: string } | null
  /** null: delete. */
  data: string | null
  title: string
}

export type OutboxParts = {
  journal: Journal
  overlays: Overlays
  intake: Intake
  /** null: the account is not there (any more), or not reachable now. */
  requestsOf: (account: AccountId) => MemberRequests | null
  now: () => number
  random: () => number
}

export type Outbox = {
  /** @returns as soon as the edit is durable. @throws Error with a plain message when it could not be made so */
  edit(edit: Edit): Promise<{ id: PendingChangeId; href: Href }>
  pending(): PendingChange[]
  retry(id: PendingChangeId): Promise<void>
  discard(id: PendingChangeId): Promise<void>
  resolve(id: PendingChangeId, keep: Keep): Promise<void>
  /** Parks what an account still has to send: it stays in the list, with its text. */
  accountRemoved(account: AccountId): Promise<void>
  /** Tries at once what waits for an account that can be reached again; null: for all. */
  wake(account: AccountId | null): void
  /** Waits for requests under way; what is not sent stays in the journal. */
  stop(): Promise<void>
}

const asChange = (href: Href, member: Member | null): CollectionChange =>
  member === null ? { type: 'removed', href } : { type: 'changed', href, ...member }
const isVCard = (data: string): boolean => /^\s*BEGIN:VCARD/i.test(data)

/** How the list shows what was not written. */
const asides = (result: Exclude<SendResult, { type: 'settled' | 'retry' }>) =>
  result.type === 'parked'
    ? { state: result.type, reason: result.reason, theirs: null }
    : {
        state: result.type,
        reason: 'It was changed on the server too. Nothing is lost: choose which version to keep.',
        theirs: { etag: result.theirs?.etag ?? null, data: result.theirs?.data ?? null },
      }

/** Sends journalled edits: in order for one href, in parallel across hrefs, so that one bad item never stops the rest. */
export function createOutbox({ journal, overlays, intake, requestsOf, now, random }: OutboxParts): Outbox {
  const queue = createPendingQueue(journal, overlays)
  const underWay = new Map<string, { account: AccountId; id: PendingChangeId; done: Promise<void> }>()
  /** What a server may have, although its answer never came: such a text is sent again as it is, and what is typed later follows it. */
  const maybeSent = new Set<PendingChangeId>(queue.all().map(({ id }) => id))
  const failures = new Map<PendingChangeId, number>()
  const habits = new Map<AccountId, ServerHabits>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function drop(id: PendingChangeId): Promise<void> {
    failures.delete(id)
    maybeSent.delete(id)
    return queue.drop(id)
  }

  const require = (id: PendingChangeId): PendingChange => {
    const change = queue.get(id)
    if (change === undefined) throw new Error('This change is not waiting any more: it was sent or given up.')
    return change
  }

  function backOff(id: PendingChangeId): number {
    const failed = (failures.get(id) ?? 0) + 1
    failures.set(id, failed)
    return random() * Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failed)
  }

  // Each step from one state to the next reads, waits for the disk and writes: two of them must never be entangled.
  let steps: Promise<unknown> = Promise.resolve()
  function exclusively<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = steps.then(step)
    steps = result.catch(() => undefined)
    return result
  }

  async function edit({ collection, href, base, data, title }: Edit): Promise<{ id: PendingChangeId; href: Href }> {
    const { account, href: home } = splitCollectionId(collection)
    const target = href ?? toHref(`${home}${randomUUID()}${data !== null && isVCard(data) ? '.vcf' : '.ics'}`)
    const key = `${collection}\n${target}`
    // An edit of something still waiting replaces it: it keeps its place and what it rests on.
    const waiting = queue.forKey(key).at(-1)
    const change: PendingChange =
      waiting === undefined || (waiting.state === 'waiting' && maybeSent.has(waiting.id))
        ? {
            id: pendingChangeId(randomUUID()),
            account,
            collection,
            href: target,
            at: now(),
            base,
            data,
            title,
            state: 'waiting',
            reason: null,
            theirs: null,
            retryAt: null,
          }
        : {
            ...waiting,
            data,
            title: title === '' ? waiting.title : title,
            ...(waiting.state === 'parked' ? { state: 'waiting', reason: null, retryAt: null } : {}),
          }
    await queue.keep(change)
    pump()
    return { id: change.id, href: target }
  }

  /** What was queued behind an edit now rests on what that edit left on the server. */
  async function rebase(key: string, server: Member | null): Promise<void> {
    for (const next of queue.forKey(key))
      await queue.keep({ ...next, base: server === null ? null : { etag: server.etag, data: server.data } })
  }

  /** The last step of a send: only with its state written may another send of this href begin. */
  const ended = (key: string, step: () => Promise<void>): Promise<void> =>
    exclusively(() => step().finally(() => underWay.delete(key)))

  const tellCache = (
    change: PendingChange,
    changes: CollectionChange[],
    settled: PendingChangeId[],
  ): Promise<unknown> =>
    intake.apply({
      source: collectionId(change.account, toHref('outbox')),
      generation: 0,
      origin: 'own',
      groups: [{ collection: change.collection, changes }],
      states: [],
      settled,
    })

  /** What the cache could not take of it comes again with the next listing. */
  const showMeanwhile = (change: PendingChange, changes: CollectionChange[]): void => {
    if (changes.length > 0) void tellCache(change, changes, []).catch(() => undefined)
  }

  async function conclude(sent: PendingChange, result: SendResult, hold: Hold): Promise<void> {
    const key = keyOf(sent)
    switch (result.type) {
      case 'settled': {
        await tellCache(sent, [asChange(sent.href, result.server)], [sent.id])
        return ended(key, async () => {
          await drop(sent.id)
          await rebase(key, result.server)
        })
      }
      case 'retry': {
        showMeanwhile(sent, hold.giveBack())
        return ended(key, async () => {
          const change = queue.get(sent.id)
          if (change?.state === 'waiting')
            await queue.keep({
              ...change,
              reason: result.reason,
              retryAt: now() + (result.after ?? backOff(change.id)),
            })
          // Its account was removed meanwhile.
          else if (change !== undefined) await queue.setAside(change, {})
        })
      }
      case 'parked':
      case 'conflict': {
        const meanwhile = hold.giveBack()
        showMeanwhile(sent, result.type === 'conflict' ? [asChange(sent.href, result.theirs)] : meanwhile)
        return ended(key, async () => {
          const change = queue.get(sent.id)
          if (change === undefined) return // given up meanwhile
          maybeSent.delete(change.id)
          await queue.setAside(change, asides(result))
        })
      }
    }
  }

  /** What was written, or what somebody made of it since: that came while it was under way, and is read anew. */
  async function asItIsNow(
    change: PendingChange,
    written: Member | null,
    requests: MemberRequests,
    hold: Hold,
  ): Promise<SendResult> {
    if (!hold.release(written?.etag ?? null)) return { type: 'settled', server: written }
    try {
      return { type: 'settled', server: await requests.get(change.href) }
    } catch (error) {
      // Sent again it finds itself there, or the other's version.
      return { type: 'retry', after: null, reason: reasonOf(error) }
    }
  }

  async function sendOne(change: PendingChange, requests: MemberRequests): Promise<void> {
    const hold = intake.hold(change.collection, change.href)
    const known = habits.get(change.account) ?? { keepsBytes: null }
    habits.set(change.account, known)
    const result = await send(change, requests, known).catch((error: unknown): SendResult => ({
      type: 'parked',
      reason: `Daystream could not send this: ${reasonOf(error)}`,
    }))
    await conclude(
      change,
      result.type === 'settled' ? await asItIsNow(change, result.server, requests, hold) : result,
      hold,
    )
  }

  /** Begins what can be sent: between steps only, or it would send a text that is just being replaced. */
  const pump = (): void => void exclusively(async () => begin())

  function begin(): void {
    if (stopped) return
    clearTimeout(timer)
    let soonest = Infinity
    const seen = new Set<string>()
    for (const change of queue.all()) {
      const key = keyOf(change)
      // One that waits for its next try keeps those behind it back: out of order they would overwrite each other.
      if (change.state !== 'waiting' || underWay.has(key) || seen.has(key)) continue
      seen.add(key)
      if (change.retryAt !== null && change.retryAt > now()) {
        soonest = Math.min(soonest, change.retryAt)
        continue
      }
      const requests = requestsOf(change.account)
      const busy = [...underWay.values()].filter(({ account }) => account === change.account).length
      if (requests === null || busy >= PARALLEL_PER_ACCOUNT) continue
      maybeSent.add(change.id)
      const done = sendOne(change, requests).then(pump, () => {
        // The journal or the cache refused: the edit is as it was.
        underWay.delete(key)
        queue.retryAt(change.id, now() + backOff(change.id))
        pump()
      })
      underWay.set(key, { account: change.account, id: change.id, done })
    }
    if (soonest < Infinity) pumpIn(Math.max(0, soonest - now()))
  }

  function pumpIn(ms: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(pump, ms)
  }

  async function release(change: PendingChange): Promise<void> {
    failures.delete(change.id)
    await queue.keep({ ...change, state: 'waiting', reason: null, retryAt: null })
    pump()
  }

  async function resolve(id: PendingChangeId, decision: Keep): Promise<void> {
    const change = require(id)
    const resolution = resolveConflict(change, decision, randomUUID())
    if (resolution.type === 'send') return release(resolution.change)
    const { copy } = resolution
    if (copy !== null)
      await edit({ collection: change.collection, href: copy.href, base: null, data: copy.data, title: change.title })
    await drop(id)
  }

  return {
    edit: (wanted) => exclusively(() => edit(wanted)),
    pending: () => queue.all(),
    retry: (id) => exclusively(() => release(require(id))),
    discard: (id) => exclusively(() => drop(require(id).id)),
    resolve: (id, decision) => exclusively(() => resolve(id, decision)),
    accountRemoved: (account) =>
      exclusively(async () => {
        const reason = 'Its account was removed. The text is kept here until you give it up.'
        for (const { id, account: of } of queue.all()) {
          const change = queue.get(id)
          if (of !== account || change === undefined) continue
          if (underWay.has(keyOf(change))) await queue.keep({ ...change, state: 'parked', reason })
          else await queue.setAside(change, { state: 'parked', reason })
        }
      }),
    wake(account) {
      for (const change of queue.all())
        if (change.state === 'waiting' && (account === null || change.account === account))
          queue.retryAt(change.id, null)
      pump()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}
