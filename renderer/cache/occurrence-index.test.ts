import { describe, expect, test } from 'vitest'
import { expandObject, seriesSpan } from '../../shared/icalendar/occurrences.ts'
import { collectionId, accountId, href, type CollectionId } from '../../shared/model/names.ts'
import { icsCases } from '../../shared/testing/cases.ts'
import { createOccurrenceIndex, type Dated } from './occurrence-index.ts'
import { slimEntry } from './slim-entry.ts'

const DAY = 86_400_000
const collection = collectionId(accountId('a'), href('/work/'))
const none: ReadonlySet<CollectionId> = new Set()
const always = (): boolean => true

function dated(name: string, text: string): Dated {
  const at = { collection, href: href(`/work/${name}.ics`) }
  const entry = slimEntry(text)
  if (entry.type === 'single') return { at, entry, mark: 'none' }
  if (entry.type === 'series') return { at, entry, mark: 'none', source: text }
  throw new Error(`${name} is ${entry.type}`)
}

const event = (lines: string): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

const single = event(
  'DTSTART;TZID=Europe/Berlin:20260310T090000\r\nDTEND;TZID=Europe/Berlin:20260310T100000\r\nSUMMARY:Once',
)
const weekly = event(
  'DTSTART;TZID=Europe/Berlin:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Weekly',
)
const allDay = event('DTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260402\r\nSUMMARY:Two days')
const years = event('DTSTART;VALUE=DATE:20200101\r\nDTEND;VALUE=DATE:20300101\r\nSUMMARY:A decade')

const month = (year: number, number: number): { start: number; end: number } => ({
  start: Date.UTC(year, number - 1, 1),
  end: Date.UTC(year, number, 1),
})

describe('the occurrence index', () => {
  test('finds singles, days and series of a range, each once', () => {
    const index = createOccurrenceIndex()
    for (const [name, text] of Object.entries({ single, weekly, allDay, years })) index.add(dated(name, text))
    const spring = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 4, 1) }
    const { occurrences, complete } = index.find({ range: spring, zone: 'Europe/Berlin', hidden: none }, always)
    expect(complete).toBe(true)
    const summaries = occurrences.map(({ summary }) => summary)
    expect(summaries.filter((summary) => summary !== 'Weekly').toSorted()).toEqual(['A decade', 'Once', 'Two days'])
    expect(summaries.filter((summary) => summary === 'Weekly')).toHaveLength(9)
    expect(new Set(occurrences.map(({ key }) => key)).size).toBe(occurrences.length)
  })

  test('places days in the display zone', () => {
    const index = createOccurrenceIndex()
    index.add(dated('allDay', allDay))
    const found = (zone: string): unknown =>
      index
        .find({ range: month(2026, 3), zone, hidden: none }, always)
        .occurrences.map(({ start }) => new Date(start).toISOString())
    expect(found('Pacific/Auckland')).toEqual(['2026-03-30T11:00:00.000Z'])
    expect(found('America/Los_Angeles')).toEqual(['2026-03-31T07:00:00.000Z'])
  })

  test('leaves out hidden collections and what was removed', () => {
    const index = createOccurrenceIndex()
    const objects = [dated('single', single), dated('weekly', weekly)]
    for (const object of objects) index.add(object)
    const query = { range: month(2026, 3), zone: 'UTC', hidden: none }
    expect(index.find({ ...query, hidden: new Set([collection]) }, always).occurrences).toEqual([])
    expect(index.find(query, always).occurrences).toHaveLength(6)
    for (const object of objects) index.remove(object)
    expect(index.find(query, always).occurrences).toEqual([])
  })

  test('stops working out series when told, and finds the rest when asked again', () => {
    const index = createOccurrenceIndex()
    for (let count = 0; count < 10; count++) index.add(dated(`weekly ${count}`, weekly))
    let left = 3
    const query = { range: month(2026, 2), zone: 'UTC', hidden: none }
    const first = index.find(query, () => left-- > 0)
    expect(first).toMatchObject({ complete: false })
    expect(first.occurrences).toHaveLength(3 * 4)
    left = 7
    expect(index.find(query, () => left-- > 0)).toMatchObject({ complete: true, occurrences: { length: 10 * 4 } })
  })

  test('works a month of a series out once, until the series changes or too many months came after', () => {
    const index = createOccurrenceIndex()
    const object = dated('weekly', weekly)
    index.add(object)
    let expanded = 0
    const look = (year: number, number: number): void =>
      void index.find({ range: month(year, number), zone: 'UTC', hidden: none }, () => ++expanded > 0)
    look(2026, 2)
    look(2026, 2)
    expect(expanded).toBe(1)
    for (let later = 1; later <= 12; later++) look(2027, later)
    look(2027, 12)
    expect(expanded).toBe(13)
    look(2026, 2)
    expect(expanded).toBe(14)
    index.remove(object)
    index.add(object)
    look(2026, 2)
    expect(expanded).toBe(15)
  })
})

if (icsCases.size === 0)
  console.info('cases/ics is not beside the project: the index is tried on its own examples only.')

test('an object of any kind is found as its text expands', async () => {
  let compared = 0
  // A quarter of them: reading the files is what takes the time.
  for (const [name, load] of [...icsCases].filter((_, index) => index % 4 === 0)) {
    const text = await load()
    const entry = slimEntry(text)
    if (entry.type !== 'single' && entry.type !== 'series') continue
    const object = dated(name, text)
    const index = createOccurrenceIndex()
    index.add(object)
    const first = seriesSpan(text)?.first ?? 0
    for (const [start, days] of [
      [first - DAY, 45],
      [first + 20 * DAY, 70],
    ] as const) {
      const range = { start, end: start + days * DAY }
      for (const zone of ['Europe/Berlin', 'Pacific/Kiritimati']) {
        const expanded = expandObject(text, range, zone, object.at)
        // Something every minute: an expansion of so many gives up before its end, where the index asks for less at a time.
        if (expanded.length > 500) continue
        const found = index.find({ range, zone, hidden: none }, always).occurrences
        const expected = expanded.map((occurrence) => ({
          ...occurrence,
          pending: 'none',
        }))
        const sorted = (list: readonly { key: string; start: number }[]): unknown =>
          list.toSorted((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
        expect(sorted(found), name).toEqual(sorted(expected))
        compared += found.length
      }
    }
  }
  if (icsCases.size > 0) expect(compared).toBeGreaterThan(500)
}, 60_000)
