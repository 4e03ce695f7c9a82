import { useId } from 'react'
import { Button } from 'react-aria-components'
import { useAppState } from '../bridge/app-state.ts'
import { useCollections } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { openDialog } from '../view-state/view-state.ts'
import { messages } from './messages.ts'

/** Shown over an empty calendar while there is none to write to: the three ways to fill it. */
export function EmptyCalendar() {
  const t = useText()
  const collections = useCollections()
  const state = useAppState((each) => each.state)
  const none = collections !== undefined && !collections.some(({ kind }) => kind !== 'addressbook')
  // While accounts are still being read, calendars are on their way.
  const settled = state !== null && state.cache === 'ready' && state.progress.every((each) => each.state !== 'running')
  if (!none || !settled) return null
  return (
    <div className="empty-calendar">
      <section className="empty-card" aria-labelledby="empty-title">
        <h2 id="empty-title">{t(messages.freeWeek)}</h2>
        <Way
          icon="laptop"
          title={t(messages.newCalendar)}
          hint={t(messages.makeCalendarHint)}
          onPress={() => openDialog({ type: 'new-calendar', account: null })}
        />
        <Way
          icon="server"
          title={t(messages.addAccount)}
          hint={t(messages.addAccountHint)}
          onPress={() => openDialog({ type: 'add-account' })}
        />
        <Way
          icon="feed"
          title={t(messages.subscribe)}
          hint={t(messages.subscribeHint)}
          onPress={() => openDialog({ type: 'subscribe', url: null })}
        />
      </section>
    </div>
  )
}

function Way({ icon, title, hint, onPress }: { icon: IconName; title: string; hint: string; onPress: () => void }) {
  const hintId = useId()
  return (
    <div className="empty-way">
      <Icon name={icon} />
      <span>
        <Button className="empty-way-title" aria-describedby={hintId} onPress={onPress}>
          {title}
        </Button>
        <span id={hintId} className="empty-way-hint">
          {hint}
        </span>
      </span>
    </div>
  )
}
