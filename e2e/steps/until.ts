const EVERY_MS = 50

/**
 * Waits until `look` gives something, looking 20 times a second.
 *
 * @throws Error that names `what` when it has not come in time
 */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null> | Value | null,
  timeoutMs = 120_000,
): Promise<Value> {
  for (const end = Date.now() + timeoutMs; ; await new Promise((next) => setTimeout(next, EVERY_MS))) {
    const value = await look()
    if (value !== null) return value
    if (Date.now() > end) throw new Error(`Gave up waiting for ${what} after ${timeoutMs / 1000} s.`)
  }
}
