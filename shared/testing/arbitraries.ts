import fc from 'fast-check'
import type { DateInput } from '../icalendar/date-value.ts'
import { dateString, DAY, localMs, localString, MINUTE } from '../icalendar/local-time.ts'

/** Zones with and without daylight saving, of both hemispheres, with half hours. */
export const zoneNames = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'UTC',
]

const first = localMs(2000, 1, 1)
const last = localMs(2037, 12, 1)

/** Wall-clock time to the minute, 2000 to 2037. */
export const wallClock = fc.integer({ min: 0, max: (last - first) / MINUTE }).map((minutes) => first + minutes * MINUTE)

/** Text a person might type: other scripts, line breaks and all that iCalendar escapes. */
export const typedText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom('\n', ',', ';', '\\', '\\n', ':', '"', 'über', '日本語', '👩‍👩‍👧'),
    ),
    { maxLength: 8 },
  )
  .map((parts) =>
    Array.from(parts.join(''))
      .filter((character) => character === '\n' || character >= ' ')
      .join(''),
  )

/** A start and an end of one kind: days, zoned or floating times. */
export const startAndEnd: fc.Arbitrary<{ start: DateInput; end: DateInput }> = fc
  .record({
    local: wallClock,
    minutes: fc.integer({ min: 0, max: 3000 }),
    kind: fc.constantFrom('date', 'floating', 'zoned'),
    tzid: fc.constantFrom(...zoneNames),
  })
  .map(({ local, minutes, kind, tzid }) => {
    const day = Math.floor(local / DAY) * DAY
    const end = local + minutes * MINUTE
    if (kind === 'date')
      return {
        start: { type: 'date', date: dateString(day) },
        end: { type: 'date', date: dateString(day + DAY * (1 + Math.floor(minutes / 1440))) },
      }
    if (kind === 'floating')
      return {
        start: { type: 'floating', local: localString(local) },
        end: { type: 'floating', local: localString(end) },
      }
    // An hour of no end keeps clear of the gap and the repeated hour, where wall-clock time runs backwards.
    return {
      start: { type: 'zoned', local: localString(local), tzid },
      end: { type: 'zoned', local: localString(end + 3 * 60 * MINUTE), tzid },
    }
  })

const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })
const numbersUpTo = (most: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 4 })
const signedUpTo = (most: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(
    fc.integer({ min: -most, max: most }).filter((number) => number !== 0),
    { minLength: 1, maxLength: 4 },
  )

/** RRULE values of a plain kind: what people make. */
export const plainRule = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    count: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ freq, interval, count }) => `FREQ=${freq};INTERVAL=${interval};COUNT=${count}`)

/** RRULE values of any kind, also senseless and never-ending ones. */
export const anyRule = fc
  .record(
    {
      FREQ: fc.constantFrom('SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      INTERVAL: fc.integer({ min: 0, max: 400 }),
      COUNT: fc.integer({ min: 0, max: 100_000 }),
      UNTIL: fc.constantFrom('20240101', '20301231T235959Z', '20100101T000000', 'soon'),
      BYDAY: fc.oneof(
        days.map(String),
        fc.tuple(fc.integer({ min: -53, max: 53 }), fc.constantFrom('MO', 'FR')).map(([nth, day]) => `${nth}${day}`),
      ),
      BYMONTH: numbersUpTo(12).map(String),
      BYMONTHDAY: signedUpTo(31).map(String),
      BYYEARDAY: signedUpTo(366).map(String),
      BYWEEKNO: signedUpTo(53).map(String),
      BYHOUR: numbersUpTo(23).map(String),
      BYMINUTE: numbersUpTo(59).map(String),
      BYSECOND: numbersUpTo(59).map(String),
      BYSETPOS: signedUpTo(366).map(String),
      WKST: fc.constantFrom('MO', 'SU'),
    },
    { requiredKeys: ['FREQ'] },
  )
  .map((parts) =>
    Object.entries(parts)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  )
