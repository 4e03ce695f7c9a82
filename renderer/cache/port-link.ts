import type { ServicePort } from './cache-service.ts'

/** A MessagePort as the cache service sees it. Messages wait in it until the service listens. */
export function portLink<Answer>(port: MessagePort): ServicePort<Answer> {
  return {
    postMessage: (answer) => port.postMessage(answer),
    onMessage(listener) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
  }
}
