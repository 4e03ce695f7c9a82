import { randomUUID } from 'node:crypto'
import type { PendingChange } from '../../shared/model/change.ts'
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
import type { Journal } from '../journal/journal.ts'
import { resolveConflict, type Keep } from './conflict.ts'
import type { Hold, Intake } from './intake.ts'
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

/** Where overlays are shown. */
export type Overlays = {
  putPending(change: PendingChange): Promise<void>
  removePending(id: PendingChangeId): Promise<void>
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

const keyOf = (change: PendingChange): string => `${change.collection}\n${change.href}`
const isVCard = (data: string): boolean => /^\s*BEGIN:VCARD/i.test(data)

/** Sends journalled edits: in order for one href, in parallel across hrefs, so that one bad item never stops the rest. */
export function createOutbox({ journal, overlays, intake, requestsOf, now, random }: OutboxParts): Outbox {
  const open = new Map<PendingChangeId, PendingChange>(journal.pending().map((change) => [change.id, change]))
  const underWay = new Map<string, { account: AccountId; id: PendingChangeId; done: Promise<void> }>()
  const failures = new Map<PendingChangeId, number>()
  const habits = new Map<AccountId, ServerHabits>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function keep(change: PendingChange): Promise<void> {
    await journal.put(change)
    open.set(change.id, change)
    void overlays.putPending(change)
  }

  async function drop(id: PendingChangeId): Promise<void> {
    await journal.settle(id)
    open.delete(id)
    failures.delete(id)
    void overlays.removePending(id)
  }

  const require = (id: PendingChangeId): PendingChange => {
    const change = open.get(id)
    if (change === undefined) throw new Error('This change is not waiting any more: it was sent or given up.')
    return change
  }

  const forKey = (key: string): PendingChange[] => [...open.values()].filter((change) => keyOf(change) === key)

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
    const sending = underWay.get(key)?.id
    // An edit of something still waiting replaces it: it keeps its place and what it rests on.
    const waiting = forKey(key).find((change) => change.id !== sending)
    const change: PendingChange =
      waiting === undefined
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
    await keep(change)
    pump()
    return { id: change.id, href: target }
  }

  /** What was queued behind an edit now rests on what that edit left on the server. */
  async function rebase(key: string, server: Member | null): Promise<void> {
    for (const next of forKey(key))
      await keep({ ...next, base: server === null ? null : { etag: server.etag, data: server.data } })
  }

  /** The last step of a send: only with its state written may another send of this href begin. */
  const ended = (key: string, step: () => Promise<void>): Promise<void> =>
    exclusively(() => step().finally(() => underWay.delete(key)))

  async function conclude(change: PendingChange, result: SendResult, hold: Hold): Promise<void> {
    const key = keyOf(change)
    switch (result.type) {
      case 'settled': {
        const more = hold.release(result.server?.etag ?? null)
        const server = more ? ((await requestsOf(change.account)?.get(change.href)) ?? null) : result.server
        await intake.apply({
          source: collectionId(change.account, toHref('outbox')),
          generation: 0,
          origin: 'own',
          groups: [
            {
              collection: change.collection,
              changes: [
                server === null
                  ? { type: 'removed', href: change.href }
                  : { type: 'changed', href: change.href, ...server },
              ],
            },
          ],
          states: [],
          settled: [change.id],
        })
        return ended(key, async () => {
          await drop(change.id)
          await rebase(key, server)
        })
      }
      case 'retry': {
        hold.release(null)
        const failed = (failures.get(change.id) ?? 0) + 1
        failures.set(change.id, failed)
        const wait = result.after ?? random() * Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failed)
        return ended(key, () => keep({ ...require(change.id), reason: result.reason, retryAt: now() + wait }))
      }
      case 'parked':
      case 'conflict': {
        hold.release(null)
        return ended(key, async () => {
          // What was typed meanwhile is the later wish: it takes the place of the one that could not be sent.
          const later = forKey(key).find(({ id }) => id !== change.id)
          await keep({
            ...change,
            ...(later === undefined ? {} : { data: later.data, title: later.title }),
            state: result.type,
            reason:
              result.type === 'parked'
                ? result.reason
                : 'It was changed on the server too. Nothing is lost: choose which version to keep.',
            theirs: result.type === 'conflict' ? result.theirs : null,
          })
          if (later !== undefined) await drop(later.id)
        })
      }
    }
  }

  async function sendOne(change: PendingChange, requests: MemberRequests): Promise<void> {
    const hold = intake.hold(change.collection, change.href)
    const known = habits.get(change.account) ?? { keepsBytes: null }
    habits.set(change.account, known)
    const result = await send(change, requests, known).catch((error: unknown): SendResult => ({
      type: 'parked',
      reason: `Daystream could not send this: ${error instanceof Error ? error.message : String(error)}`,
    }))
    await conclude(change, result, hold)
  }

  /** Begins what can be sent: between steps only, or it would send a text that is just being replaced. */
  const pump = (): void => void exclusively(async () => begin())

  function begin(): void {
    if (stopped) return
    clearTimeout(timer)
    let soonest = Infinity
    for (const change of [...open.values()].toSorted((a, b) => a.at - b.at)) {
      const key = keyOf(change)
      if (change.state !== 'waiting' || underWay.has(key)) continue
      if (change.retryAt !== null && change.retryAt > now()) {
        soonest = Math.min(soonest, change.retryAt)
        continue
      }
      const requests = requestsOf(change.account)
      const busy = [...underWay.values()].filter(({ account }) => account === change.account).length
      if (requests === null || busy >= PARALLEL_PER_ACCOUNT) continue
      const done = sendOne(change, requests).then(pump, () => {
        // The journal refused: the edit is as it was.
        underWay.delete(key)
        pumpIn(FIRST_RETRY_MS)
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
    await keep({ ...change, state: 'waiting', reason: null, retryAt: null })
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
    pending: () => [...open.values()],
    retry: (id) => exclusively(() => release(require(id))),
    discard: (id) => exclusively(() => drop(require(id).id)),
    resolve: (id, decision) => exclusively(() => resolve(id, decision)),
    accountRemoved: (account) =>
      exclusively(async () => {
        for (const change of [...open.values()].filter((each) => each.account === account))
          await keep({
            ...change,
            state: 'parked',
            reason: 'Its account was removed. The text is kept here until you give it up.',
          })
      }),
    wake(account) {
      for (const change of open.values())
        if (change.state === 'waiting' && (account === null || change.account === account))
          open.set(change.id, { ...change, retryAt: null })
      pump()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}
