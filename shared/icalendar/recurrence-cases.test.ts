import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collectionId, accountId, href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { localString } from './local-time.ts'
import { expandObject } from './occurrences.ts'
import { splitCalendar } from '../testing/split-calendar.ts'
import { ianaZone } from './time-zones.ts'

const caseSchema = z.object({
  id: z.string(),
  file: z.string(),
  start: z.string(),
  end: z.string(),
  tz: z.string(),
  expect: z.array(z.string()),
  tier: z.enum(['A', 'B']),
  ambiguous: z.boolean(),
  tags: z.array(z.string()),
  note: z.string(),
})
type Case = z.infer<typeof caseSchema>

const at = { collection: collectionId(accountId('a'), href('/c/')), href: href('/c/e.ics') }

function written(occurrence: Occurrence, tz: string): string {
  if (occurrence.startDate !== null) return occurrence.startDate
  if (occurrence.zone !== null) return new Date(occurrence.start).toISOString().replace('.000Z', 'Z')
  return localString(ianaZone(tz)?.toLocal(occurrence.start) ?? 0)
}

/** The table names each start once, also where several events share it. */
const inOrder = (list: string[]): string[] => [...new Set(list)].toSorted()

function starts(text: string, { start, end, tz }: Case): string[] {
  const range = { start: Date.parse(start), end: Date.parse(end) }
  return splitCalendar(text)
    .flatMap((object) => expandObject(object.text, range, tz, at))
    .filter(({ component }) => component === 'VEVENT')
    .filter((occurrence) => occurrence.start >= range.start && occurrence.start < range.end)
    .map((occurrence) => written(occurrence, tz))
}

/** Cases of two agreeing sources that are read otherwise here, and why. */
const otherwise: Readonly<Record<string, string>> = {
  r0550: 'DTSTART with TZID and a bare date is a day',
  r0558: 'DTSTART with TZID and a bare date is a day',
  r0559: 'DTSTART with TZID and a bare date is a day',
  r1185: 'a RECURRENCE-ID in another value type replaces its instance',
  r1416: 'a RECURRENCE-ID in another value type replaces its instance',
  r1488: 'a zone nobody knows is floating, not UTC',
  r1823: 'the day Samoa left out is shifted like any gap, and counts',
  r1824: 'the day Samoa left out is shifted like any gap, and counts',
  r1825: 'the day Samoa left out is shifted like any gap, and counts',
}

const folder = join(import.meta.dirname, '../../../shared/cases/recurrence')
const isThere = existsSync(folder)
const cases = isThere ? z.array(caseSchema).parse(JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))) : []

describe(isThere ? 'recurrence cases' : 'recurrence cases: ../shared/cases is not there, left out', () => {
  test('are there or left out', () => {
    expect(cases.length === 0 || cases.length > 300).toBe(true)
  })

  const clear = cases.filter(({ id, ambiguous }) => !ambiguous && otherwise[id] === undefined)
  test.each(clear)('$tier $id $file $note', (entry) => {
    expect(inOrder(starts(readFileSync(join(folder, entry.file), 'utf8'), entry))).toEqual(inOrder(entry.expect))
  })
})
