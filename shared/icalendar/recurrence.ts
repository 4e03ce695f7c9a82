import type { LocalMs } from './local-time.ts'
import type { RuleParts } from './rule.ts'
import type { Steps } from './periods.ts'
import { stepsOf } from './steps.ts'

/** The starts an RRULE makes, on the clock of its DTSTART (RFC 5545 §3.3.10): a gap in that clock is for the caller to see to. */
export type LocalRule = {
  /** The starts in [from, to), in order; at most MAX_STARTS. */
  between: (from: LocalMs, to: LocalMs) => LocalMs[]
  /** The last start or a bound above it, null when there is none. */
  readonly last: LocalMs | null
}

/** More than a view can show; a rule that makes more in one range is cut there. */
export const MAX_STARTS = 10_000
/** A COUNT above this is as good as none. */
const MAX_COUNT = 100_000
/** Periods looked at in one go, with and without a start (31 February): a senseless rule counts as ended there. */
const MAX_PERIODS = 100_000
const MAX_EMPTY = 5000
/** The end of what is worth computing: 9999-12-31. */
const END_OF_TIME = 253_402_214_400_000

/** Walks a rule's starts from a period on until `take` has enough. */
function walk(steps: Steps, from: number, take: (start: LocalMs) => boolean): void {
  let empty = 0
  let period = from
  for (let looked = 0; looked < MAX_PERIODS && empty < MAX_EMPTY; looked++) {
    const starts = steps.at(period)
    empty = starts.length === 0 ? empty + 1 : 0
    for (const start of starts) if (start >= END_OF_TIME || !take(start)) return
    period = steps.next(period)
  }
}

/** How many starts come before a range has to be known of a counted rule: it is walked from its beginning, once. */
function countedRule(steps: Steps, count: number, start: LocalMs): LocalRule {
  let starts: LocalMs[] | null = null
  const all = (): LocalMs[] => {
    if (starts !== null) return starts
    const found: LocalMs[] = []
    walk(steps, 0, (local) => {
      if (local >= start) found.push(local)
      return found.length < count
    })
    starts = found
    return found
  }
  return {
    between: (from, to) =>
      all()
        .filter((local) => local >= from && local < to)
        .slice(0, MAX_STARTS),
    get last() {
      return all().at(-1) ?? start
    },
  }
}

/**
 * Makes a rule ready to be asked. Worked out here and not by rrule-temporal, which the tests compare it with: that takes seconds for
 * some rules a feed may hold, forgets BYDAY beside BYYEARDAY, and is several times slower on the rules people use.
 *
 * @param start DTSTART on its own clock
 * @param until UNTIL on that clock, or null
 */
export function compileRule(parts: RuleParts, start: LocalMs, until: LocalMs | null): LocalRule {
  const steps = stepsOf(parts, start)
  if (parts.count !== null && parts.count <= MAX_COUNT) return countedRule(steps, parts.count, start)
  return {
    last: until,
    between: (from, to) => {
      const found: LocalMs[] = []
      const earliest = Math.max(from, start)
      const end = Math.min(to, until === null ? to : until + 1)
      if (earliest >= end) return found
      walk(steps, Math.max(0, steps.reach(earliest)), (local) => {
        if (local >= end) return false
        if (local >= earliest) found.push(local)
        return found.length < MAX_STARTS
      })
      return found
    },
  }
}
