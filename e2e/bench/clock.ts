export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds since the epoch with fractions, on the monotonic clock of this process. */
export const now = (): number => performance.timeOrigin + performance.now()

/**
 * Waits until `look` gives something, looking every 50 ms.
 *
 * @throws Error that names `what` when it has not come in time
 */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null> | Value | null,
  timeoutMs = 120_000,
): Promise<Value> {
  for (const end = now() + timeoutMs; ; await sleep(50)) {
    const value = await look()
    if (value !== null) return value
    if (now() > end) throw new Error(`Gave up waiting for ${what} after ${timeoutMs / 1000} s.`)
  }
}
