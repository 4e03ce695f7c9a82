import { mkdirSync, rmSync } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { claimFolder } from './claim-folder.ts'
import { openChangeLog, readChangeLog, type ChangeLog } from './change-log.ts'
import { digestOf } from './collection-file.ts'
import { createCommit, type Commit, type StagedText } from './commit.ts'
import { compact, wantsCompaction } from './compact.ts'
import { safeFileName } from './file-names.ts'
import { loadHomes } from './load.ts'
import type { HomeKind, Member, StoredCollection, StoredHome } from './model.ts'
import { inspectObject } from './object-facts.ts'
import { stage, unstage, type Staged } from './stage.ts'
import { createTextCache } from './text-cache.ts'

const textsInMemory = 24 * 1024 * 1024

export type Store = {
  readonly homes: Readonly<Record<HomeKind, StoredHome>>
  readonly log: Pick<ChangeLog, 'epochOf'>
  /** Homes that were made by this start. */
  readonly fresh: readonly HomeKind[]
  /** Runs one writer at a time: what it checks still holds when it commits. */
  readonly exclusively: <Result>(work: (commit: Commit) => Promise<Result>) => Promise<Result>
  /** Puts texts on the disk, lends them to `work`, and takes those away again that were not committed. */
  readonly withStaged: <Result>(
    texts: readonly string[],
    work: (staged: readonly StagedText[]) => Promise<Result>,
  ) => Promise<Result>
  readonly textInMemory: (member: Member) => string | undefined
  /** Null: somebody took the file away, which is entered as its removal. */
  readonly text: (collection: StoredCollection, member: Member) => Promise<string | null>
  /** Called with the Hrefs of each commit, in the same tick in which they became true. */
  readonly onCommit: (listener: (hrefs: readonly string[]) => void) => void
  /** Waits for the writer at work. */
  readonly close: () => Promise<void>
}

async function readMember(collection: StoredCollection, member: Member): Promise<Buffer | null> {
  try {
    return await readFile(join(collection.directory, member.file))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A member as its file is now; null where that is gone. */
async function lookAt(collection: StoredCollection, member: Member): Promise<Member | null> {
  const bytes = await readMember(collection, member)
  if (bytes === null) return null
  const { size, mtimeMs } = await stat(join(collection.directory, member.file))
  const { facts } = inspectObject(collection.kind, bytes.toString('utf8'))
  return { ...member, etag: digestOf(bytes), size, mtime: mtimeMs, ...facts }
}

async function stageAll(staging: string, texts: readonly string[]): Promise<StagedText[]> {
  const outcomes = await Promise.allSettled(
    texts.map(async (text) => {
      const bytes = Buffer.from(text, 'utf8')
      return { staged: await stage(staging, bytes), text, etag: digestOf(bytes) }
    }),
  )
  const staged = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed === undefined) return staged
  await Promise.all(staged.map((each) => unstage(each.staged)))
  throw failed.reason
}

/**
 * Opens the data folder of one user: `<dataDir>/calendars/<user>/<name>/<file>.ics`, `<dataDir>/addressbooks/…/<file>.vcf`, each
 * collection's properties in a `collection.json` beside, and the history in `<dataDir>/changes/<user>.log`.
 *
 * The files are the truth and the log is their history: a member is durable once its file is, and what the log lacks after a crash,
 * or after somebody changed the folder by hand, is found by comparing and entered as a change.
 *
 * @param patience milliseconds to wait for a process that still has the folder
 * @throws Error if the folder cannot be read or written, or another process has it
 */
export async function openStore(dataDir: string, user: string, now: () => number, patience: number): Promise<Store> {
  mkdirSync(dataDir, { recursive: true })
  const giveUp = await claimFolder(dataDir, patience)
  try {
    return await openClaimed(dataDir, user, now, giveUp)
  } catch (error) {
    await giveUp()
    throw error
  }
}

async function openClaimed(
  dataDir: string,
  user: string,
  now: () => number,
  giveUp: () => Promise<void>,
): Promise<Store> {
  const staging = join(dataDir, '.staging')
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true })
  const logPath = join(dataDir, 'changes', `${safeFileName(user)}.log`)
  await mkdir(join(dataDir, 'changes'), { recursive: true })
  const contents = readChangeLog(logPath)
  const loaded = loadHomes(dataDir, user, contents, now())
  const log = await openChangeLog(logPath, staging, contents)
  await log.append(loaded.found).catch(() => undefined) // a full disk: it is written before the next change

  const { homes } = loaded
  const texts = createTextCache(textsInMemory)
  const listeners: ((hrefs: readonly string[]) => void)[] = []
  const removals = new Set<Promise<void>>()
  const waiting = new Set<Staged>()
  let writer: Promise<unknown> = Promise.resolve()

  const commit = createCommit({
    homes,
    log,
    texts,
    staging,
    now,
    lastSeq: loaded.lastSeq,
    emit: (hrefs) => {
      for (const listener of listeners) listener(hrefs)
    },
    unstaged: (staged) => {
      waiting.delete(staged)
    },
    discard: (path) => {
      const removal = rm(path, { recursive: true, force: true }).catch(() => undefined) // emptied at the next start
      removals.add(removal)
      void removal.finally(() => removals.delete(removal))
    },
  })

  const compactIfLong = async (): Promise<void> => {
    if (wantsCompaction(homes, log)) await compact(homes, log, now())
  }
  await compactIfLong()

  const exclusively: Store['exclusively'] = (work) => {
    const result = writer.then(() => work(commit))
    writer = result.then(compactIfLong, compactIfLong).catch(() => undefined) // a failed compaction is tried after the next write
    return result
  }

  /** Enters what somebody did to a file while the server ran. */
  const lookAgain = (collection: StoredCollection, name: string): void => {
    const found = exclusively(async (commitOperations) => {
      const member = collection.members.get(name)
      if (member === undefined) return
      const current = await lookAt(collection, member)
      if (current?.etag !== member.etag) await commitOperations([{ type: 'found', collection, name, member: current }])
    })
    found.catch(() => undefined) // unreadable: the next start looks again
  }

  return {
    homes,
    log,
    fresh: loaded.fresh,
    exclusively,
    withStaged: async (wanted, work) => {
      const contents = await stageAll(staging, wanted)
      for (const { staged } of contents) waiting.add(staged)
      try {
        return await work(contents)
      } finally {
        const unwanted = contents.filter(({ staged }) => waiting.delete(staged))
        await Promise.all(unwanted.map(({ staged }) => unstage(staged)))
      }
    },
    textInMemory: (member) => texts.get(member.etag),
    text: async (collection, member) => {
      const known = texts.get(member.etag)
      if (known !== undefined) return known
      const bytes = await readMember(collection, member)
      if (bytes !== null && digestOf(bytes) === member.etag) {
        const text = bytes.toString('utf8')
        texts.set(member.etag, text)
        return text
      }
      lookAgain(collection, member.name)
      return bytes?.toString('utf8') ?? null
    },
    onCommit: (listener) => {
      listeners.push(listener)
    },
    close: async () => {
      await writer
      await Promise.all(removals)
      await log.close()
      await giveUp()
    },
  }
}
