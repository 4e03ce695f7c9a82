import type { Collection } from '../../shared/model/collection.ts'
import type { DavError } from '../../shared/model/dav-error.ts'
import type { PushHealth, PushMechanismName } from '../../shared/model/health.ts'
import type { AccountId, CollectionId, Href } from '../../shared/model/names.ts'
import { holdsMembers } from '../sync/parts.ts'
import type { Holding, Knowledge, Reason } from './policy.ts'

export type WatchFacts = {
  /** null: the whole home. */
  readonly collection: CollectionId | null
  readonly home: Href
  readonly holding: Exclude<Holding, 'none'>
  /** The server was seen to hold it, and it is not known to be broken. */
  readonly established: boolean
  readonly since: number
  readonly lastEventAt: number | null
  readonly error: DavError | null
}

export type HomeFactsForHealth = {
  readonly href: Href
  readonly collections: readonly Collection[]
  readonly lastCheckedAt: number | null
  readonly lastEventAt: number | null
  readonly lastMissAt: number | null
  readonly nextPollAt: number | null
  readonly pollMinutes: number | null
  readonly error: DavError | null
  /** What could not be read although the rest could. */
  readonly partial: string | null
}

export type HealthFacts = {
  readonly account: AccountId
  readonly host: string
  readonly knowledge: Knowledge
  readonly homes: readonly HomeFactsForHealth[]
  readonly watches: readonly WatchFacts[]
}

const whyNot: Record<Reason, (host: string) => string> = {
  'not-held': (host) =>
    `${host} answers the streaming request at once instead of holding it, and offers no push. It is asked again tomorrow, ` +
    'or when you check now.',
  'not-streamed': (host) => `${host} holds one request at a time open, but does not stream.`,
  hung: (host) => `Something between this computer and ${host} keeps streams back. It is tried again tomorrow.`,
  cut: (host) => `The connection to ${host} was cut again and again. It is tried again tomorrow.`,
  refused: (host) => `${host} refuses the streaming request. It is asked again tomorrow, or when you check now.`,
  missed: (host) => `Changes on ${host} went untold. It is tried again tomorrow.`,
}

const rank: readonly PushMechanismName[] = ['streaming', 'long-poll', 'poll']
const worst = (names: readonly PushMechanismName[]): PushMechanismName =>
  rank.findLast((name) => names.includes(name)) ?? 'poll'

const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce<number | null>((a, b) => (a === null || (b !== null && b > a) ? b : a), null)

/** `needs-you`: nothing helps but the user. `offline`: it comes back by itself. */
function troubleOf({ kind }: DavError): 'offline' | 'needs-you' | null {
  if (kind === 'unreachable') return 'offline'
  return kind === 'certificate' || kind === 'insecure' || kind === 'unauthorized' ? 'needs-you' : null
}

function whyNotBetter(facts: HealthFacts, mechanism: PushMechanismName): string {
  if (mechanism === 'streaming') return ''
  const { host, knowledge, homes } = facts
  const slowest = Math.max(0, ...homes.map(({ pollMinutes }) => pollMinutes ?? 0))
  const delay =
    mechanism !== 'poll' || slowest === 0
      ? ''
      : ` Changes show within ${slowest === 1 ? 'a minute' : `${slowest} minutes`}.`
  if (knowledge.reason !== null) return whyNot[knowledge.reason](host) + delay
  const watched = facts.watches.some(({ collection }) => collection !== null)
  const some = homes.some(({ collections }) => collections.some((each) => each.supportsSyncCollection))
  if (homes.every(({ lastCheckedAt }) => lastCheckedAt === null)) return `${host} is being asked what it can do.`
  if (!some) return `${host} cannot say what changed since the last time, so it is asked in full now and then.${delay}`
  if (watched)
    return `${host} reports on single collections only. Two are held open, the others are asked in turn.${delay}`
  return `${host} is being asked to hold a request open.${delay}`
}

/**
 * How one account is kept up to date, as the user sees it: a row for the whole of it, as good as its least, and one for each
 * collection that is better off.
 *
 * @param sinceOf when the account came to this mechanism
 */
export function healthRows(facts: HealthFacts, sinceOf: (mechanism: PushMechanismName) => number): PushHealth[] {
  const { account, homes, watches } = facts
  const established = watches.filter((watch) => watch.established)
  const watchOf = (home: Href, collection: CollectionId): WatchFacts | undefined =>
    established.find((watch) => watch.home === home && (watch.collection === null || watch.collection === collection))
  const mechanisms = homes.flatMap(({ href, collections }) =>
    collections.filter(holdsMembers).map(({ id }): PushMechanismName => watchOf(href, id)?.holding ?? 'poll'),
  )
  const errors = [...homes, ...watches].flatMap(({ error }) => (error === null ? [] : [error]))
  const trouble = errors.find((error) => troubleOf(error) !== null)
  const none = established[0]?.holding ?? 'poll'
  const usual = mechanisms.length === 0 ? none : worst(mechanisms)
  const mechanism = (trouble === undefined ? null : troubleOf(trouble)) ?? usual
  const partial = homes.find((home) => home.partial !== null)?.partial ?? null
  const nextPolls = homes.flatMap(({ nextPollAt }) => (nextPollAt === null ? [] : [nextPollAt]))

  const whole: PushHealth = {
    account,
    collection: null,
    mechanism,
    since: sinceOf(mechanism),
    lastEventAt: latest([...homes, ...watches].map(({ lastEventAt }) => lastEventAt)),
    lastCheckedAt: latest(homes.map(({ lastCheckedAt }) => lastCheckedAt)),
    lastMissAt: latest(homes.map(({ lastMissAt }) => lastMissAt)),
    nextPollAt: nextPolls.length === 0 ? null : Math.min(...nextPolls),
    whyNotBetter: trouble === undefined ? whyNotBetter(facts, mechanism) : '',
    error: (trouble ?? errors[0])?.message ?? partial,
  }
  const better = trouble !== undefined ? [] : established.filter(({ holding }) => holding !== mechanism)
  return [
    whole,
    ...better.flatMap((watch): PushHealth[] => {
      const home = homes.find(({ href }) => href === watch.home)
      const covered = watch.collection === null ? (home?.collections ?? []).map(({ id }) => id) : [watch.collection]
      return covered.map((collection) => ({
        account,
        collection,
        mechanism: watch.holding,
        since: watch.since,
        lastEventAt: watch.lastEventAt,
        lastCheckedAt: home?.lastCheckedAt ?? null,
        lastMissAt: home?.lastMissAt ?? null,
        nextPollAt: null,
        whyNotBetter: '',
        error: watch.error?.message ?? null,
      }))
    }),
  ]
}
