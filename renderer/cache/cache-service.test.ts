import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import type { CacheAnswer, CacheApply, CacheRequest } from '../../shared/ipc/cache-port.ts'
import type { ViewAnswer, ViewRequest } from '../../shared/ipc/view-port.ts'
import { accountId, collectionId, etag, href, syncToken } from '../../shared/model/names.ts'
import { aCollection, anAccount, aPendingChange } from '../../shared/testing/builders.ts'
import { createCacheService, type ServicePort } from './cache-service.ts'
import { cacheDatabase } from './database.ts'

const account = accountId('a')
const work = collectionId(account, href('/work/'))
const people = collectionId(account, href('/people/'))

/** The far end of a port: what it was told, and a way to say something. */
function farEnd<Request, Answer>() {
  const answers: Answer[] = []
  let hear: (message: unknown) => void = () => undefined
  let close: () => void = () => undefined
  const port: ServicePort<Answer> = {
    postMessage: (answer) => void answers.push(structuredClone(answer)),
    onMessage: (listener) => void (hear = listener),
    onClose: (listener) => void (close = listener),
  }
  return { port, answers, say: (request: Request) => hear(structuredClone(request)), close: () => close() }
}

type Without<Type, Key extends string> = Type extends unknown ? Omit<Type, Key> : never

function begin(die: (error: unknown) => void = () => undefined) {
  const service = createCacheService(die)
  const main = farEnd<CacheRequest, CacheAnswer>()
  service.connectCache(main.port)
  let seq = 0
  const open = () => {
    const view = farEnd<ViewRequest, ViewAnswer>()
    service.connectView(view.port)
    return view
  }
  return {
    main,
    open,
    ask: async (request: Without<CacheRequest, 'seq'>): Promise<CacheAnswer> => {
      const mine = ++seq
      main.say({ ...request, seq: mine } as CacheRequest)
      return vi.waitUntil(() => main.answers.find((answer) => 'seq' in answer && answer.seq === mine))
    },
  }
}

const event = (summary: string, hour = 10): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:${summary}\r\nDTSTART:20260310T${hour}0000Z\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const card = (name: string): string =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${name}\r\nFN:${name}\r\nN:${name};;;;\r\nEMAIL:${name.toLowerCase()}@example.org\r\nEND:VCARD\r\n`
const apply = (change: Partial<CacheApply> = {}): Without<CacheApply, 'seq'> => ({
  type: 'apply',
  source: work,
  generation: 1,
  origin: 'live',
  groups: [],
  states: [],
  settled: [],
  ...change,
})
const put = (name: string, data: string, collection = work): CacheApply['groups'] => [
  { collection, changes: [{ type: 'changed', href: href(name), etag: etag('"1"'), scheduleTag: null, data }] },
]
const month: ViewRequest = {
  type: 'occurrences.open',
  view: 'month',
  start: Date.UTC(2026, 2, 1),
  end: Date.UTC(2026, 3, 1),
  zone: 'UTC',
  hidden: [],
}
const at = { collection: work, href: href('/one') }
const edit = aPendingChange('e', at, { base: { etag: etag('"1"'), data: event('one') }, data: event('mine') })
const summaries = (answer: ViewAnswer | undefined): unknown => {
  if (answer?.type === 'occurrences') return answer.occurrences.map(({ summary, pending }) => `${summary} ${pending}`)
  if (answer?.type === 'occurrences.delta')
    return [answer.origin, ...answer.put.map(({ summary, pending }) => `${summary} ${pending}`), ...answer.removed]
  return answer
}

afterEach(() => cacheDatabase(false).delete())

test('a live change reaches the window that shows it before main hears that it is stored', async () => {
  const { main, ask, open } = begin()
  const view = open()
  view.say(month)
  await vi.waitUntil(() => view.answers.some((answer) => answer.type === 'occurrences' && answer.complete))
  expect(main.answers).toEqual([{ type: 'hello', fresh: true }])
  const seen: string[] = []
  const answersOf = vi.spyOn(view.answers, 'push').mockImplementation((answer) => seen.push(String(summaries(answer))))
  expect(await ask(apply({ groups: put('/one', event('one')) }))).toEqual({ type: 'ack', seq: 1 })
  expect(seen).toEqual(['live,one none'])
  answersOf.mockRestore()
})

test('after a restart everything is there, and the database is not called fresh', async () => {
  const first = begin()
  const state = { token: syncToken('T'), level: '1' as const, askedAt: href('/work/') }
  await first.ask(apply({ groups: put('/one', event('one')), states: [{ of: work, state }] }))
  await first.ask({ type: 'pending.put', pending: edit })
  const second = begin()
  const view = second.open()
  view.say(month)
  await vi.waitUntil(() => view.answers.some((answer) => answer.type === 'occurrences' && answer.complete))
  expect(summaries(view.answers.findLast((answer) => answer.type === 'occurrences'))).toEqual(['mine waiting'])
  expect(second.main.answers).toEqual([{ type: 'hello', fresh: false }])
  expect(view.answers).toContainEqual({ type: 'ready' })
  expect(await second.ask({ type: 'read.syncState', of: work })).toMatchObject({ value: state })
})

test('windows hear of a new database once main has said which accounts there are', async () => {
  const { ask, open } = begin()
  const view = open()
  await ask(apply())
  expect(view.answers).toEqual([])
  const me = anAccount('a')
  await ask({ type: 'accounts.reset', accounts: [me] })
  expect(view.answers).toEqual([{ type: 'ready' }])
})

test('a settled edit gives way to what the server made of it, in one delta', async () => {
  const { ask, open } = begin()
  await ask(apply({ groups: put('/one', event('one')) }))
  await ask({ type: 'pending.put', pending: edit })
  const view = open()
  view.say(month)
  await ask(apply({ origin: 'own', groups: put('/one', event('made of mine')), settled: [edit.id] }))
  expect(view.answers.slice(1).map(summaries)).toEqual([['own', 'made of mine none']])
})

test('an older generation is refused, and what is no request is too', async () => {
  const { main, ask } = begin()
  await ask(apply({ generation: 2 }))
  expect(await ask(apply({ generation: 1, groups: put('/one', event('one')) }))).toMatchObject({ reason: 'stale' })
  expect(await ask({ type: 'read.object', collection: work, href: href('/one') })).toMatchObject({ value: null })
  main.say({ type: 'nonsense', seq: 99 } as never)
  expect(main.answers.at(-1)).toMatchObject({ type: 'refused', seq: 99, reason: 'failed' })
})

test('one object is shown with its overlay, as it changes', async () => {
  const { ask, open } = begin()
  const view = open()
  view.say({ type: 'object.open', view: 'o', collection: work, href: href('/one') })
  await vi.waitUntil(() => view.answers.length === 1)
  await ask(apply({ groups: put('/one', event('one')) }))
  await vi.waitUntil(() => view.answers.length === 2)
  await ask({ type: 'pending.put', pending: edit })
  await vi.waitUntil(() => view.answers.length === 3)
  expect(view.answers.map((answer) => answer.type === 'object' && answer.object)).toEqual([
    null,
    { data: event('one'), base: { etag: '"1"', data: event('one') }, pending: null },
    { data: event('mine'), base: edit.base, pending: edit },
  ])
})

test('what lies in a schedule inbox is no event of the calendar', async () => {
  const { ask, open } = begin()
  const view = open()
  await ask(apply({ groups: put('/one', event('invitation')) }))
  view.say(month)
  expect(summaries(view.answers.at(-1))).toEqual(['invitation none'])
  const inbox = aCollection('/work/', { account, kind: 'schedule-inbox' })
  await ask({ type: 'collections.reset', account, collections: [inbox] })
  expect(summaries(view.answers.at(-1))).toEqual([])
})

test('contacts are listed and followed; events and contacts are found by the beginnings of words', async () => {
  const { ask, open } = begin()
  const view = open()
  await ask(apply({ groups: [...put('/one', event('Quarterly review')), ...put('/ann', card('Ann'), people)] }))
  view.say({ type: 'contacts.open', view: 'c', hidden: [] })
  await ask(apply({ groups: put('/bob', card('Bob'), people) }))
  expect(view.answers).toMatchObject([
    { type: 'contacts', contacts: [{ displayName: 'Ann' }], complete: true },
    { type: 'contacts.delta', put: [{ displayName: 'Bob', emails: ['bob@example.org'] }] },
  ])
  const search = async (request: number, query: string): Promise<unknown> => {
    view.say({ type: 'search', request, query, limit: 5 })
    const found = await vi.waitUntil(() =>
      view.answers.find((answer) => answer.type === 'found' && answer.request === request),
    )
    return (
      found.type === 'found' &&
      found.results.map((each) => (each.type === 'event' ? each.occurrence.summary : each.contact.displayName))
    )
  }
  expect(await search(1, 'rev quart')).toEqual(['Quarterly review'])
  expect(await search(2, 'bob')).toEqual(['Bob'])
  await ask(
    apply({
      groups: [
        { collection: people, changes: [{ type: 'removed', href: href('/bob') }] },
        ...put('/one', event('Yearly review')),
      ],
    }),
  )
  expect(await search(3, 'bob')).toEqual([])
  expect(await search(4, 'yearly')).toEqual(['Yearly review'])
  expect(await search(5, 'quarterly')).toEqual([])
})

test('a damaged database is deleted and the worker gives up, so that the next begins afresh', async () => {
  const died = vi.fn()
  const { ask } = begin(died)
  await ask(apply({ groups: put('/one', event('one')) }))
  const database = cacheDatabase(false)
  await database.open()
  await database.pages.clear()
  database.close()
  expect(await ask(apply({ groups: put('/one', event('two')) }))).toMatchObject({ type: 'refused', reason: 'failed' })
  expect(died).toHaveBeenCalled()
  const next = begin()
  await vi.waitUntil(() => next.main.answers.length > 0)
  expect(next.main.answers).toEqual([{ type: 'hello', fresh: true }])
})

test('a worker whose database was deleted gives up at once, not with the next request', async () => {
  const died = vi.fn()
  const { ask } = begin(died)
  await ask(apply())
  await cacheDatabase(false).delete()
  expect(died).toHaveBeenCalled()
})

test('a window that is gone is told nothing more', async () => {
  const { ask, open } = begin()
  await ask(apply())
  const view = open()
  view.say(month)
  view.close()
  const heard = view.answers.length
  await ask(apply({ groups: put('/one', event('one')) }))
  expect(view.answers).toHaveLength(heard)
})
