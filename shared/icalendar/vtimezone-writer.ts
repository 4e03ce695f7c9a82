import { basicDateTime, DAY, localMs, MINUTE, SECOND, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import { transitionsBetween } from './time-zones.ts'
import type { Transition } from './time-zones.ts'

/** A change of the clock: at `local` (on the clock before it) from `before` to `offset`. */
type Onset = { local: LocalMs; before: number; offset: number; name: string; daylight: boolean }

/** Years after which weekdays fall on the same dates again. */
const CYCLE = 28
const two = (value: number): string => String(value).padStart(2, '0')

/** UTC-OFFSET (RFC 5545 §3.3.14). */
function offsetValue(offset: number): string {
  const size = Math.abs(offset) / SECOND
  const seconds = size % 60
  const base = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}${two(Math.floor(size / 60) % 60)}`
  return seconds === 0 ? base : base + two(seconds)
}

/** Abbreviations are known by region: `CET` in British English, `EST` in American, `AEST` in Australian. */
const regions = ['en-GB', 'en-US', 'en-CA', 'en-AU']

function abbreviationReader(tzid: string): (epochMs: number, offset: number) => string {
  const formats = regions.map((region) => new Intl.DateTimeFormat(region, { timeZone: tzid, timeZoneName: 'short' }))
  return (epochMs, offset) => {
    const names = formats.flatMap((format) =>
      format.formatToParts(epochMs).filter(({ type }) => type === 'timeZoneName'),
    )
    return names.find(({ value }) => /^[A-Z]{2,5}$/.test(value))?.value ?? offsetValue(offset)
  }
}

function onsetsOf(tzid: string, transitions: readonly Transition[]): Onset[] {
  const abbreviation = abbreviationReader(tzid)
  return transitions.map(({ from, offset }, index) => {
    const before = transitions[index - 1]?.offset ?? offset
    const name = abbreviation(from + MINUTE, offset)
    return { local: from + before, before, offset, name, daylight: offset > before }
  })
}

type Place = { month: number; day: number; weekday: string; nth: number; last: boolean }

/** Where in its month an onset lies. */
function placeOf(local: LocalMs): Place {
  const date = new Date(local)
  const day = date.getUTCDate()
  const days = new Date(localMs(date.getUTCFullYear(), date.getUTCMonth() + 2, 1) - DAY).getUTCDate()
  return {
    month: date.getUTCMonth() + 1,
    day,
    weekday: weekdays[date.getUTCDay()] ?? 'SU',
    nth: Math.ceil(day / 7),
    last: day + 7 > days,
  }
}

const yearOf = (local: LocalMs): number => new Date(local).getUTCFullYear()

/** The BYDAY part all places have in common: last, n-th, or the weekday within seven days of the month (Chile, Israel). */
function weekdayRule(places: readonly Place[], { weekday, nth }: Place): string | null {
  if (places.every((place) => place.last)) return `BYDAY=-1${weekday}`
  if (places.every((place) => place.nth === nth)) return `BYDAY=${nth}${weekday}`
  const days = places.map((place) => place.day)
  const first = Math.min(...days)
  if (Math.max(...days) !== first + 6) return null
  return `BYMONTHDAY=${Array.from({ length: 7 }, (_, index) => first + index).join()};BYDAY=${weekday}`
}

/** The yearly rule several onsets follow, or null if they follow none. */
function ruleOf(onsets: readonly Onset[]): string | null {
  const first = onsets[0]
  if (first === undefined || onsets.length < 3) return null
  const start = placeOf(first.local)
  const places = onsets.map(({ local }) => placeOf(local))
  const yearly = onsets.every(
    ({ local, before, offset }, index) =>
      startOfDay(local) - local === startOfDay(first.local) - first.local &&
      before === first.before &&
      offset === first.offset &&
      yearOf(local) === yearOf(first.local) + index,
  )
  const together = places.every((place) => place.month === start.month && place.weekday === start.weekday)
  const days = yearly && together ? weekdayRule(places, start) : null
  return days === null ? null : `FREQ=YEARLY;BYMONTH=${start.month};${days}`
}

function observance(onset: Onset, further: readonly string[]): string[] {
  const kind = onset.daylight ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${basicDateTime(onset.local)}`,
    `TZOFFSETFROM:${offsetValue(onset.before)}`,
    `TZOFFSETTO:${offsetValue(onset.offset)}`,
    `TZNAME:${onset.name}`,
    ...further,
    `END:${kind}`,
  ]
}

/** The longest run at the end of the list that follows one rule, and where it begins. */
function endlessRun(onsets: readonly Onset[]): { from: number; rule: string } | null {
  let found: { from: number; rule: string } | null = null
  // The last onsets of most zones lie in one week of the month only by chance: look at the whole cycle first.
  for (let from = Math.max(0, onsets.length - CYCLE); from >= 0; from--) {
    const rule = ruleOf(onsets.slice(from))
    if (rule === null) break
    found = { from, rule }
  }
  return found
}

/** Onsets of one kind: what goes on without end as a rule, all before it by date. */
function observances(onsets: readonly Onset[], toYear: number, lastYear: number): string[] {
  const latest = onsets.at(-1)
  const run = latest !== undefined && yearOf(latest.local) === lastYear ? endlessRun(onsets) : null
  const single = run === null ? onsets.filter(({ local }) => yearOf(local) <= toYear) : onsets.slice(0, run.from)
  const groups = new Map<string, Onset[]>()
  for (const onset of single) {
    const key = `${onset.before} ${onset.offset} ${onset.name}`
    groups.set(key, [...(groups.get(key) ?? []), onset])
  }
  const written = [...groups.values()].flatMap(([first, ...later]) =>
    first === undefined
      ? []
      : observance(
          first,
          later.map(({ local }) => `RDATE:${basicDateTime(local)}`),
        ),
  )
  const head = run === null ? undefined : onsets[run.from]
  return run === null || head === undefined ? written : [...written, ...observance(head, [`RRULE:${run.rule}`])]
}

/**
 * A VTIMEZONE (RFC 5545 §3.6.5) with the zone's real history from `fromYear` on, CRLF lines.
 *
 * @param tzid IANA name the runtime knows
 * @param toYear last year whose changes are written one by one; what follows a rule goes on without end
 */
export function vtimezoneFor(tzid: string, fromYear: number, toYear = new Date().getUTCFullYear() + 10): string {
  const lastYear = Math.max(toYear, fromYear) + CYCLE
  const transitions = transitionsBetween(tzid, localMs(fromYear, 1, 1), localMs(lastYear + 1, 1, 1)) ?? []
  const [initial, ...changes] = onsetsOf(tzid, transitions)
  const lines = [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...(initial === undefined ? [] : observance({ ...initial, daylight: changes[0]?.daylight === false }, [])),
    ...observances(
      changes.filter(({ daylight }) => !daylight),
      toYear,
      lastYear,
    ),
    ...observances(
      changes.filter(({ daylight }) => daylight),
      toYear,
      lastYear,
    ),
    'END:VTIMEZONE',
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}
