import { z } from 'zod'
import type { PortMessage } from '../../shared/ipc/bridge.ts'
import { createCacheService } from './cache-service.ts'
import { portLink } from './port-link.ts'

// The pages' policy forbids making code from text, which zod would try for speed.
z.config({ jitless: true })

// A reported error reaches the page that holds this worker: it closes, and main starts both again.
const service = createCacheService(reportError)
addEventListener('unhandledrejection', (event) => reportError(event.reason))

addEventListener('message', ({ data, ports }: MessageEvent<PortMessage['kind']>) => {
  const [port] = ports
  if (port === undefined) return
  if (data === 'cache') service.connectCache(portLink(port))
  else service.connectView(portLink(port))
})
