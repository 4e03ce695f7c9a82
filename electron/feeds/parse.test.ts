import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { diffFeed, hasShrunk } from './diff.ts'
import { FeedSyntaxError, meaningOf, parseFeed, type FeedObject } from './parse.ts'

const feed = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const component = (name: string, ...lines: string[]): string[] => [`BEGIN:${name}`, ...lines, `END:${name}`]
const zone = (id: string): string[] =>
  component(
    'VTIMEZONE',
    `TZID:${id}`,
    ...component('STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100'),
  )

describe('parseFeed', () => {
  it('gives one object a UID: master, overrides and the zones they name', async () => {
    const { objects } = await parseFeed(
      feed(
        ...zone('Here'),
        ...zone('Elsewhere'),
        ...component('VEVENT', 'UID:a', 'DTSTART;TZID=Here:20260101T090000', 'RRULE:FREQ=DAILY'),
        ...component('VTODO', 'UID:t'),
        ...component(
          'VEVENT',
          'UID:a',
          'RECURRENCE-ID;TZI',
          ' D="Here":20260102T090000',
          ...component('VALARM', 'UID:alarm', 'STATUS:DELETED'),
        ),
      ),
    )
    expect(objects.map(({ uid, component: name, deleted }) => [uid, name, deleted])).toEqual([
      ['a', 'VEVENT', false],
      ['t', 'VTODO', false],
    ])
    const read = ICAL.Component.fromString(objects[0]?.text ?? '')
    expect(read.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone', 'vevent', 'vevent'])
    expect(objects[0]?.text).toContain('RECURRENCE-ID;TZI\r\n D="Here":20260102T090000\r\n')
    expect(objects[1]?.text).not.toContain('VTIMEZONE')
  })

  it('reads what a feed says of itself', async () => {
    const usual = await parseFeed(
      feed(
        'X-WR-CALNAME:Old',
        'NAME:Parrots\\, all',
        'COLOR:green',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        'X-PUBLISHED-TTL:P1D',
      ),
    )
    expect(usual).toMatchObject({ name: 'Parrots, all', color: 'green', refreshInterval: 3600, objects: [] })
    const old = await parseFeed(feed('X-WR-CALNAME:Old', 'X-PUBLISHED-TTL:P1D'))
    expect(old).toMatchObject({ name: 'Old', color: null, refreshInterval: 86_400 })
  })

  it('gives an item without UID one that stays as long as the item does', async () => {
    const uid = async (stamp: string, summary: string): Promise<string | undefined> =>
      (await parseFeed(feed(...component('VEVENT', `DTSTAMP:${stamp}`, `SUMMARY:${summary}`)))).objects[0]?.uid
    expect(await uid('1', 'x')).toBe(await uid('2', 'x'))
    expect(await uid('1', 'x')).not.toBe(await uid('1', 'y'))
    const [object] = (await parseFeed(feed(...component('VEVENT', 'SUMMARY:x')))).objects
    expect(object?.text).toContain(`BEGIN:VEVENT\r\nUID:${object?.uid}\r\n`)
  })

  it('takes several calendars in one body, bare line feeds and lower case', async () => {
    const body = feed(...component('VEVENT', 'UID:a')) + feed(...component('vevent', 'uid:b'))
    expect((await parseFeed(body.replaceAll('\r\n', '\n'))).objects.map(({ uid }) => uid)).toEqual(['a', 'b'])
  })

  it.each([
    ['a page', '<html><body>Sign in</body></html>'],
    ['nothing', 'hello'],
    ['a cut body', feed(...component('VEVENT', 'UID:a')).slice(0, -20)],
    ['an END too many', feed('END:VEVENT')],
    ['a vCard', 'BEGIN:VCARD\r\nEND:VCARD\r\n'],
    [
      'more than 20,000 items',
      feed(...Array.from({ length: 20_001 }, (_, index) => component('VEVENT', `UID:${index}`)).flat()),
    ],
  ])('refuses %s as a whole', async (_, text) => {
    await expect(parseFeed(text)).rejects.toThrow(FeedSyntaxError)
  })

  it('lets others have the thread while it reads a large feed', async () => {
    const body = feed(
      ...Array.from({ length: 15_000 }, (_, index) =>
        component('VEVENT', `UID:${index}`, `SUMMARY:${'x'.repeat(200)}`),
      ).flat(),
    )
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await parseFeed(body)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })

  it('reads the feeds of others', async () => {
    const folder = join(import.meta.dirname, '../../../shared/cases/ics')
    if (!existsSync(folder))
      return process.stdout.write('shared/cases is not here: the feeds of others were not read.\n')
    let read = 0
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8')
      try {
        const { objects } = await parseFeed(text)
        for (const object of objects)
          expect([file, (await parseFeed(object.text)).objects[0]?.uid]).toEqual([file, object.uid])
        read += 1
      } catch (error) {
        expect([file, error instanceof FeedSyntaxError]).toEqual([file, true])
      }
    }
    expect(read).toBeGreaterThan(900)
  })
})

describe('diffFeed', () => {
  const object = (uid: string, text: string, deleted = false): FeedObject => ({
    uid,
    component: 'VEVENT',
    text,
    meaning: meaningOf(text),
    deleted,
  })
  const texts = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('SUMMARY:1', 'SUMMARY:2', 'SUMMARY:3'),
  )

  it('leads from what is stored to what is listed, and touches nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.boolean(), async (stored, listed, keep) => {
        const objects = Object.entries(listed).map(([uid, text]) =>
          object(uid, `DTSTAMP:${Math.random()}\r\n${text}\r\n`),
        )
        const diff = await diffFeed(
          objects,
          new Set(Object.keys(stored)),
          (uid) => Promise.resolve(`DTSTAMP:0\r\n${stored[uid]}\r\n`),
          keep,
        )
        expect(diff.put.map(({ uid }) => uid)).toEqual(Object.keys(listed).filter((uid) => stored[uid] !== listed[uid]))
        expect(diff.remove).toEqual(keep ? [] : Object.keys(stored).filter((uid) => !(uid in listed)))
      }),
    )
  })

  it('removes what is marked as deleted, also where the missing are kept', async () => {
    const diff = await diffFeed(
      [object('a', 'x', true), object('new', 'x', true)],
      new Set(['a', 'b']),
      () => Promise.resolve(''),
      true,
    )
    expect(diff).toEqual({ put: [], remove: ['a'] })
  })

  it('calls less than a tenth a feed that has shrunk', () => {
    expect([hasShrunk(100, 10), hasShrunk(100, 9), hasShrunk(1, 0), hasShrunk(0, 0)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
