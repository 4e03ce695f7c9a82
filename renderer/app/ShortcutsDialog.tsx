import { useText } from '../i18n/use-text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import type { Command } from './commands.ts'
import { keyLabel } from './keyboard.ts'
import { messages } from './messages.ts'
import './shortcuts.css'

/** Every key there is. */
export function ShortcutsDialog({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const t = useText()
  const withKeys = commands.filter(({ keys }) => keys.length > 0)
  const rows = [...withKeys, { id: 'move', label: t(messages.moveEvent), keys: ['m'] }]
  return (
    <Dialog title={t(messages.shortcuts)} closeLabel={t(messages.close)} isOpen onClose={onClose} width={600}>
      <dl className="shortcuts">
        {rows.map(({ id, label, keys }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {keys.map((each) => (
                <span key={each} className="shortcut">
                  {keyLabel(each, window.daystream.platform).map((part) => (
                    <Kbd key={part}>{part}</Kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
