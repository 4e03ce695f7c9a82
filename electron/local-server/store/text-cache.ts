/** The texts used last, up to a number of characters: a held REPORT hands on what was just written without reading a file. */
export type TextCache = {
  readonly get: (etag: string) => string | undefined
  readonly set: (etag: string, text: string) => void
}

/** Keyed by content digest, so an entry is never stale. */
export function createTextCache(capacity: number): TextCache {
  const texts = new Map<string, string>()
  let size = 0
  return {
    get: (etag) => {
      const text = texts.get(etag)
      if (text === undefined) return undefined
      texts.delete(etag)
      texts.set(etag, text)
      return text
    },
    set: (etag, text) => {
      if (texts.has(etag) || text.length > capacity / 8) return
      texts.set(etag, text)
      size += text.length
      for (const [oldest, dropped] of texts) {
        if (size <= capacity) break
        texts.delete(oldest)
        size -= dropped.length
      }
    },
  }
}
