import type { PortMessage } from '../../shared/ipc/bridge.ts'

/**
 * The hidden window: it gives its worker the ports that main sends, and dies with it, so that main has one death to notice.
 */
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
worker.addEventListener('error', () => window.close())
worker.addEventListener('messageerror', () => window.close())

window.addEventListener('message', (event: MessageEvent<PortMessage | null>) => {
  if (event.source !== window || event.data?.daystream !== 'port') return
  worker.postMessage(event.data.kind, [...event.ports])
})
