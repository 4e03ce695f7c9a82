import type { PushHealth, PushMechanismName } from '../../shared/model/health.ts'
import type { AccountId } from '../../shared/model/names.ts'

/** Worst first: an account is only as live as its least live part. */
const worstFirst: readonly PushMechanismName[] = ['needs-you', 'offline', 'poll', 'long-poll', 'streaming']

/** How one account stands as a whole: its least live part, with the latest of what was seen in any part; null when nothing is known yet. */
export function accountHealth(health: readonly PushHealth[], account: AccountId): PushHealth | null {
  const parts = health.filter((each) => each.account === account)
  const worst = worstFirst.flatMap((mechanism) => parts.filter((part) => part.mechanism === mechanism))[0]
  if (worst === undefined) return null
  const latest = (of: (part: PushHealth) => number | null): number | null =>
    parts.reduce<number | null>((last, part) => {
      const at = of(part)
      return at === null || (last !== null && last >= at) ? last : at
    }, null)
  return {
    ...worst,
    lastEventAt: latest(({ lastEventAt }) => lastEventAt),
    lastCheckedAt: latest(({ lastCheckedAt }) => lastCheckedAt),
    lastMissAt: latest(({ lastMissAt }) => lastMissAt),
  }
}
