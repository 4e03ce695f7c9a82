/** Words and figures of times and days in one locale; every label is made once. */
export type TimeLabels = {
  /** `13:00` or `1 PM`; `minute` is minutes of wall time since midnight. */
  time: (minute: number) => string
  /** Start and end of a range; the start leaves out a day period that the end says. */
  range: (start: number, end: number) => { start: string; end: string }
  /** `13:20` or `1:20`: the time now, always with its minutes; where it stands says which half of the day it is. */
  clock: (minute: number) => string
  /** A line of the hour gutter. */
  hour: (hour: number) => string
  /** `Wed` */
  weekday: (date: string) => string
  /** `18` */
  day: (date: string) => string
  /** `1 Nov`: for the first of a month. */
  dayAndMonth: (date: string) => string
  /** `Wednesday 18 November` */
  longDay: (date: string) => string
  /** `Wed 18 November` */
  mediumDay: (date: string) => string
  /** `16 December` */
  monthDay: (date: string) => string
  /** `16 December 2026` */
  fullDay: (date: string) => string
  /** `Wednesday` */
  longWeekday: (date: string) => string
  /** `W` */
  narrowWeekday: (date: string) => string
  /** `Monday and Friday` */
  list: (words: readonly string[]) => string
  /** `November 2026` */
  month: (date: string) => string
  /** `47`, in the digits of the locale. */
  number: (value: number) => string
  /** `CET`: what an IANA zone is called at an instant. */
  zone: (instant: number, zone: string) => string
}

const remember = <Key, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const made = new Map<Key, Value>()
  return (key) => {
    let value = made.get(key)
    if (value === undefined) made.set(key, (value = make(key)))
    return value
  }
}

const cache = remember((locale: string): TimeLabels => {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const whole = format({ hour: 'numeric', minute: '2-digit' })
  const hasPeriod = whole.resolvedOptions().hour12 === true
  const padded = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const hourOnly = format({ hour: 'numeric' })
  const at = (minute: number): number => Math.round(minute) * 60_000
  const formatter = (minute: number): Intl.DateTimeFormat =>
    !hasPeriod ? padded : minute % 60 === 0 ? hourOnly : whole

  const withoutPeriod = (minute: number, written = formatter(minute)): string =>
    written
      .formatToParts(at(minute))
      .filter((part) => part.type !== 'dayPeriod')
      .map((part) => part.value)
      .join('')
      .trim()
  const time = remember((minute: number) => formatter(minute).format(at(minute)))
  const bare = remember((minute: number) => withoutPeriod(minute))
  const sameHalf = (start: number, end: number): boolean => start < 720 === (end < 720 || end === 1440)

  const lists = new Intl.ListFormat(locale)
  const numbers = new Intl.NumberFormat(locale, { useGrouping: false })
  const zoneName = remember((timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }))
  const byDate = (options: Intl.DateTimeFormatOptions): ((date: string) => string) => {
    const formatted = format(options)
    return remember((date: string) => formatted.format(Date.parse(date)))
  }
  return {
    time,
    range: (start, end) => ({
      start: hasPeriod && sameHalf(start, end) ? bare(start) : time(start),
      end: time(end),
    }),
    clock: (minute) => withoutPeriod(minute, hasPeriod ? whole : padded),
    hour: (hour) => time(hour * 60),
    zone: (instant, zone) =>
      zoneName(zone)
        .formatToParts(instant)
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
    weekday: byDate({ weekday: 'short' }),
    day: byDate({ day: 'numeric' }),
    dayAndMonth: byDate({ day: 'numeric', month: 'short' }),
    longDay: byDate({ weekday: 'long', day: 'numeric', month: 'long' }),
    mediumDay: byDate({ weekday: 'short', day: 'numeric', month: 'long' }),
    monthDay: byDate({ day: 'numeric', month: 'long' }),
    fullDay: byDate({ day: 'numeric', month: 'long', year: 'numeric' }),
    longWeekday: byDate({ weekday: 'long' }),
    narrowWeekday: byDate({ weekday: 'narrow' }),
    list: (words) => lists.format(words),
    month: byDate({ month: 'long', year: 'numeric' }),
    number: remember((value: number) => numbers.format(value)),
  }
})

/** The labels of a locale, the same object every time. */
export const timeLabels = (locale: string): TimeLabels => cache(locale)
