import { copyFile, open, readFile, type FileHandle } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { pendingChangeSchema, type PendingChange } from '../../shared/model/change.ts'
import { pendingChangeId, type PendingChangeId } from '../../shared/model/names.ts'

/**
 * What the user typed and no server has yet, one JSON record a line, appended and synced to the disk before it is called saved.
 * The last `pending` record of an id is its present state; `settled` ends it.
 */
const recordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pending'), change: pendingChangeSchema }),
  z.object({ type: z.literal('settled'), id: z.string().transform(pendingChangeId) }),
])
type JournalRecord = z.infer<typeof recordSchema>

/** Rewritten at start, and while running once it holds this many bytes and less than half of them are still needed. */
const COMPACT_ABOVE_BYTES = 4_000_000

export type Journal = {
  /** Open edits, oldest first. */
  pending(): PendingChange[]
  /**
   * Makes an edit, or its new state, durable.
   * @throws Error with a plain message when the disk refuses; the journal is then as it was before
   */
  put(change: PendingChange): Promise<void>
  /** Ends an edit: it is on the server, or the user gave it up. */
  settle(id: PendingChangeId): Promise<void>
  close(): Promise<void>
}

function readRecords(text: string): { records: JournalRecord[]; broken: boolean } {
  const records: JournalRecord[] = []
  let broken = false
  const lines = text.split('\n')
  // What follows the last line feed is a record that a crash cut short: it was never called saved.
  lines.pop()
  for (const line of lines) {
    try {
      records.push(recordSchema.parse(JSON.parse(line)))
    } catch {
      broken = true
    }
  }
  return { records, broken }
}

function replay(records: JournalRecord[]): Map<PendingChangeId, PendingChange> {
  const live = new Map<PendingChangeId, PendingChange>()
  for (const record of records) {
    if (record.type === 'settled') live.delete(record.id)
    else live.set(record.change.id, record.change)
  }
  return live
}

const line = (record: JournalRecord): string => `${JSON.stringify(record)}\n`

function plainly(error: unknown): Error {
  const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
  return new Error(
    full
      ? 'The disk is full, so your change could not be saved. Nothing before it was touched. Free some space and save again.'
      : 'Your change could not be written to the disk. Nothing before it was touched. Try to save again.',
    { cause: error },
  )
}

/**
 * Opens the journal, creating it when missing. A line that cannot be read is kept: the file is copied to `<path>.damaged`
 * before what can be read is written anew.
 */
export async function openJournal(path: string): Promise<Journal> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const { records, broken } = readRecords(text)
  const live = replay(records)
  if (broken) await copyFile(path, `${path}.damaged`)

  let file: FileHandle
  let size: number
  async function compact(): Promise<void> {
    const kept = [...live.values()].map((change) => line({ type: 'pending', change })).join('')
    await writeFileAtomic(path, kept)
    file = await open(path, 'a')
    size = Buffer.byteLength(kept)
  }
  await compact()

  async function append(record: JournalRecord): Promise<void> {
    const bytes = Buffer.from(line(record))
    try {
      await file.appendFile(bytes)
      await file.datasync()
      size += bytes.length
    } catch (error) {
      await file.truncate(size).catch(() => undefined)
      throw plainly(error)
    }
    if (record.type === 'settled') live.delete(record.id)
    else live.set(record.change.id, record.change)
    if (size > COMPACT_ABOVE_BYTES) {
      const needed = [...live.values()].reduce((sum, change) => sum + JSON.stringify(change).length, 0)
      if (needed * 2 < size) {
        await file.close()
        await compact()
      }
    }
  }

  let tail: Promise<void> = Promise.resolve()
  const inOrder = (record: JournalRecord): Promise<void> => {
    const mine = tail.then(() => append(record))
    tail = mine.catch(() => undefined)
    return mine
  }

  return {
    pending: () => [...live.values()].toSorted((a, b) => a.at - b.at),
    put: (change) => inOrder({ type: 'pending', change }),
    settle: (id) => inOrder({ type: 'settled', id }),
    async close() {
      await tail
      await file.close()
    },
  }
}
