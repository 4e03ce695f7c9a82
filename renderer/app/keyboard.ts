import { useEffect } from 'react'
import type { Command } from './commands.ts'

const typing = 'input, textarea, select, [contenteditable], [role="textbox"], [role="spinbutton"]'
const own = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]'

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** How a key press is written in `Command.keys`; null where it can be no command. */
export function keyName(event: Key, platform: string): string | null {
  if (event.altKey) return null
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey
  if (mod !== (event.ctrlKey || event.metaKey)) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return mod ? `Mod+${key}` : key
}

/** How a key of `Command.keys` is written on the keyboard of a platform. */
export function keyLabel(key: string, platform: string): string[] {
  const names: Record<string, string> = {
    Mod: platform === 'darwin' ? '⌘' : 'Ctrl',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  }
  return key.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

/** Whether the place the key was pressed in has a use of its own for it. */
function belongsToPlace(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof Element)) return false
  if (name === 'Mod+k') return false
  if (name === 'Escape') return true // the last thing that appeared has it, see useEscape
  if (target.closest(typing) !== null || target.closest(own) !== null) return true
  return name.startsWith('Arrow') && target !== document.body
}

/** Runs commands by their keys, wherever the window has the focus and the key is not part of typing. */
export function useKeyboard(commands: readonly Command[], enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const name = keyName(event, window.daystream.platform)
      if (name === null || belongsToPlace(event.target, name)) return
      const command = commands.find(({ keys }) => keys.includes(name))
      if (command === undefined) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [commands, enabled])
}
