export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds since the epoch with fractions, on the monotonic clock of this process. */
export const now = (): number => performance.timeOrigin + performance.now()
