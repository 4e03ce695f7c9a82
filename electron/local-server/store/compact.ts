import type { ChangeLog, ChangeRecord } from './change-log.ts'
import type { ChangeRow } from './change-index.ts'
import { lastSegment, parentOf } from './href.ts'
import { putRecord } from './load.ts'
import type { HomeKind, StoredHome } from './model.ts'

const mostTombstones = 10_000
const tombstoneLife = 90 * 24 * 3600 * 1000
const slack = 10_000

const rowsOf = (homes: Record<HomeKind, StoredHome>): { home: StoredHome; row: ChangeRow }[] =>
  [homes.calendars, homes.addressbooks]
    .flatMap((home) => [...home.changes.since(0)].map((row) => ({ home, row })))
    .toSorted((a, b) => a.row.seq - b.row.seq)

const memberCount = (homes: Record<HomeKind, StoredHome>): number =>
  [homes.calendars, homes.addressbooks]
    .flatMap((home) => [...home.collections.values()])
    .reduce((sum, { members }) => sum + members.size, 0)

/** Whether most lines of the log are about changes that later ones replaced. */
export const wantsCompaction = (homes: Record<HomeKind, StoredHome>, log: ChangeLog): boolean =>
  log.count() > slack + mostTombstones + 2 * memberCount(homes)

function trim(home: StoredHome, now: number): void {
  const tombstones = [...home.changes.since(0)].filter(({ deleted }) => deleted)
  const surplus = tombstones.length - mostTombstones
  for (const [index, row] of tombstones.entries()) {
    if (index >= surplus && now - row.at < tombstoneLife) continue
    home.changes.trim(row)
    if (row.key.endsWith('/')) continue
    const changes = home.collections.get(lastSegment(parentOf(row.key)))?.changes
    const own = changes?.latest(lastSegment(row.key))
    if (own?.deleted === true) changes?.trim(own)
  }
}

function recordOf(home: StoredHome, row: ChangeRow): ChangeRecord {
  if (row.deleted) return { seq: row.seq, path: row.key, op: 'del', at: row.at }
  const isCollection = row.key.endsWith('/')
  const collection = home.collections.get(lastSegment(isCollection ? row.key : parentOf(row.key)))
  const member = isCollection ? undefined : collection?.members.get(lastSegment(row.key))
  if (collection !== undefined && member !== undefined) return putRecord(row.seq, collection, member)
  return { seq: row.seq, path: row.key, op: 'put', etag: collection?.etag ?? '' }
}

/**
 * Writes the log anew with the latest change of each path. A living member never pushes a token out; only removals are
 * forgotten, beyond 10,000 a home or after 90 days (RFC 6578 §3.8 names such limits).
 */
export async function compact(homes: Record<HomeKind, StoredHome>, log: ChangeLog, now: number): Promise<void> {
  const floors = new Map<string, number>()
  for (const home of [homes.calendars, homes.addressbooks]) {
    trim(home, now)
    for (const { href, changes } of [home, ...home.collections.values()])
      if (changes.floor() > 0) floors.set(href, changes.floor())
  }
  await log.rewrite(
    floors,
    rowsOf(homes).map(({ home, row }) => recordOf(home, row)),
  )
}
