import { setImmediate as others } from 'node:timers/promises'

const slice = 6 // milliseconds: a held answer of another request waits no longer than this

/** Divides long work on the one thread that also answers requests. */
export type Pacer = { readonly due: () => boolean; readonly breathe: () => Promise<void> }

/** `if (pacer.due()) await pacer.breathe()` inside a loop lets all that waits run every few milliseconds. */
export function createPacer(): Pacer {
  let since = performance.now()
  return {
    due: () => performance.now() - since > slice,
    breathe: async () => {
      await others()
      since = performance.now()
    },
  }
}
