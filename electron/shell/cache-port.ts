import type { MessagePortMain } from 'electron'
import type { CachePort } from '../sync/cache.ts'

/** Main's end of the cache port, as the cache's client takes it. */
export function cachePortOver(port: MessagePortMain): CachePort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
  }
}
