import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { fulfils } from './conditions.ts'
import { DAY } from './local-time.ts'
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
/** How much time the library is asked for at once: rules of hours, minutes and seconds make many starts in it. */
const pieceOf = ({ freq }: RuleParts): number =>
  freq === 'HOURLY' || freq === 'MINUTELY' || freq === 'SECONDLY' ? 40 * DAY : 4000 * DAY
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
  // Asked for a late range the library begins at another day, so the weekday that BYWEEKNO takes from DTSTART must be said.
  const weekday = weekdays[new Date(start).getUTCDay()] ?? 'MO'
  const unsaid =
    parts.byWeekNo.length > 0 && parts.byDay.length + parts.byMonthDay.length + parts.byYearDay.length === 0
  const byDay = unsaid ? [{ ordinal: 0, day: weekday }] : parts.byDay
  return new RRuleTemporal({
    freq: parts.freq,
    interval: parts.interval,
    ...(until === null ? {} : { until: zoned(until) }),
    ...some(
      'byDay',
      byDay.map(({ ordinal, day }) => (ordinal === 0 ? day : `${ordinal}${day}`)),
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

/**
 * Everything else is the library's. Wall-clock time is handed to it as UTC, so that no day is skipped for a gap; where BYYEARDAY or
 * BYWEEKNO meets BYDAY or BYMONTHDAY it forgets one of them, so what it makes is looked at.
 */
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
      const found: LocalMs[] = []
      const size = pieceOf(parts)
      try {
        // Piece by piece, so that no more is made than is kept.
        for (let at = Math.max(from, start); at < to && found.length < MAX_STARTS; at += size) {
          const piece = rule()?.between(zoned(at), zoned(Math.min(at + size, to) - 1), true) ?? []
          for (const { epochMilliseconds } of piece)
            if (fulfils(parts, epochMilliseconds)) found.push(epochMilliseconds)
        }
      } catch {
        // It ran into its own limit of iterations: what it found until there stands.
      }
      return found.slice(0, MAX_STARTS)
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
