import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'

/** What is kept beyond what is being asked for: a year of months, and memory in the tens of megabytes. */
const MAX_MONTHS = 12
const MAX_OCCURRENCES = 50_000

const FIRST_YEAR = 1970

/** Months since January 1970 (UTC) of an instant. */
export function monthOf(epochMs: number): number {
  const date = new Date(epochMs)
  return (date.getUTCFullYear() - FIRST_YEAR) * 12 + date.getUTCMonth()
}

/** First instant of a month counted as `monthOf` does. */
export const monthStart = (month: number): number => Date.UTC(FIRST_YEAR, month)

export type Expansions<Series> = {
  /** The instances that touch a month; undefined when they were not worked out, or were let go. */
  get(month: number, series: Series): readonly ViewOccurrence[] | undefined
  set(month: number, series: Series, occurrences: readonly ViewOccurrence[]): void
  drop(series: Series): void
  clear(): void
  /** Lets go of the months longest unused until the bounds are kept, never of those from `first` to `last`. */
  trim(first: number, last: number): void
}

/** Instances of series by month, the months in the order of their last use. */
export function createExpansions<Series>(): Expansions<Series> {
  const months = new Map<number, Map<Series, readonly ViewOccurrence[]>>()
  let count = 0

  return {
    get(month, series) {
      const kept = months.get(month)
      return kept?.get(series)
    },
    set(month, series, occurrences) {
      let kept = months.get(month)
      if (kept === undefined) months.set(month, (kept = new Map()))
      count += occurrences.length - (kept.get(series)?.length ?? 0)
      kept.set(series, occurrences)
    },
    drop(series) {
      for (const kept of months.values()) {
        count -= kept.get(series)?.length ?? 0
        kept.delete(series)
      }
    },
    clear() {
      months.clear()
      count = 0
    },
    trim(first, last) {
      for (let month = first; month <= last; month++) {
        const used = months.get(month)
        if (used !== undefined && months.delete(month)) months.set(month, used)
      }
      for (const [month, kept] of months) {
        if (months.size <= MAX_MONTHS && count <= MAX_OCCURRENCES) return
        if (month >= first && month <= last) return
        months.delete(month)
        for (const occurrences of kept.values()) count -= occurrences.length
      }
    },
  }
}
