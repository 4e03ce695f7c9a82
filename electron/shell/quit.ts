/** No more than this: what is left then is in the journal, and nobody waits at a window that is gone. */
const STOP_WITHIN_MS = 5_000

/** What of Electron's app is needed: anyone who hears `before-quit` may put it off. */
type EndingApp = {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/**
 * Holds the end of the app until `stop` is done. Closing its last window asks for the end again meanwhile; that must not cut it
 * short.
 */
export function quitAfter(app: EndingApp, stop: () => Promise<void>, onTrouble: (error: unknown) => void): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'

  async function end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)))
    await Promise.race([stop().catch(onTrouble), late])
    clearTimeout(timer)
    state = 'stopped'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void end()
  })
}
