import { expect, test } from 'vitest'
import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'
import { readSnapshot, writeSnapshot, type Snapshot } from './snapshot.ts'

function storage(limit = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem: (key: string, value: string) => {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
  }
}
const shown = (count: number): Snapshot => ({
  accounts: [],
  collections: [],
  occurrences: Array.from({ length: count }, (_, index) => ({ key: String(index) }) as ViewOccurrence),
})

test('the last view comes back, within bounds', () => {
  const disk = storage()
  expect(readSnapshot(disk)).toBeNull()
  writeSnapshot(disk, shown(2))
  expect(readSnapshot(disk)).toMatchObject(shown(2))
  writeSnapshot(disk, shown(5_000))
  expect(readSnapshot(disk)?.occurrences).toHaveLength(1_500)
})

test('what another version wrote, or nobody can read, is no snapshot', () => {
  const disk = storage()
  disk.setItem('snapshot', JSON.stringify({ ...shown(1), version: 0 }))
  expect(readSnapshot(disk)).toBeNull()
  disk.setItem('snapshot', '{"version":')
  expect(readSnapshot(disk)).toBeNull()
})

test('a full storage keeps no old view either', () => {
  const disk = storage(200)
  writeSnapshot(disk, shown(1))
  writeSnapshot(disk, shown(100))
  expect(readSnapshot(disk)).toBeNull()
})
