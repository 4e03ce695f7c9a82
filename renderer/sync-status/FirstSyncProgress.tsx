import { ProgressBar } from 'react-aria-components'
import type { SyncProgress } from '../../shared/model/health.ts'
import { invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { orSay } from '../view-state/notice.ts'
import { messages } from './messages.ts'
import './sync-status.css'

/** How far a first sync is: n of m while it runs, and where it stopped; nothing once it is done. */
export function FirstSyncProgress({ progress }: { progress: SyncProgress }) {
  const t = useText()
  const { collection, account, displayName: name, done, total, state } = progress
  if (state === 'done') return null
  if (state !== 'running')
    return (
      <p className="sync-progress sync-words">
        {t(state === 'cancelled' ? messages.progressStopped : messages.progressFailed, { done })}
        <Button variant="link" onPress={() => orSay(invoke('sync.checkNow', { account }))}>
          {t(messages.goOn)}
        </Button>
      </p>
    )
  const text = total === null ? t(messages.progressSoFar, { done }) : t(messages.progressOf, { done, total })
  return (
    <div className="sync-progress">
      <ProgressBar
        aria-label={t(messages.progress, { name })}
        minValue={0}
        maxValue={total ?? 1}
        value={done}
        isIndeterminate={total === null}
        valueLabel={text}
        className="sync-progress-bar"
      >
        {({ percentage, isIndeterminate }) => (
          <>
            <span className="sync-words tabular">{text}</span>
            <span className="sync-track">
              <span
                className="sync-fill"
                data-indeterminate={isIndeterminate ? '' : undefined}
                style={isIndeterminate ? {} : { inlineSize: `${percentage ?? 0}%` }}
              />
            </span>
          </>
        )}
      </ProgressBar>
      <IconButton
        size={24}
        icon="x"
        label={t(messages.cancelSync, { name })}
        tooltip={false}
        onPress={() => orSay(invoke('sync.cancel', { collection }))}
      />
    </div>
  )
}
