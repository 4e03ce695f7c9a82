import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { DAY, localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'
import { stepsOf } from './steps.ts'
import type { Steps } from './steps.ts'

/** The starts an RRULE makes, on the clock of its DTSTART (RFC 5545 §3.3.10): a gap in that clock is for the caller to see to. */
export type LocalRule = {
  /** The starts in [from, to), in order; at most MAX_STARTS. */
  between(from: LocalMs, to: LocalMs): LocalMs[]
  /** The last start or a bound above it, null when there is none. */
  last: LocalMs | null
}

/** More than a view can show; a rule that makes more in one range is cut there. */
export const MAX_STARTS = 10_000
/** A COUNT above this is as good as none. */
const MAX_COUNT = 100_000
/** The end of what is worth computing: 9999-12-31. */
const END_OF_TIME = 253_402_214_400_000
/** Periods without a start (31 February) after which a rule counts as ended. */
const MAX_EMPTY = 5000

/** Starts of a counted rule: how many come before each period has to be known, so it is walked from its beginning, once. */
function countedStarts(steps: Steps, count: number): LocalMs[] {
  const starts: LocalMs[] = []
  for (let period = 0, empty = 0; starts.length < count && empty < MAX_EMPTY; period++) {
    const found = steps.at(period)
    empty = found.length === 0 ? empty + 1 : 0
    for (const start of found) if (starts.length < count && start < END_OF_TIME) starts.push(start)
    if ((found[0] ?? 0) >= END_OF_TIME) break
  }
  return starts
}

function sliceOf(starts: readonly LocalMs[], from: LocalMs, to: LocalMs): LocalMs[] {
  return starts.filter((start) => start >= from && start < to).slice(0, MAX_STARTS)
}

function arithmeticRule(steps: Steps, parts: RuleParts, until: LocalMs | null): LocalRule {
  if (parts.count !== null && parts.count <= MAX_COUNT) {
    let starts: LocalMs[] | null = null
    const all = (): LocalMs[] => (starts ??= countedStarts(steps, parts.count ?? 0))
    return {
      between: (from, to) => sliceOf(all(), from, to),
      get last() {
        return all().at(-1) ?? null
      },
    }
  }
  const end = until === null ? END_OF_TIME : Math.min(until + 1, END_OF_TIME)
  return {
    last: until,
    between: (from, to) => {
      const found: LocalMs[] = []
      const stop = Math.min(to, end)
      for (let period = Math.max(0, steps.reach(from)), empty = 0; empty < MAX_EMPTY; period++) {
        const starts = steps.at(period)
        empty = starts.length === 0 ? empty + 1 : 0
        for (const start of starts) {
          if (start >= stop || found.length >= MAX_STARTS) return found
          if (start >= from) found.push(start)
        }
      }
      return found
    },
  }
}

const zoned = (local: LocalMs): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC')

const some = <Value>(name: string, list: readonly Value[]): Record<string, Value[]> =>
  list.length === 0 ? {} : { [name]: [...list] }

function makeRule(parts: RuleParts, start: LocalMs, until: LocalMs | null): RRuleTemporal {
  return new RRuleTemporal({
    freq: parts.freq,
    interval: parts.interval,
    ...(until === null ? {} : { until: zoned(until) }),
    ...some(
      'byDay',
      parts.byDay.map(({ ordinal, day }) => (ordinal === 0 ? day : `${ordinal}${day}`)),
    ),
    ...some('byMonth', parts.byMonth),
    ...some('byMonthDay', parts.byMonthDay),
    ...some('byYearDay', parts.byYearDay),
    ...some('byWeekNo', parts.byWeekNo),
    ...some('byHour', parts.byHour),
    ...some('byMinute', parts.byMinute),
    ...some('bySecond', parts.bySecond),
    ...some('bySetPos', parts.bySetPos),
    wkst: parts.wkst,
    dtstart: zoned(start),
    tzid: 'UTC',
    maxIterations: 200_000,
    maxCandidateEvaluations: 2_000_000,
    cache: false,
  })
}

/** Conditions every start of a rule fulfils: the library forgets some where BYYEARDAY or BYWEEKNO meets BYDAY or BYMONTHDAY. */
function fulfils(parts: RuleParts, local: LocalMs): boolean {
  const { byDay, byMonthDay, byYearDay, byMonth } = parts
  const date = new Date(local)
  const year = date.getUTCFullYear()
  const weekday = weekdays[date.getUTCDay()]
  if (byDay.length > 0 && !byDay.some(({ day }) => day === weekday)) return false
  if (byMonth.length > 0 && !byMonth.includes(date.getUTCMonth() + 1)) return false
  const ofMonth = date.getUTCDate()
  const monthDays = new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate()
  if (byMonthDay.length > 0 && !byMonthDay.includes(ofMonth) && !byMonthDay.includes(ofMonth - monthDays - 1))
    return false
  const ofYear = Math.floor((local - localMs(year, 1, 1)) / DAY) + 1
  const yearDays = (localMs(year + 1, 1, 1) - localMs(year, 1, 1)) / DAY
  return byYearDay.length === 0 || byYearDay.includes(ofYear) || byYearDay.includes(ofYear - yearDays - 1)
}

/** Everything else is the library's; wall-clock time is handed to it as UTC, so that no day is skipped for a gap. */
function libraryRule(parts: RuleParts, start: LocalMs, until: LocalMs | null): LocalRule {
  let made: RRuleTemporal | null | undefined
  const rule = (): RRuleTemporal | null => {
    if (made !== undefined) return made
    try {
      made = makeRule(parts, start, until)
    } catch {
      made = null // a rule it refuses makes no starts; DTSTART stands
    }
    return made
  }
  const count = parts.count
  let counted: LocalMs[] | undefined
  const countedStarts = (wanted: number): LocalMs[] => {
    if (counted !== undefined) return counted
    const starts: LocalMs[] = []
    counted = starts
    try {
      rule()?.all(({ epochMilliseconds }) => {
        if (fulfils(parts, epochMilliseconds)) starts.push(epochMilliseconds)
        return starts.length < wanted
      })
    } catch {
      // It ran into its own limit of iterations: what it found until there stands.
    }
    return starts
  }
  return {
    between: (from, to) => {
      if (count !== null) return sliceOf(countedStarts(Math.min(count, MAX_COUNT)), from, to)
      try {
        const found = rule()?.between(zoned(from), zoned(to - 1), true) ?? []
        return found
          .slice(0, MAX_STARTS)
          .map(({ epochMilliseconds }) => epochMilliseconds)
          .filter((local) => fulfils(parts, local))
      } catch {
        return [] // it ran into its own limit of iterations
      }
    },
    get last() {
      return count === null ? until : (countedStarts(Math.min(count, MAX_COUNT)).at(-1) ?? start)
    },
  }
}

/**
 * Makes a rule ready to be asked.
 *
 * @param start DTSTART on its own clock
 * @param until UNTIL on that clock, or null
 */
export function compileRule(parts: RuleParts, start: LocalMs, until: LocalMs | null): LocalRule {
  const steps = stepsOf(parts, start)
  return steps === null ? libraryRule(parts, start, until) : arithmeticRule(steps, parts, until)
}
