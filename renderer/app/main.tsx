import './strict-policy.ts'
import '@fontsource-variable/inter'
import '../ui/tokens.css'
import '../ui/hues.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followAppState } from '../bridge/app-state.ts'
import { connectCache } from '../cache/window-cache.ts'
import { Locale } from '../i18n/Locale.tsx'
import { systemLocale } from '../i18n/locale.ts'
import { applyTheme } from '../ui/theme.ts'
import { orSay } from '../view-state/notice.ts'
import { App } from './App.tsx'

// Before main has said which theme is wanted, the system's is the best guess and the most likely one.
applyTheme('system')
connectCache()
orSay(followAppState())

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root.')
createRoot(root).render(
  <StrictMode>
    <Locale locale={systemLocale()}>
      <App />
    </Locale>
  </StrictMode>,
)
