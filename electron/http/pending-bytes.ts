export type PendingBytes = {
  readonly append: (chunk: Uint8Array) => void
  /** Gives up that many bytes at the start. */
  readonly drop: (bytes: number) => void
  /** What is held, until the next `append`. */
  readonly view: () => Buffer
}

/** Bytes waiting to be understood; grows by doubling, so that a long part is not copied again for every chunk of it. */
export function createPendingBytes(): PendingBytes {
  let store = Buffer.allocUnsafe(64 * 1024)
  let start = 0
  let end = 0
  return {
    append: (chunk) => {
      if (end + chunk.length > store.length) {
        const held = end - start
        const next = held + chunk.length > store.length ? Buffer.allocUnsafe(2 * (held + chunk.length)) : store
        store.copy(next, 0, start, end)
        store = next
        start = 0
        end = held
      }
      store.set(chunk, end)
      end += chunk.length
    },
    drop: (bytes) => {
      start += bytes
      if (start === end) start = end = 0
    },
    view: () => store.subarray(start, end),
  }
}
