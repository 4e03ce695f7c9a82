import type { Account } from '../../shared/model/account.ts'
import type { PushHealth } from '../../shared/model/health.ts'
import { useText } from '../i18n/use-text.ts'
import { useClock, useWhen } from '../i18n/use-when.ts'
import { Button } from '../ui/Button.tsx'
import { LiveMark } from '../ui/LiveMark.tsx'
import type { Dialog } from '../view-state/view-state.ts'
import { mechanismName, messages } from './messages.ts'

/** The whole story of one account: the rung it is on, since when, what came last, and why not a better one. */
export function AccountHealth({
  account,
  health,
  onDialog,
}: {
  account: Account
  health: PushHealth | null
  onDialog: (dialog: Dialog) => void
}) {
  const t = useText()
  const when = useWhen()
  const clock = useClock()
  const host = account.kind === 'local' ? '' : new URL(account.origin).host
  const seen = (at: number | null): string => (at === null ? t(messages.none) : when(at))
  const figures: [string, string][] =
    health === null
      ? []
      : [
          [t(messages.lastChange), seen(health.lastEventAt)],
          [t(messages.lastChecked), seen(health.lastCheckedAt)],
          health.mechanism === 'poll' && health.nextPollAt !== null
            ? [t(messages.nextCheck), when(health.nextPollAt)]
            : [t(messages.lastMiss), seen(health.lastMissAt)],
        ]
  return (
    <section className="sync-section" aria-label={account.displayName}>
      <header className="sync-head">
        {health !== null && <LiveMark shape={health.mechanism} />}
        <h3 className="sync-name ellipsis" dir="auto">
          {account.displayName}
        </h3>
        <span className="sync-host ellipsis">{host === account.displayName ? '' : host}</span>
        <span className="sync-rung" data-shape={health?.mechanism}>
          {health === null
            ? t(messages.starting)
            : t(messages.rungSince, { rung: t(mechanismName[health.mechanism]), since: clock(health.since) })}
        </span>
      </header>
      {health !== null && <Words health={health} />}
      {health?.mechanism === 'needs-you' && account.kind === 'remote' && (
        <p>
          <Button variant="link" onPress={() => onDialog({ type: 'password', account: account.id })}>
            {t(messages.enterPassword)}
          </Button>
        </p>
      )}
      <dl className="sync-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Words({ health }: { health: PushHealth }) {
  const t = useText()
  if (health.error !== null) return <p className="sync-error">{health.error}</p>
  if (health.whyNotBetter !== '')
    return <p className="sync-words">{t(messages.whyNotBetter, { reason: health.whyNotBetter })}</p>
  if (health.mechanism === 'streaming') return <p className="sync-words">{t(messages.liveHint)}</p>
  if (health.mechanism === 'long-poll') return <p className="sync-words">{t(messages.longPollHint)}</p>
  return null
}
