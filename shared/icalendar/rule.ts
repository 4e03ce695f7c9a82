export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU'

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

/** Reads an RRULE value, leaving out parts it cannot read; null if there is no usable FREQ. */
export declare function parseRule(rrule: string): RuleParts | null
/** Writes an RRULE value: only parts that say something. */
export declare function formatRule(parts: RuleParts): string
