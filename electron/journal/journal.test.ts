import { appendFile, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import writeFileAtomic from 'write-file-atomic'
import type { PendingChange } from '../../shared/model/change.ts'
import { LOCAL_ACCOUNT, collectionId, href, pendingChangeId } from '../../shared/model/names.ts'
import { aPendingChange } from '../../shared/testing/builders.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { openJournal } from './journal.ts'

vi.mock('write-file-atomic', async (original) => ({
  default: vi.fn((await original<{ default: typeof writeFileAtomic }>()).default),
}))

const journalPath = async (): Promise<string> => join(await temporaryFolder(), 'journal.jsonl')

const change = (id: string, at: number, data = 'BEGIN:VCALENDAR'): PendingChange =>
  aPendingChange(
    id,
    { collection: collectionId(LOCAL_ACCOUNT, href('/calendars/me/a/')), href: href(`/calendars/me/a/${id}.ics`) },
    { account: LOCAL_ACCOUNT, at, data },
  )

test('what was put is there after a restart, what was settled is not', async () => {
  const path = await journalPath()
  const first = await openJournal(path)
  await first.put(change('a', 1))
  await first.put(change('b', 2))
  await first.put({ ...change('b', 2), state: 'parked', reason: 'refused' })
  await first.settle(pendingChangeId('a'))
  await first.close()
  const second = await openJournal(path)
  expect(second.pending()).toEqual([{ ...change('b', 2), state: 'parked', reason: 'refused' }])
  await second.close()
})

test('a record cut short by a crash is dropped and the journal goes on', async () => {
  const path = await journalPath()
  const first = await openJournal(path)
  await first.put(change('a', 1))
  await first.close()
  await appendFile(path, '{"type":"pending","chan')
  const second = await openJournal(path)
  await second.put(change('b', 2))
  await second.close()
  const third = await openJournal(path)
  expect(third.pending().map(({ id }) => id)).toEqual(['a', 'b'])
  await third.close()
})

test('a damaged line costs only itself, and is kept aside each time', async () => {
  const path = await journalPath()
  const first = await openJournal(path)
  expect(first.damage).toBeNull()
  await first.put(change('a', 1))
  await first.close()
  for (const garbage of ['garbage', 'more garbage']) {
    await appendFile(path, `${garbage}\n`)
    const again = await openJournal(path)
    expect(again.pending().map(({ id }) => id)).toEqual(['a'])
    expect(again.damage).toContain(`${path}.damaged`)
    await again.close()
  }
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe('garbage\nmore garbage\n')
})

test('edits keep the order in which they were typed, also when the clock was set back between them', async () => {
  const path = await journalPath()
  const first = await openJournal(path)
  await first.put(change('a', 2))
  await first.put(change('b', 1))
  await first.close()
  const second = await openJournal(path)
  expect(second.pending().map(({ id }) => id)).toEqual(['a', 'b'])
  await second.close()
})

test('a disk too full to make the file smaller costs nothing', async () => {
  const path = await journalPath()
  const journal = await openJournal(path)
  vi.mocked(writeFileAtomic).mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }))
  for (const end of ['1', '2', '3']) await journal.put(change('a', 1, 'x'.repeat(2_000_000) + end))
  await journal.put(change('b', 2))
  await journal.close()
  const again = await openJournal(path)
  expect(again.pending().map(({ data }) => data?.at(-1))).toEqual(['3', 'R'])
  await again.close()
})

test.skipIf(process.platform === 'win32')('nobody else may read what was typed', async () => {
  const path = await journalPath()
  await (await openJournal(path)).close()
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('any order of puts and settles survives a restart', async () => {
  const step = fc.record({ id: fc.constantFrom('a', 'b', 'c'), settle: fc.boolean(), text: fc.string() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const path = await journalPath()
      const journal = await openJournal(path)
      const model = new Map<string, string>()
      await Promise.all(
        steps.map(({ id, settle, text }, at) => {
          if (settle) model.delete(id)
          else model.set(id, text)
          return settle ? journal.settle(pendingChangeId(id)) : journal.put(change(id, at, text))
        }),
      )
      await journal.close()
      const again = await openJournal(path)
      expect(new Map(again.pending().map(({ id, data }) => [id as string, data]))).toEqual(model)
      await again.close()
    }),
    { numRuns: 50 },
  )
})

test('settled edits leave the file at the next start', async () => {
  const path = await journalPath()
  const first = await openJournal(path)
  await first.put(change('a', 1, 'x'.repeat(10_000)))
  await first.settle(pendingChangeId('a'))
  await first.close()
  await (await openJournal(path)).close()
  expect(await readFile(path, 'utf8')).toBe('')
})
