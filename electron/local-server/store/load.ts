import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChangeIndex } from './change-index.ts'
import type { ChangeRecord, LogContents } from './change-log.ts'
import {
  COLLECTION_FILE,
  collectionDigest,
  digestOf,
  newCollectionFile,
  readCollectionFile,
  writeCollectionFile,
} from './collection-file.ts'
import { fileKey, safeFileName, segmentOfFile } from './file-names.ts'
import { encodeSegment } from './href.ts'
import {
  ALL_COMPONENTS,
  extensionOf,
  homeKinds,
  type HomeKind,
  type Member,
  type StoredCollection,
  type StoredHome,
} from './model.ts'
import { inspectObject } from './object-facts.ts'

type Put = Extract<ChangeRecord, { op: 'put' }>

const memberOf = (name: string, record: Put): Member => ({
  name,
  file: record.file ?? '',
  etag: record.etag,
  size: record.size ?? 0,
  mtime: record.mtime ?? 0,
  uid: record.uid ?? null,
  component: record.component ?? null,
})

export function enterMember(collection: StoredCollection, member: Member): void {
  leaveMember(collection, member.name)
  collection.members.set(member.name, member)
  collection.files.set(fileKey(member.file), member.name)
  if (member.uid !== null && !collection.uids.has(member.uid)) collection.uids.set(member.uid, member.name)
}

export function leaveMember(collection: StoredCollection, name: string): void {
  const member = collection.members.get(name)
  if (member === undefined) return
  collection.members.delete(name)
  collection.files.delete(fileKey(member.file))
  if (member.uid !== null && collection.uids.get(member.uid) === name) collection.uids.delete(member.uid)
}

export const putRecord = (seq: number, collection: StoredCollection, member: Member): Put => ({
  seq,
  path: collection.href + encodeSegment(member.name),
  op: 'put',
  etag: member.etag,
  file: member.file,
  size: member.size,
  mtime: member.mtime,
  ...(member.uid === null ? {} : { uid: member.uid }),
  ...(member.component === null ? {} : { component: member.component }),
})

const folders = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted()

function loadCollection(home: StoredHome, folder: string, log: LogContents, now: number): StoredCollection {
  const directory = join(home.directory, folder)
  let file = readCollectionFile(directory)
  // None, damaged, or a copy of another folder: the data in it counts, and the folder's name serves
  if (file === null || home.collections.has(file.name)) {
    file = {
      ...newCollectionFile(segmentOfFile(folder), now),
      components: home.kind === 'calendars' ? ALL_COMPONENTS : [],
    }
    writeFileSync(join(directory, COLLECTION_FILE), writeCollectionFile(file))
  }
  const href = `${home.href}${encodeSegment(file.name)}/`
  return {
    kind: home.kind,
    name: file.name,
    href,
    directory,
    file,
    etag: collectionDigest(file),
    members: new Map(),
    uids: new Map(),
    files: new Map(),
    changes: createChangeIndex(log.floors.get(href)),
  }
}

/** Where the log and a folder differ, the folder is right: somebody changed it, or the process died before the log was written. */
function reconcileMembers(collection: StoredCollection, nextSeq: () => number, now: number): ChangeRecord[] {
  const records: ChangeRecord[] = []
  const unseen = new Set(collection.members.keys())
  const extension = extensionOf[collection.kind]
  for (const file of readdirSync(collection.directory).toSorted()) {
    if (file.startsWith('.') || !file.toLowerCase().endsWith(extension)) continue
    const path = join(collection.directory, file)
    const stat = statSync(path)
    const { size, mtimeMs } = stat
    if (!stat.isFile()) continue
    const name = collection.files.get(fileKey(file)) ?? segmentOfFile(file)
    const known = collection.members.get(name)
    unseen.delete(name)
    if (known?.size === size && known.mtime === mtimeMs) continue
    const bytes = readFileSync(path)
    const etag = digestOf(bytes)
    const { facts } = inspectObject(collection.kind, bytes.toString('utf8'))
    const member = { name, file, etag, size, mtime: mtimeMs, ...facts }
    if (known?.etag !== etag) records.push(putRecord(nextSeq(), collection, member))
    enterMember(collection, member)
  }
  for (const name of unseen) {
    leaveMember(collection, name)
    records.push({ seq: nextSeq(), path: collection.href + encodeSegment(name), op: 'del', at: now })
  }
  return records
}

function replay(home: StoredHome, log: LogContents): void {
  const latest = new Map<string, ChangeRecord>()
  for (const record of log.records) {
    if (!record.path.startsWith(home.href)) continue
    latest.delete(record.path)
    latest.set(record.path, record)
  }
  for (const record of latest.values()) {
    const row = { seq: record.seq, deleted: record.op === 'del', at: record.op === 'del' ? record.at : 0 }
    home.changes.record({ ...row, key: record.path })
    const [collectionSegment = '', memberSegment = ''] = record.path.slice(home.href.length).split('/')
    const collection = home.collections.get(decodeURIComponent(collectionSegment))
    if (collection === undefined || memberSegment === '') continue
    const name = decodeURIComponent(memberSegment)
    collection.changes.record({ ...row, key: name })
    if (record.op === 'put') enterMember(collection, memberOf(name, record))
  }
}

/** Enters a record made after the replay. */
export function recordChange(home: StoredHome, record: ChangeRecord): void {
  const row = { seq: record.seq, deleted: record.op === 'del', at: record.op === 'del' ? record.at : 0 }
  home.changes.record({ ...row, key: record.path })
  const [collectionSegment = '', memberSegment = ''] = record.path.slice(home.href.length).split('/')
  if (memberSegment === '') return
  home.collections
    .get(decodeURIComponent(collectionSegment))
    ?.changes.record({ ...row, key: decodeURIComponent(memberSegment) })
}

function reconcileHome(home: StoredHome, nextSeq: () => number, now: number): ChangeRecord[] {
  const records: ChangeRecord[] = []
  for (const row of home.changes.since(0)) {
    if (row.deleted) continue
    const [collectionSegment = ''] = row.key.slice(home.href.length).split('/')
    const collection = home.collections.get(decodeURIComponent(collectionSegment))
    if (collection === undefined) records.push({ seq: nextSeq(), path: row.key, op: 'del', at: now })
  }
  for (const collection of home.collections.values()) {
    const known = home.changes.latest(collection.href)
    if (known === undefined || known.deleted)
      records.push({ seq: nextSeq(), path: collection.href, op: 'put', etag: collection.etag })
    records.push(...reconcileMembers(collection, nextSeq, now))
  }
  return records
}

export type LoadedHomes = {
  readonly homes: Record<HomeKind, StoredHome>
  /** What the folders tell and the log does not; already entered, to be appended. */
  readonly found: readonly ChangeRecord[]
  readonly lastSeq: number
  /** Homes whose folder did not exist: the owner's first start. */
  readonly fresh: readonly HomeKind[]
}

/** Builds what the store keeps in memory from the log and the folders. */
export function loadHomes(dataDir: string, user: string, log: LogContents, now: number): LoadedHomes {
  let { lastSeq } = log
  const nextSeq = (): number => (lastSeq += 1)
  const found: ChangeRecord[] = []
  const fresh: HomeKind[] = []
  const load = (kind: HomeKind): StoredHome => {
    const directory = join(dataDir, kind, safeFileName(user))
    if (mkdirSync(directory, { recursive: true }) !== undefined) fresh.push(kind)
    const href = `/${kind}/${encodeSegment(user)}/`
    const home: StoredHome = {
      kind,
      href,
      directory,
      collections: new Map(),
      changes: createChangeIndex(log.floors.get(href)),
    }
    for (const folder of folders(directory)) {
      const collection = loadCollection(home, folder, log, now)
      home.collections.set(collection.name, collection)
    }
    replay(home, log)
    const records = reconcileHome(home, nextSeq, now)
    for (const record of records) recordChange(home, record)
    found.push(...records)
    return home
  }
  const [calendars, addressbooks] = homeKinds.map(load) as [StoredHome, StoredHome]
  return { homes: { calendars, addressbooks }, found, lastSeq, fresh }
}
