import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ViewAnswer, ViewOccurrence, ViewRequest } from '../../shared/ipc/view-port.ts'
import type { PendingChange } from '../../shared/model/change.ts'
import { accountId, collectionId, href, pendingChangeId, type CollectionId } from '../../shared/model/names.ts'
import { aPendingChange } from '../../shared/testing/builders.ts'
import { createIndexes, type Indexes } from './indexes.ts'
import { byStart } from './row-order.ts'
import { slimEntry } from './slim-entry.ts'
import { createViewPortClient, type ViewPort } from './view-port-client.ts'
import { createViews } from './views.ts'

const work = collectionId(accountId('a'), href('/work/'))
const home = collectionId(accountId('a'), href('/home/'))
const inbox = collectionId(accountId('a'), href('/inbox/'))
const names = ['one', 'two', 'three', 'four']

const event = (lines: string): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const override = (day: number): string =>
  `\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:202603${day}T090000\r\nDTSTART:202603${day}T140000\r\nSUMMARY:Moved`

const text = fc.oneof(
  fc
    .record({ day: fc.integer({ min: 10, max: 28 }), hour: fc.integer({ min: 10, max: 12 }) })
    .map(({ day, hour }) =>
      event(`DTSTART;TZID=Europe/Berlin:202603${day}T${hour}0000\r\nDURATION:PT2H\r\nSUMMARY:At ${hour}`),
    ),
  fc.integer({ min: 10, max: 28 }).map((day) => event(`DTSTART;VALUE=DATE:202603${day}\r\nSUMMARY:Day`)),
  fc
    .record({
      rule: fc.constantFrom('DAILY;COUNT=40', 'WEEKLY;BYDAY=MO,TH', 'MONTHLY'),
      day: fc.integer({ min: 10, max: 28 }),
    })
    .map(({ rule, day }) =>
      event(`DTSTART:20260210T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=${rule}\r\nSUMMARY:Series${override(day)}`),
    ),
  fc.constant('no calendar at all'),
)
const address = fc.record({ collection: fc.constantFrom(work, home, inbox), name: fc.constantFrom(...names) })
const range = fc
  .record({ start: fc.integer({ min: -40, max: 60 }), days: fc.integer({ min: 1, max: 42 }) })
  .map(({ start, days }) => ({ start: Date.UTC(2026, 2, 1 + start), end: Date.UTC(2026, 2, 1 + start + days) }))
const look = fc.record({
  range,
  zone: fc.constantFrom('Europe/Berlin', 'Pacific/Auckland'),
  hidden: fc.constantFrom<CollectionId[]>([], [home], [work, home]),
})

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('put' as const), address, text }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), address }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('edit' as const),
      address,
      id: fc.constantFrom('e1', 'e2', 'e3'),
      text: fc.option(text),
      state: fc.constantFrom('waiting' as const, 'parked' as const, 'conflict' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('settle' as const), id: fc.constantFrom('e1', 'e2', 'e3') }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('forget' as const), collection: fc.constantFrom(work, home) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('look' as const), look }) },
  { weight: 1, arbitrary: fc.constant({ type: 'reborn' as const }) },
)

type Model = {
  server: Map<string, { collection: CollectionId; name: string; text: string }>
  edits: Map<string, PendingChange>
}

const at = ({ collection, name }: { collection: CollectionId; name: string }) => ({
  collection,
  href: href(`/${name}.ics`),
})
const row = (each: { collection: CollectionId; name: string; text: string }) => ({
  ...at(each),
  slim: slimEntry(each.text),
  data: each.text,
})

function freshBuild({ server, edits }: Model): Indexes {
  const indexes = createIndexes()
  indexes.members.putServer([...server.values()].map(row))
  indexes.members.resetPending([...edits.values()])
  return indexes
}

test('what a window shows after any sequence of changes is what a fresh build finds', () => {
  fc.assert(
    fc.property(look, fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (first, steps, allowed) => {
      const model: Model = { server: new Map(), edits: new Map() }
      let indexes = createIndexes()
      let looking = first
      let clock = 0
      const client = createViewPortClient(() => [])
      const bounded = (): (() => boolean) => {
        let left = allowed
        return () => left-- > 0
      }
      const serve = (): ReturnType<typeof createViews> => {
        const views = createViews({
          ...indexes,
          loaded: () => true,
          unshown: () => new Set([inbox]),
          showObject: () => undefined,
        })
        const port: ViewPort = {
          onmessage: null,
          start: () => undefined,
          close: () => undefined,
          postMessage: (request: Exclude<ViewRequest, { type: 'search' }>) => views.ask(post, request, bounded()),
        }
        const post = (data: ViewAnswer): void =>
          port.onmessage?.({ data: structuredClone(data) } as MessageEvent<ViewAnswer>)
        client.connect(port)
        return views
      }
      const show = (): void =>
        client.openOccurrences('main', { ...looking.range, zone: looking.zone, hidden: looking.hidden })
      let views = serve()
      show()
      for (const each of steps) {
        switch (each.type) {
          case 'put': {
            const put = { ...each.address, text: each.text }
            model.server.set(`${put.collection} ${put.name}`, put)
            indexes.members.putServer([row(put)])
            break
          }
          case 'remove':
            model.server.delete(`${each.address.collection} ${each.address.name}`)
            indexes.members.removeServer([at(each.address)])
            break
          case 'edit': {
            const edit = aPendingChange(each.id, at(each.address), { at: clock++, data: each.text, state: each.state })
            // An edit keeps its object for life.
            const before = model.edits.get(each.id)
            const kept = before === undefined ? edit : { ...edit, collection: before.collection, href: before.href }
            model.edits.set(each.id, kept)
            indexes.members.putPending(kept)
            break
          }
          case 'settle':
            model.edits.delete(each.id)
            indexes.members.removePending([pendingChangeId(each.id)])
            break
          case 'forget':
            for (const [key, { collection }] of model.server)
              if (collection === each.collection) model.server.delete(key)
            indexes.members.forget((collection) => collection === each.collection)
            break
          case 'look':
            looking = each.look
            show()
            break
          case 'reborn':
            indexes = freshBuild(model)
            views = serve()
        }
        views.changed(indexes.takeChanges(), 'live', bounded())
      }
      while (!views.finish(bounded())) continue
      const expected = freshBuild(model).occurrences.find(
        { range: looking.range, zone: looking.zone, hidden: new Set([...looking.hidden, inbox]) },
        () => true,
      )
      const { occurrences, complete } = client.occurrences('main').current()
      expect(complete).toBe(true)
      expect(occurrences).toEqual(expected.occurrences.toSorted(byStart))
    }),
    { numRuns: 400 },
  )
})

test('a delta says what moved, and from where', () => {
  const indexes = createIndexes()
  const answers: ViewAnswer[] = []
  const views = createViews({ ...indexes, loaded: () => true, unshown: () => new Set(), showObject: () => undefined })
  const put = (hour: number): void => {
    const moved = event(`DTSTART:20260310T${hour}0000Z\r\nDURATION:PT1H\r\nSUMMARY:Talk`)
    indexes.members.putServer([row({ collection: work, name: 'talk', text: moved })])
    views.changed(indexes.takeChanges(), 'live', () => true)
  }
  put(10)
  views.ask(
    (answer) => void answers.push(answer),
    {
      type: 'occurrences.open',
      view: 'v',
      start: Date.UTC(2026, 2, 10),
      end: Date.UTC(2026, 2, 11),
      zone: 'UTC',
      hidden: [],
    },
    () => true,
  )
  put(14)
  put(14)
  const key = `${work}\n/talk.ics\n`
  expect(answers.slice(1)).toMatchObject([
    {
      type: 'occurrences.delta',
      put: [{ key, start: Date.UTC(2026, 2, 10, 14) }],
      removed: [],
      moved: [{ key, start: Date.UTC(2026, 2, 10, 10), end: Date.UTC(2026, 2, 10, 11) }],
      origin: 'live',
    },
  ])
})

test('an occurrence that did not change stays the same object in the window', () => {
  const client = createViewPortClient(() => [])
  const port: ViewPort = {
    onmessage: null,
    start: () => undefined,
    close: () => undefined,
    postMessage: () => undefined,
  }
  client.connect(port)
  const say = (data: ViewAnswer): void => port.onmessage?.({ data: structuredClone(data) } as MessageEvent<ViewAnswer>)
  const indexes = createIndexes()
  for (const name of names)
    indexes.members.putServer([
      row({ collection: work, name, text: event(`DTSTART:20260310T100000Z\r\nSUMMARY:${name}\r\nCATEGORIES:A,B`) }),
    ])
  const query = { range: { start: 0, end: Date.UTC(2027, 0) }, zone: 'UTC', hidden: new Set<CollectionId>() }
  const { occurrences } = indexes.occurrences.find(query, () => true)
  say({ type: 'occurrences', view: 'v', occurrences, complete: true })
  const before = new Map(
    client
      .occurrences('v')
      .current()
      .occurrences.map((each) => [each.key, each]),
  )
  const [changed] = occurrences
  const put: ViewOccurrence[] = [{ ...changed!, summary: 'changed' }]
  say({ type: 'occurrences.delta', view: 'v', put, removed: [], moved: [], origin: 'live' })
  say({ type: 'occurrences', view: 'v', occurrences: [...put, ...occurrences.slice(1)], complete: true })
  const { occurrences: after, lastDelta } = client.occurrences('v').current()
  expect(after.filter((each) => before.get(each.key) === each)).toHaveLength(names.length - 1)
  expect(lastDelta).toMatchObject({ origin: 'live', keys: [changed?.key] })
})
