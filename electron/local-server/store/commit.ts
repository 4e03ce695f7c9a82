import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createChangeIndex } from './change-index.ts'
import type { ChangeLog, ChangeRecord } from './change-log.ts'
import { COLLECTION_FILE, collectionDigest, writeCollectionFile, type CollectionFile } from './collection-file.ts'
import { fileKey, freeFileName, safeFileName } from './file-names.ts'
import { encodeSegment } from './href.ts'
import { enterMember, leaveMember, putRecord, recordChange } from './load.ts'
import {
  extensionOf,
  type HomeKind,
  type Member,
  type ObjectFacts,
  type StoredCollection,
  type StoredHome,
} from './model.ts'
import { renameInPlace, stage, syncDirectory, type Staged } from './stage.ts'
import type { TextCache } from './text-cache.ts'

/** A text that is on the disk and waits for its name. */
export type StagedText = { readonly staged: Staged; readonly text: string; readonly etag: string }

/** What a writer asks for. */
export type Operation =
  | { type: 'put'; collection: StoredCollection; name: string; content: StagedText; facts: ObjectFacts }
  | { type: 'remove'; collection: StoredCollection; name: string }
  /** Somebody changed the file, or (null) took it away. */
  | { type: 'found'; collection: StoredCollection; name: string; member: Member | null }
  | { type: 'create-collection'; home: HomeKind; file: CollectionFile }
  | { type: 'update-collection'; collection: StoredCollection; file: CollectionFile }
  | { type: 'remove-collection'; collection: StoredCollection }

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>

export type Commit = (operations: readonly Operation[]) => Promise<void>

type Parts = {
  readonly homes: Record<HomeKind, StoredHome>
  readonly log: ChangeLog
  readonly texts: TextCache
  readonly staging: string
  readonly now: () => number
  readonly lastSeq: number
  readonly emit: (hrefs: readonly string[]) => void
  /** Told of staged bytes that have their name now. */
  readonly unstaged: (staged: Staged) => void
  /** Removes a folder some time later. */
  readonly discard: (path: string) => void
}

/** What was done on the disk, still to be told to the log, to the memory and to the listeners. */
type Done = { readonly records: readonly ChangeRecord[]; readonly home: StoredHome; readonly enter: () => void }

/** Members of one collection can be written or removed side by side; everything else goes one after the other. */
function inGroups(operations: readonly Operation[]): Operation[][] {
  const groups: Operation[][] = []
  for (const operation of operations) {
    const group = groups.at(-1)
    const beside = operation.type === 'put' || operation.type === 'remove'
    if (beside && group?.[0]?.type === operation.type) group.push(operation)
    else groups.push([operation])
  }
  return groups
}

/**
 * Makes the function through which every change goes: files first, then log and directories together, then memory, then listeners.
 * If an operation fails, those before it stand.
 */
export function createCommit({ homes, log, texts, staging, now, lastSeq, emit, unstaged, discard }: Parts): Commit {
  let seq = lastSeq
  const nextSeq = (): number => (seq += 1)
  const nothing = (): void => undefined

  const writeFileOf = async (directory: string, file: CollectionFile): Promise<void> => {
    const staged = await stage(staging, writeCollectionFile(file))
    await renameInPlace(staged.path, join(directory, COLLECTION_FILE))
  }

  const put = async ({ collection, name, content, facts }: Of<'put'>): Promise<Done> => {
    const { staged, text, etag } = content
    const known = collection.members.get(name)
    const file = known?.file ?? freeFileName(name, extensionOf[collection.kind], (key) => collection.files.has(key))
    collection.files.set(fileKey(file), name)
    const member = { name, file, etag, size: staged.size, mtime: staged.mtime, ...facts }
    // The same bytes again are no change of the entity tag, so nothing to tell (RFC 6578 §3.5.1)
    const records = known?.etag === etag ? [] : [putRecord(nextSeq(), collection, member)]
    try {
      await renameInPlace(staged.path, join(collection.directory, file))
    } catch (error) {
      if (known === undefined) collection.files.delete(fileKey(file))
      throw error
    }
    unstaged(staged)
    return {
      home: homes[collection.kind],
      records,
      enter: () => {
        enterMember(collection, member)
        texts.set(etag, text)
      },
    }
  }

  const remove = async ({ collection, name }: Of<'remove'>): Promise<Done> => {
    const member = collection.members.get(name)
    const record: ChangeRecord = { seq: nextSeq(), path: collection.href + encodeSegment(name), op: 'del', at: now() }
    if (member !== undefined) await rm(join(collection.directory, member.file), { force: true })
    return {
      home: homes[collection.kind],
      records: [record],
      enter: () => leaveMember(collection, name),
    }
  }

  const find = ({ collection, name, member }: Of<'found'>): Done => ({
    home: homes[collection.kind],
    records:
      member === null
        ? [{ seq: nextSeq(), path: collection.href + encodeSegment(name), op: 'del', at: now() }]
        : [putRecord(nextSeq(), collection, member)],
    enter: () => (member === null ? leaveMember(collection, name) : enterMember(collection, member)),
  })

  const freeDirectory = (home: StoredHome, name: string): string => {
    const taken = new Set([...home.collections.values()].map(({ directory }) => fileKey(directory)))
    for (let n = 1; ; n += 1) {
      const directory = join(home.directory, n === 1 ? safeFileName(name) : `${safeFileName(name)}~${n}`)
      if (!taken.has(fileKey(directory))) return directory
    }
  }

  const createCollection = async (operation: Of<'create-collection'>): Promise<Done> => {
    const { file } = operation
    const home = homes[operation.home]
    const directory = freeDirectory(home, file.name)
    await mkdir(directory, { recursive: true })
    await writeFileOf(directory, file)
    const etag = collectionDigest(file)
    const collection: StoredCollection = {
      kind: operation.home,
      name: file.name,
      href: `${home.href}${encodeSegment(file.name)}/`,
      directory,
      file,
      etag,
      members: new Map(),
      uids: new Map(),
      files: new Map(),
      changes: createChangeIndex(),
    }
    // Entered at once: the operations after this one fill it
    home.collections.set(file.name, collection)
    return { home, records: [{ seq: nextSeq(), path: collection.href, op: 'put', etag }], enter: nothing }
  }

  const updateCollection = async (operation: Of<'update-collection'>): Promise<Done> => {
    const { collection, file } = operation
    await writeFileOf(collection.directory, file)
    const etag = collectionDigest(file)
    const changed = etag !== collection.etag
    return {
      home: homes[collection.kind],
      records: changed ? [{ seq: nextSeq(), path: collection.href, op: 'put', etag }] : [],
      enter: () => {
        collection.file = file
        collection.etag = etag
      },
    }
  }

  const removeCollection = async ({ collection }: Of<'remove-collection'>): Promise<Done> => {
    const discarded = join(staging, randomUUID())
    await renameInPlace(collection.directory, discarded)
    discard(discarded)
    const home = homes[collection.kind]
    const at = now()
    const records: ChangeRecord[] = [...collection.members.keys()].map((name) => ({
      seq: nextSeq(),
      path: collection.href + encodeSegment(name),
      op: 'del',
      at,
    }))
    records.push({ seq: nextSeq(), path: collection.href, op: 'del', at })
    // Left at once: an operation after this one may make it anew
    home.collections.delete(collection.name)
    return { home, records, enter: nothing }
  }

  const perform = (operation: Operation): Promise<Done> => {
    switch (operation.type) {
      case 'put':
        return put(operation)
      case 'remove':
        return remove(operation)
      case 'found':
        return Promise.resolve(find(operation))
      case 'create-collection':
        return createCollection(operation)
      case 'update-collection':
        return updateCollection(operation)
      case 'remove-collection':
        return removeCollection(operation)
    }
  }

  /** The directory whose entries an operation changed. */
  const touched = (operation: Operation): string => {
    if (operation.type === 'create-collection') return homes[operation.home].directory
    const { directory } = operation.collection
    return operation.type === 'remove-collection' ? dirname(directory) : directory
  }

  return async (operations) => {
    const done: Done[] = []
    const directories = new Set<string>()
    let failure: unknown
    for (const group of inGroups(operations)) {
      // Sequence numbers are taken as each begins, so they rise in the order of the operations
      const outcomes = await Promise.allSettled(group.map(perform))
      for (const [index, outcome] of outcomes.entries()) {
        const operation = group[index]
        if (outcome.status === 'rejected') failure ??= outcome.reason
        else if (operation !== undefined) {
          done.push(outcome.value)
          directories.add(touched(operation))
        }
      }
      if (failure !== undefined) break
    }
    const records = done.flatMap((each) => each.records)
    // The data is safe in its file whatever becomes of the log, which keeps the lines it could not write for the next time
    const logged = log.append(records).catch(nothing)
    await Promise.all([logged, ...[...directories].map(syncDirectory)])
    for (const each of done) {
      each.enter()
      for (const record of each.records) recordChange(each.home, record)
    }
    if (records.length > 0) emit(records.map(({ path }) => path))
    if (failure !== undefined) throw failure
  }
}
