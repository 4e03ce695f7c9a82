import { useEffect, useMemo } from 'react'
import { FirstRun } from '../accounts/FirstRun.tsx'
import { useAppState } from '../bridge/app-state.ts'
import { useAccounts } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { useEscape } from '../ui/use-escape.ts'
import { applyTheme } from '../ui/theme.ts'
import { useViewState } from '../view-state/view-state.ts'
import { useAnnounced } from './announce.ts'
import { appCommands, closePanel } from './commands.ts'
import { Dialogs } from './Dialogs.tsx'
import { Frame } from './Frame.tsx'
import { useKeyboard } from './keyboard.ts'
import { WindowControls } from './WindowControls.tsx'

/** The whole window: the first run until there is an account, then the frame; and the dialogs over it. */
export function App() {
  const t = useText()
  const commands = useMemo(() => appCommands(t), [t])
  const theme = useAppState(({ state }) => state?.settings.theme)
  const cache = useAppState(({ state }) => state?.cache)
  const asked = useAppState(({ state }) => state?.settings.localAccount)
  const accounts = useAccounts()
  const dialog = useViewState((state) => state.dialog)
  // A cache that is being read anew has no accounts for a moment: that is no first run.
  const firstRun = asked === null && cache === 'ready' && accounts?.length === 0

  useEffect(() => (theme === undefined ? undefined : applyTheme(theme)), [theme])
  useEscape(closePanel)
  useKeyboard(commands, dialog === null && !firstRun)

  return (
    <>
      {firstRun ? <FirstRun controls={<WindowControls />} /> : <Frame />}
      <Dialogs commands={commands} />
      <Announced />
    </>
  )
}

function Announced() {
  const { text, times } = useAnnounced()
  return (
    <output className="visually-hidden">
      <span key={times}>{text}</span>
    </output>
  )
}
