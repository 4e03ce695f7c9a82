/** Time and chance, injected so that waits can be tested without waiting. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** 0 ≤ n < 1. */
  readonly random: () => number
  /** Runs something once, later; returns how to call it off. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** The longest delay a timer takes (2^31−1 ms); longer ones would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  },
}

/** Waits; ends early, without an error, when the signal is aborted. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(ms, done)
    signal.addEventListener('abort', done)
  })
}
