import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { SearchResult, ViewAnswer, ViewOccurrence, ViewRequest } from '../../shared/ipc/view-port.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { aViewOccurrence } from '../../shared/testing/builders.ts'
import { patchRows, replaceRows } from './keyed-rows.ts'
import { createViewPortClient, type ViewPort } from './view-port-client.ts'

const work = collectionId(accountId('a'), href('/work/'))
const home = collectionId(accountId('a'), href('/home/'))
const range = { start: 0, end: 1_000, zone: 'UTC', hidden: [] }

function workerPort() {
  const asked: ViewRequest[] = []
  const port: ViewPort = {
    onmessage: null,
    start: vi.fn(),
    close: vi.fn(),
    postMessage: (request: ViewRequest) => void asked.push(request),
  }
  return { port, asked, say: (data: ViewAnswer) => port.onmessage?.({ data } as MessageEvent<ViewAnswer>) }
}

const occurrence = (name: string, start: number, collection = work): ViewOccurrence =>
  aViewOccurrence(name, { key: `${collection}\n${name}\n`, collection, href: href(name), start, end: start + 10 })
const names = (list: readonly ViewOccurrence[]): string[] => list.map(({ summary }) => summary)

describe('the window end of the view port', () => {
  test('shows the snapshot until the worker has told all, and adds what it tells before', () => {
    const client = createViewPortClient(() => [occurrence('old', 500), occurrence('kept', 100)])
    const { port, say } = workerPort()
    const week = client.occurrences('week')
    client.openOccurrences('week', range)
    client.connect(port)
    expect(names(week.current().occurrences)).toEqual(['kept', 'old'])
    say({ type: 'occurrences', view: 'week', occurrences: [occurrence('new', 300)], complete: false })
    expect(names(week.current().occurrences)).toEqual(['kept', 'new', 'old'])
    say({
      type: 'occurrences',
      view: 'week',
      occurrences: [occurrence('new', 300), occurrence('kept', 100)],
      complete: true,
    })
    expect(week.current()).toMatchObject({ complete: true, occurrences: [{ summary: 'kept' }, { summary: 'new' }] })
  })

  test('opens everything again on the port of a reborn worker, and asks unanswered searches again', async () => {
    const client = createViewPortClient(() => [])
    const first = workerPort()
    client.connect(first.port)
    client.openOccurrences('week', range)
    client.openContacts('people', [home])
    client.openObject('panel', work, href('/one'))
    client.close('people')
    const found = client.search('meeting', 5)
    const read = client.readObject(work, href('/two'))
    const second = workerPort()
    client.connect(second.port)
    expect(first.port.close).toHaveBeenCalledOnce()
    expect(second.asked.map(({ type }) => type)).toEqual(['occurrences.open', 'object.open', 'object.open', 'search'])
    const results: SearchResult[] = [{ type: 'event', occurrence: occurrence('meeting', 1) }]
    second.say({ type: 'found', request: 1, results })
    const asked = second.asked[2]
    second.say({
      type: 'object',
      view: asked?.type === 'object.open' ? asked.view : '',
      collection: work,
      href: href('/two'),
      object: null,
    })
    expect(await found).toEqual(results)
    expect(await read).toBeNull()
    const third = workerPort()
    client.connect(third.port)
    expect(third.asked.map(({ type }) => type)).toEqual(['occurrences.open', 'object.open'])
  })

  test('when the range moves, what is known of it stays, without what is hidden now', () => {
    const client = createViewPortClient(() => [])
    const { port, say, asked } = workerPort()
    client.connect(port)
    client.openOccurrences('week', range)
    const all = [occurrence('before', 10), occurrence('within', 700), occurrence('hidden', 800, home)]
    say({ type: 'occurrences', view: 'week', occurrences: all, complete: true })
    client.openOccurrences('week', { ...range, start: 600, end: 1_600, hidden: [home] })
    expect(client.occurrences('week').current()).toMatchObject({
      complete: false,
      occurrences: [{ summary: 'within' }],
    })
    expect(asked.at(-1)).toMatchObject({ start: 600, end: 1_600, hidden: [home] })
    expect(names(client.occurrences('month').current().occurrences)).toEqual(['within'])
  })

  test('a delta is told with its origin, and forgotten when the view is closed', () => {
    const client = createViewPortClient(() => [])
    const { port, say } = workerPort()
    client.connect(port)
    client.openOccurrences('week', range)
    const moved = [{ key: occurrence('one', 0).key, start: 0, end: 10 }]
    say({
      type: 'occurrences.delta',
      view: 'week',
      put: [occurrence('one', 50)],
      removed: ['x'],
      moved,
      origin: 'live',
    })
    const { lastDelta } = client.occurrences('week').current()
    expect(lastDelta).toEqual({ origin: 'live', keys: [occurrence('one', 0).key], removed: ['x'], moved })
    client.close('week')
    expect(client.occurrences('week').current().lastDelta).toBeNull()
  })

  test('an answer about an object asked for before is not shown for the next', () => {
    const client = createViewPortClient(() => [])
    const { port, say } = workerPort()
    client.connect(port)
    client.openObject('panel', work, href('/one'))
    client.openObject('panel', work, href('/two'))
    const object = { data: 'x', base: null, pending: null }
    say({ type: 'object', view: 'panel', collection: work, href: href('/one'), object })
    expect(client.object('panel').current()?.object).toBeUndefined()
    say({ type: 'object', view: 'panel', collection: work, href: href('/two'), object })
    expect(client.object('panel').current()?.object).toEqual(object)
  })
})

describe('keyed rows', () => {
  type Row = { key: string; rank: number }
  const order = (a: Row, b: Row): number => a.rank - b.rank || (a.key < b.key ? -1 : 1)
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const rows = fc.uniqueArray(fc.record({ key: fc.constantFrom(...keys), rank: fc.integer({ min: 0, max: 5 }) }), {
    selector: ({ key }) => key,
  })

  test('a patch equals sorting all anew, and keeps what did not change', () => {
    fc.assert(
      fc.property(rows, rows, fc.subarray(keys), (before, put, others) => {
        const removed = others.filter((key) => !put.some((row) => row.key === key))
        const shown = before.toSorted(order)
        const patched = patchRows(shown, structuredClone(put), removed, order)
        const expected = new Map(before.map((row) => [row.key, row]))
        for (const key of removed) expected.delete(key)
        for (const row of put) expected.set(row.key, row)
        expect(patched).toEqual([...expected.values()].toSorted(order))
        for (const row of patched) {
          const old = before.find(({ key }) => key === row.key)
          if (old?.rank === row.rank) expect(row).toBe(old)
        }
      }),
    )
  })

  test('the same again is the same list', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const shown = all.toSorted(order)
        expect(replaceRows(shown, structuredClone(all), order)).toBe(shown)
        expect(replaceRows(shown, [], order)).toEqual([])
      }),
    )
  })
})
