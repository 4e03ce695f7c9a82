import { app, session, shell } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

const mayLeave = new Set(['https:', 'http:', 'mailto:', 'tel:'])

/**
 * Pages stay where they are: no navigation, no new window, no frame, no permission. A link the user presses opens in the
 * system's own program, and only for schemes that are meant for it.
 */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (contents.getURL().startsWith(`${APP_ORIGIN}/`) && URL.canParse(url) && mayLeave.has(new URL(url).protocol))
        void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
  })
}
