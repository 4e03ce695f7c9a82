import { invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { IconButton } from '../ui/Button.tsx'
import { orSay } from '../view-state/notice.ts'
import { messages } from './messages.ts'

/** Minimise, maximise, close: where the system draws no frame of its own (Windows, Linux). */
export function WindowControls() {
  const t = useText()
  if (window.daystream.platform === 'darwin') return null
  const control = (action: 'minimise' | 'toggle-maximise' | 'close') => () =>
    orSay(invoke('window.control', { action }))
  return (
    <div className="window-controls">
      <IconButton
        size={36}
        icon="minimise"
        label={t(messages.minimise)}
        tooltip={false}
        onPress={control('minimise')}
      />
      <IconButton
        size={36}
        icon="maximise"
        label={t(messages.maximise)}
        tooltip={false}
        onPress={control('toggle-maximise')}
      />
      <IconButton size={36} icon="x" label={t(messages.closeWindow)} tooltip={false} onPress={control('close')} />
    </div>
  )
}
