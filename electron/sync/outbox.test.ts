import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { DavError } from '../../shared/model/dav-error.ts'
import { LOCAL_ACCOUNT, collectionId, etag, href, type Href } from '../../shared/model/names.ts'
import type { WriteCondition } from '../dav/requests/condition.ts'
import { openJournal, type Journal } from '../journal/journal.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { Batch } from './cache.ts'
import { createIntake } from './intake.ts'
import { createOutbox, type Edit, type Outbox } from './outbox.ts'
import type { Member, MemberRequests } from './send.ts'

const home = href('/calendars/me/work/')
const collection = collectionId(LOCAL_ACCOUNT, home)
const at = (name: string): Href => href(`${home}${name}.ics`)
const event = (uid: string, summary: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    'DTSTART:20260101T100000Z',
    `SUMMARY:${summary}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')

/** A member store that answers as RFC 9110 and RFC 4918 say, and fails when told. */
function memberStore() {
  const members = new Map<Href, Member>()
  let revision = 0
  let failNext: ((when: 'before' | 'after') => void) | null = null
  const fail = (when: 'before' | 'after'): void => failNext?.(when)
  const put = (target: Href, data: string): Member => {
    const member: Member = { etag: etag(`"${++revision}"`), scheduleTag: null, data }
    members.set(target, member)
    return member
  }
  const check = (target: Href, condition: WriteCondition): void => {
    const present = members.get(target)
    const ok =
      condition.type === 'match'
        ? present?.etag === condition.etag
        : condition.type === 'create'
          ? present === undefined
          : true
    if (!ok) throw new DavError('precondition', 'changed meanwhile', { status: 412 })
  }
  const requests: MemberRequests = {
    get: async (target) => members.get(target) ?? null,
    put: async (target, data, condition) => {
      fail('before')
      check(target, condition)
      const member = put(target, data)
      fail('after')
      return member
    },
    remove: async (target, condition) => {
      fail('before')
      if (!members.has(target)) throw new DavError('not-found', 'gone', { status: 404 })
      check(target, condition)
      members.delete(target)
      fail('after')
    },
  }
  return {
    members,
    put,
    requests,
    failOnce(error: DavError, moment: 'before' | 'after') {
      failNext = (when) => {
        if (when !== moment) return
        failNext = null
        throw error
      }
    },
  }
}

const journals: Journal[] = []
afterEach(async () => {
  await Promise.all(journals.splice(0).map((journal) => journal.close()))
})

async function start(options: { online?: () => boolean; random?: number } = {}) {
  const store = memberStore()
  const batches: Batch[] = []
  const journalPath = join(await temporaryFolder(), 'journal.jsonl')
  const intake = createIntake(async (batch) => {
    batches.push(batch)
    return 'applied'
  })
  const open = async (): Promise<Outbox> => {
    const journal = await openJournal(journalPath)
    journals.push(journal)
    return createOutbox({
      journal,
      overlays: { putPending: async () => undefined, removePending: async () => undefined },
      intake,
      requestsOf: () => ((options.online ?? (() => true))() ? store.requests : null),
      now: () => Date.now(),
      random: () => options.random ?? 0,
    })
  }
  return { store, batches, intake, open, outbox: await open() }
}

const create = (name: string, summary: string): Edit => ({
  collection,
  href: at(name),
  base: null,
  data: event(name, summary),
  title: summary,
})
const settled = (outbox: Outbox): Promise<void> => vi.waitFor(() => expect(outbox.pending()).toEqual([]))

test('a new event is created once and leaves the list', async () => {
  const { store, outbox, batches } = await start()
  await outbox.edit(create('a', 'Lunch'))
  await settled(outbox)
  expect(store.members.get(at('a'))?.data).toContain('SUMMARY:Lunch')
  expect(batches.at(-1)).toMatchObject({ origin: 'own', groups: [{ changes: [{ type: 'changed', href: at('a') }] }] })
})

test('two edits of one event while offline become one write on the version they were made on', async () => {
  let online = false
  const { store, outbox } = await start({ online: () => online })
  const base = store.put(at('a'), event('a', 'Old'))
  await outbox.edit({ ...create('a', 'Newer'), base })
  await outbox.edit({ ...create('a', 'Newest'), base })
  expect(outbox.pending()).toHaveLength(1)
  online = true
  outbox.wake(null)
  await settled(outbox)
  expect(store.members.get(at('a'))?.data).toContain('Newest')
})

test('an edit made while its predecessor is being sent follows it', async () => {
  const { store, outbox } = await start()
  const first = outbox.edit(create('a', 'First'))
  await first
  await outbox.edit(create('a', 'Second'))
  await settled(outbox)
  expect(store.members.get(at('a'))?.data).toContain('Second')
})

test('a lost answer is recognised: the same PUT is not taken for a conflict', async () => {
  const { store, outbox } = await start()
  store.failOnce(new DavError('truncated', 'cut'), 'after')
  await outbox.edit(create('a', 'Lunch'))
  await settled(outbox)
  expect([...store.members.keys()]).toEqual([at('a')])
})

test('changed there too: both versions are kept, and each decision does what it says', async () => {
  for (const keep of ['mine', 'theirs', 'both'] as const) {
    const { store, outbox } = await start()
    const base = store.put(at('a'), event('a', 'Old'))
    store.put(at('a'), event('a', 'Theirs'))
    const { id } = await outbox.edit({ ...create('a', 'Mine'), base })
    await vi.waitFor(() => expect(outbox.pending()[0]?.state).toBe('conflict'))
    expect(outbox.pending()[0]).toMatchObject({ data: event('a', 'Mine'), theirs: { data: event('a', 'Theirs') } })
    await outbox.resolve(id, keep)
    await settled(outbox)
    const texts = [...store.members.values()].map(({ data }) => /SUMMARY:(\w+)/.exec(data)?.[1] ?? '')
    expect(new Set(texts)).toEqual(new Set({ mine: ['Mine'], theirs: ['Theirs'], both: ['Mine', 'Theirs'] }[keep]))
  }
})

test('an edit of something deleted there is not created anew without a word', async () => {
  const { store, outbox } = await start()
  const base = store.put(at('a'), event('a', 'Old'))
  store.members.delete(at('a'))
  await outbox.edit({ ...create('a', 'Mine'), base })
  await vi.waitFor(() => expect(outbox.pending()[0]?.state).toBe('conflict'))
  expect(store.members.size).toBe(0)
})

test('a refused edit is parked with its reason, and the rest goes out', async () => {
  const { store, outbox } = await start()
  store.failOnce(new DavError('forbidden', 'work.example does not let you write here.', { status: 403 }), 'before')
  await outbox.edit(create('a', 'Refused'))
  await outbox.edit(create('b', 'Fine'))
  await vi.waitFor(() => expect(outbox.pending().map(({ state }) => state)).toEqual(['parked']))
  expect(outbox.pending()[0]?.reason).toBe('work.example does not let you write here.')
  expect(store.members.has(at('b'))).toBe(true)
})

test('an edit not sent is there after a restart and goes out then', async () => {
  let online = false
  const { store, outbox, open } = await start({ online: () => online })
  await outbox.edit(create('a', 'Typed before the crash'))
  online = true
  const again = await open()
  again.wake(null)
  await settled(again)
  expect(store.members.get(at('a'))?.data).toContain('Typed before the crash')
})

test('the echo that comes before the answer is dropped, a later change of somebody is read', async () => {
  const { store, outbox, intake, batches } = await start()
  const live = (member: Member): Promise<unknown> =>
    intake.apply({
      source: collection,
      generation: 1,
      origin: 'live',
      groups: [{ collection, changes: [{ type: 'changed', href: at('a'), ...member }] }],
      states: [],
      settled: [],
    })
  const put = store.requests.put.bind(null)
  store.requests.put = async (...sent) => {
    const mine = (await put(...sent)) as Member
    await live(mine)
    await live(store.put(at('a'), event('a', 'Somebody')))
    return mine
  }
  await outbox.edit(create('a', 'Mine'))
  await settled(outbox)
  expect(
    batches
      .flatMap(({ groups }) => groups.flatMap(({ changes }) => changes))
      .map((change) => ('data' in change ? change.data : null)),
  ).toEqual([event('a', 'Somebody')])
})

test('whatever fails, no edit is lost: it is on the server, or in the list', async () => {
  const failure = fc.constantFrom<[DavError, 'before' | 'after'] | null>(
    null,
    [new DavError('unreachable', 'no answer'), 'before'],
    [new DavError('truncated', 'cut'), 'after'],
    [new DavError('server', 'broken', { status: 500 }), 'after'],
    [new DavError('forbidden', 'no', { status: 403 }), 'before'],
  )
  const step = fc.record({ name: fc.constantFrom('a', 'b'), failure, foreign: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { store, outbox } = await start()
      const last = new Map<string, string>()
      for (const [index, { name, failure: fails, foreign }] of steps.entries()) {
        const present = store.members.get(at(name)) ?? null
        if (foreign && present !== null) store.put(at(name), event(name, `foreign${index}`))
        if (fails !== null) store.failOnce(...fails)
        await outbox.edit({ ...create(name, `edit${index}`), base: present })
        last.set(name, `edit${index}`)
        await new Promise((resolve) => setTimeout(resolve, 3))
      }
      await vi.waitFor(() => {
        for (const [name, summary] of last) {
          const onServer = store.members.get(at(name))?.data.includes(summary) ?? false
          const inList = outbox
            .pending()
            .some(({ data, href: target }) => target === at(name) && (data?.includes(summary) ?? false))
          expect(onServer || inList).toBe(true)
        }
      })
      await outbox.stop()
    }),
    { numRuns: 60 },
  )
})

const slow = (error: DavError) => async (): Promise<never> => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  throw error
}

test('what was typed while its predecessor failed waits behind it, and what is typed next is the last word', async () => {
  const { store, outbox } = await start({ random: 1 })
  const base = store.put(at('a'), event('a', 'Old'))
  const put = store.requests.put.bind(null)
  store.requests.put = slow(new DavError('unreachable', 'no answer'))
  await outbox.edit({ ...create('a', 'First'), base })
  await outbox.edit({ ...create('a', 'Second'), base })
  await vi.waitFor(() => expect(outbox.pending()[0]?.reason).toBe('no answer'))
  const written: string[] = []
  store.requests.put = (target, data, condition) => {
    written.push(/SUMMARY:(\w+)/.exec(data)?.[1] ?? '')
    return put(target, data, condition)
  }
  await outbox.edit({ ...create('a', 'Third'), base })
  await outbox.edit(create('b', 'Another'))
  await vi.waitFor(() => expect(written).toEqual(['Another']))
  outbox.wake(null)
  await settled(outbox)
  expect(written).toEqual(['Another', 'First', 'Third'])
})

test('an edit after a lost answer is no conflict with what that answer would have confirmed', async () => {
  const { store, outbox } = await start({ random: 1 })
  const base = store.put(at('a'), event('a', 'Old'))
  store.failOnce(new DavError('truncated', 'cut'), 'after')
  await outbox.edit({ ...create('a', 'Sent'), base })
  await vi.waitFor(() => expect(outbox.pending()[0]?.reason).toBe('cut'))
  await outbox.edit({ ...create('a', 'Again'), base })
  outbox.wake(null)
  await settled(outbox)
  expect(store.members.get(at('a'))?.data).toContain('Again')
})

test('a change of somebody that came while an edit was under way reaches the cache when the edit does not', async () => {
  for (const error of [
    new DavError('precondition', 'changed', { status: 412 }),
    new DavError('unreachable', 'no answer'),
    new DavError('forbidden', 'no', { status: 403 }),
  ]) {
    const { store, outbox, intake, batches } = await start({ random: 1 })
    const base = store.put(at('a'), event('a', 'Old'))
    store.requests.put = async () => {
      const theirs = store.put(at('a'), event('a', 'Somebody'))
      await intake.apply({
        source: collection,
        generation: 1,
        origin: 'live',
        groups: [{ collection, changes: [{ type: 'changed', href: at('a'), ...theirs }] }],
        states: [],
        settled: [],
      })
      throw error
    }
    await outbox.edit({ ...create('a', 'Mine'), base })
    await vi.waitFor(() => expect(outbox.pending()[0]?.reason).not.toBeNull())
    expect(batches.flatMap(({ groups }) => groups.flatMap(({ changes }) => changes))).toEqual([
      { type: 'changed', href: at('a'), ...store.members.get(at('a')) },
    ])
    await outbox.stop()
  }
})

test('a written event is not shown as deleted because it could not be read again', async () => {
  let online = true
  const { store, outbox, intake, batches } = await start({ random: 1, online: () => online })
  const put = store.requests.put.bind(null)
  const get = store.requests.get.bind(null)
  store.requests.put = async (...sent) => {
    const mine = (await put(...sent)) as Member
    for (const etagOf of ['"x"', '"y"'])
      await intake.apply({
        source: collection,
        generation: 1,
        origin: 'live',
        groups: [{ collection, changes: [{ type: 'changed', href: at('a'), ...mine, etag: etag(etagOf) }] }],
        states: [],
        settled: [],
      })
    return mine
  }
  let reads = 0
  store.requests.get = async (target) => {
    if (++reads === 1) return get(target)
    online = false
    throw new DavError('aborted', 'closed')
  }
  await outbox.edit(create('a', 'Mine'))
  await vi.waitFor(() => expect(outbox.pending()[0]?.reason).toBe('closed'))
  const told = batches.flatMap(({ groups }) => groups.flatMap(({ changes }) => changes.map(({ type }) => type)))
  expect(told).not.toContain('removed')
})

test('an edit given up while it is being sent does not come back when its server refuses it', async () => {
  const { store, outbox } = await start()
  store.requests.put = slow(new DavError('forbidden', 'no', { status: 403 }))
  const { id } = await outbox.edit(create('a', 'Given up'))
  await new Promise((resolve) => setTimeout(resolve, 1))
  await outbox.discard(id)
  await outbox.stop()
  expect(outbox.pending()).toEqual([])
})

test('a removed account leaves one entry for each thing: its latest text', async () => {
  let online = true
  const { store, outbox } = await start({ random: 1, online: () => online })
  store.requests.put = slow(new DavError('unreachable', 'no answer'))
  await outbox.edit(create('a', 'First'))
  await outbox.edit(create('a', 'Second'))
  await vi.waitFor(() => expect(outbox.pending()[0]?.reason).toBe('no answer'))
  online = false
  await outbox.accountRemoved(LOCAL_ACCOUNT)
  expect(outbox.pending()).toMatchObject([{ state: 'parked', title: 'Second' }])
})

test('a cache that cannot take what was written is not asked again at once', async () => {
  let asked = 0
  const journal = await openJournal(join(await temporaryFolder(), 'journal.jsonl'))
  journals.push(journal)
  const outbox = createOutbox({
    journal,
    overlays: { putPending: () => Promise.reject(new Error('full')), removePending: async () => undefined },
    intake: createIntake(() => {
      asked += 1
      return Promise.reject(new Error('full'))
    }),
    requestsOf: () => memberStore().requests,
    now: () => Date.now(),
    random: () => 1,
  })
  await outbox.edit(create('a', 'Lunch'))
  await vi.waitFor(() => expect(asked).toBe(1))
  for (const name of ['b', 'c']) await outbox.edit(create(name, 'Other'))
  await vi.waitFor(() => expect(asked).toBe(3))
  await vi.waitFor(() => expect(outbox.pending().map(({ retryAt }) => retryAt)).not.toContain(null))
  expect(outbox.pending()).toHaveLength(3)
  expect(asked).toBe(3)
  await outbox.stop()
})
