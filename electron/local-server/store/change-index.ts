/** The latest change of one path: `deleted` is a tombstone. `at`: milliseconds since the epoch, tombstones only. */
export type ChangeRow = {
  readonly key: string
  readonly seq: number
  readonly deleted: boolean
  readonly at: number
}

/** Which paths of one collection (or home) changed after which sequence number. */
export type ChangeIndex = {
  readonly record: (row: ChangeRow) => void
  readonly latest: (key: string) => ChangeRow | undefined
  /** Latest rows with a sequence number over `seq`, oldest first: each path once (RFC 6578 §3.5). */
  readonly since: (seq: number) => IterableIterator<ChangeRow>
  /** Drops a tombstone; tokens from before it are no longer good. */
  readonly trim: (row: ChangeRow) => void
  readonly lastSeq: () => number
  /** The highest sequence number of a trimmed tombstone: a token below it could miss a removal. */
  readonly floor: () => number
}

/**
 * Rows must be recorded in rising sequence.
 *
 * @param trimmed floor left by an earlier trimming
 */
export function createChangeIndex(trimmed = 0): ChangeIndex {
  const latest = new Map<string, ChangeRow>()
  // In order of seq; a row that is no longer the latest of its path stays until half of them are such.
  let ordered: ChangeRow[] = []
  let floor = trimmed
  let lastSeq = trimmed

  const isLatest = (row: ChangeRow): boolean => latest.get(row.key) === row

  const firstOver = (seq: number): number => {
    let low = 0
    let high = ordered.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ordered[middle]?.seq ?? 0) > seq) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    record: (row) => {
      latest.set(row.key, row)
      ordered.push(row)
      lastSeq = Math.max(lastSeq, row.seq)
      if (ordered.length > 2 * latest.size + 64) ordered = ordered.filter(isLatest)
    },
    latest: (key) => latest.get(key),
    since: function* (seq) {
      const rows = ordered
      for (let at = firstOver(seq); at < rows.length; at += 1) {
        const row = rows[at]
        if (row !== undefined && isLatest(row)) yield row
      }
    },
    trim: (row) => {
      if (isLatest(row)) latest.delete(row.key)
      floor = Math.max(floor, row.seq)
    },
    lastSeq: () => lastSeq,
    floor: () => floor,
  }
}
