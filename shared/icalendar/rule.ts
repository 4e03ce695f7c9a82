const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]
/** In the order of `Date.getUTCDay`. */
export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const
export type Weekday = (typeof weekdays)[number]

/** An RRULE taken apart (RFC 5545 §3.3.10). Lists are empty when the part is absent. */
export type RuleParts = {
  freq: Frequency
  interval: number
  count: number | null
  /** In its RFC form: `20261231`, `20261231T235959` or `20261231T235959Z`. */
  until: string | null
  /** `ordinal` 0: every such weekday. */
  byDay: { ordinal: number; day: Weekday }[]
  byMonth: number[]
  byMonthDay: number[]
  byYearDay: number[]
  byWeekNo: number[]
  byHour: number[]
  byMinute: number[]
  bySecond: number[]
  bySetPos: number[]
  wkst: Weekday
}

const isWeekday = (text: string): text is Weekday => (weekdays as readonly string[]).includes(text)

/** The whole numbers of a list whose size lies in [least, most], in order, each once. */
function numbers(value: string | undefined, least: number, most: number): number[] {
  const found = (value ?? '')
    .split(',')
    .filter((part) => /^\s*[+-]?\d+\s*$/.test(part))
    .map(Number)
    .filter((number) => Math.abs(number) >= least && Math.abs(number) <= most)
  return [...new Set(found)].toSorted((a, b) => a - b)
}

const positive = (value: string | undefined): number | null => {
  const number = /^\s*\+?\d+\s*$/.test(value ?? '') ? Number(value) : 0
  return number > 0 ? number : null
}

function byDayList(value: string | undefined): RuleParts['byDay'] {
  const found: RuleParts['byDay'] = []
  for (const part of (value ?? '').split(',')) {
    const match = /^\s*([+-]?\d{1,2})?\s*([A-Z]{2})\s*$/.exec(part)
    const day = match?.[2] ?? ''
    const ordinal = Number(match?.[1] ?? 0)
    if (isWeekday(day) && Math.abs(ordinal) <= 53) found.push({ ordinal, day })
  }
  return found
}

/** Reads an RRULE value, leaving out parts it cannot read; null if there is no usable FREQ. */
export function parseRule(rrule: string): RuleParts | null {
  const parts = new Map<string, string>()
  for (const part of rrule.toUpperCase().split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim())
  }
  const freq = frequencies.find((name) => name === parts.get('FREQ'))
  if (freq === undefined) return null
  const until = parts.get('UNTIL') ?? ''
  const wkst = parts.get('WKST') ?? 'MO'
  const positives = (name: string, least: number, most: number): number[] =>
    numbers(parts.get(name), least, most).filter((number) => number >= 0)
  return {
    freq,
    interval: positive(parts.get('INTERVAL')) ?? 1,
    count: positive(parts.get('COUNT')),
    until: /^\d{8}(?:T\d{6}Z?)?$/.test(until) ? until : null,
    byDay: byDayList(parts.get('BYDAY')),
    byMonth: positives('BYMONTH', 1, 12),
    byMonthDay: numbers(parts.get('BYMONTHDAY'), 1, 31),
    byYearDay: numbers(parts.get('BYYEARDAY'), 1, 366),
    byWeekNo: numbers(parts.get('BYWEEKNO'), 1, 53),
    byHour: positives('BYHOUR', 0, 23),
    byMinute: positives('BYMINUTE', 0, 59),
    bySecond: positives('BYSECOND', 0, 59),
    bySetPos: numbers(parts.get('BYSETPOS'), 1, 366),
    wkst: isWeekday(wkst) ? wkst : 'MO',
  }
}

/** Writes an RRULE value: only parts that say something. */
export function formatRule(parts: RuleParts): string {
  const written = [`FREQ=${parts.freq}`]
  const add = (name: string, values: readonly (string | number)[]): void => {
    if (values.length > 0) written.push(`${name}=${values.join(',')}`)
  }
  if (parts.interval !== 1) add('INTERVAL', [parts.interval])
  if (parts.count !== null) add('COUNT', [parts.count])
  if (parts.until !== null) add('UNTIL', [parts.until])
  add('BYMONTH', parts.byMonth)
  add('BYWEEKNO', parts.byWeekNo)
  add('BYYEARDAY', parts.byYearDay)
  add('BYMONTHDAY', parts.byMonthDay)
  add(
    'BYDAY',
    parts.byDay.map(({ ordinal, day }) => (ordinal === 0 ? day : `${ordinal}${day}`)),
  )
  add('BYHOUR', parts.byHour)
  add('BYMINUTE', parts.byMinute)
  add('BYSECOND', parts.bySecond)
  add('BYSETPOS', parts.bySetPos)
  if (parts.wkst !== 'MO') add('WKST', [parts.wkst])
  return written.join(';')
}
