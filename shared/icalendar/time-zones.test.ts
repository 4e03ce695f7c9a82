import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { wallClock, zoneNames } from '../testing/arbitraries.ts'
import { readComponents } from './component.ts'
import { localString } from './local-time.ts'
import { ianaZone, resolveTzid } from './time-zones.ts'
import { zoneOfVtimezone } from './vtimezone.ts'
import { vtimezoneFor } from './vtimezone-writer.ts'

const zone = (id: string) => {
  const found = ianaZone(id)
  if (found === null) throw new Error(`no ${id}`)
  return found
}

describe('ianaZone', () => {
  test('agrees with Temporal, in gaps and repeated hours too', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zoneNames, 'Pacific/Apia', 'Africa/Casablanca'), wallClock, (id, local) => {
        const plain = Temporal.PlainDateTime.from(localString(local))
        const expected = plain.toZonedDateTime(id, { disambiguation: 'compatible' }).epochMilliseconds
        expect(zone(id).toEpoch(local)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['2026-03-29T01:59:00', 'the minute before the gap'],
    ['2026-03-29T02:00:00', 'its first'],
    ['2026-03-29T02:30:00', 'its middle'],
    ['2026-03-29T03:00:00', 'the first after it'],
    ['2026-10-25T02:00:00', 'the first that comes twice'],
    ['2026-10-25T02:59:00', 'the last that comes twice'],
    ['2026-10-25T03:00:00', 'the first after'],
  ])('Berlin at %s (%s)', (local) => {
    const expected = Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds
    expect(zone('Europe/Berlin').toEpoch(Date.parse(`${local}Z`))).toBe(expected)
  })

  test('knows the seconds of old local times', () => {
    expect(zone('Europe/Amsterdam').offsetAt(Date.UTC(1880, 0, 1))).not.toBe(0)
    expect(zone('America/New_York').offsetAt(Date.UTC(1850, 0, 1))).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000)
  })

  test('does not know what is no zone', () => {
    expect(ianaZone('Our house')).toBeNull()
    expect(resolveTzid('Customized Time Zone')).toBeNull()
  })
})

describe('vtimezoneFor', () => {
  test.each([...zoneNames, 'Africa/Casablanca', 'Asia/Jerusalem', 'Europe/Istanbul', 'Asia/Pyongyang'])(
    'says of %s what the runtime knows',
    (id) => {
      const text = vtimezoneFor(id, 1995)
      const [component] = readComponents(text)
      const written = component === undefined ? null : zoneOfVtimezone(text, component)
      const wrong: string[] = []
      for (let at = Date.UTC(1995, 0, 2); at < Date.UTC(2036, 0, 1); at += 31 * 3_600_000)
        if (written?.offsetAt(at) !== zone(id).offsetAt(at)) wrong.push(new Date(at).toISOString())
      expect(wrong).toEqual([])
    },
  )

  test('writes a rule where one goes on, and the history before it', () => {
    const text = vtimezoneFor('America/New_York', 2005)
    expect(text).toContain('DTSTART:20070311T020000\r\n')
    expect(text).toContain('TZNAME:EDT\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n')
    expect(text).toContain('RDATE:20060402T020000\r\n')
    expect(vtimezoneFor('America/Santiago', 2025)).toContain('BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU')
  })
})
