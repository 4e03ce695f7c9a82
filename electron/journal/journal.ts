import { appendFile, open, readFile, type FileHandle } from 'node:fs/promises'
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

/** It holds what the user typed: for nobody else to read. */
const MODE = 0o600

export type Journal = {
  /** Open edits, in the order they were first put. */
  pending(): PendingChange[]
  /**
   * Makes an edit, or its new state, durable.
   * @throws Error with a plain message when the disk refuses; the journal is then as it was before
   */
  put(change: PendingChange): Promise<void>
  /** Ends an edit: it is on the server, or the user gave it up. */
  settle(id: PendingChangeId): Promise<void>
  /** A plain message if lines could not be read when it was opened; they were added to `<path>.damaged`. */
  readonly damage: string | null
  close(): Promise<void>
}

function readRecords(text: string): { records: JournalRecord[]; unreadable: string[] } {
  const records: JournalRecord[] = []
  const unreadable: string[] = []
  const lines = text.split('\n')
  // What follows the last line feed is a record that a crash cut short: it was never called saved.
  lines.pop()
  for (const line of lines) {
    try {
      records.push(recordSchema.parse(JSON.parse(line)))
    } catch {
      unreadable.push(line)
    }
  }
  return { records, unreadable }
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
 * Opens the journal, creating it when missing. A line that cannot be read is kept in `<path>.damaged` before what can be read
 * is written anew.
 */
export async function openJournal(path: string): Promise<Journal> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const { records, unreadable } = readRecords(text)
  const live = replay(records)
  const damaged = `${path}.damaged`
  if (unreadable.length > 0) await appendFile(damaged, unreadable.map((each) => `${each}\n`).join(''), { mode: MODE })

  let file: FileHandle
  let size: number
  async function compact(): Promise<void> {
    const kept = [...live.values()].map((change) => line({ type: 'pending', change })).join('')
    await writeFileAtomic(path, kept, { mode: MODE })
    file = await open(path, 'a', MODE)
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
        try {
          await compact()
        } catch {
          // The record is safe where it is; the file stays as long as it was.
          file = await open(path, 'a', MODE)
        }
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
    pending: () => [...live.values()],
    put: (change) => inOrder({ type: 'pending', change }),
    settle: (id) => inOrder({ type: 'settled', id }),
    damage:
      unreadable.length === 0
        ? null
        : `${unreadable.length} lines of the edits waiting to be sent could not be read. They were kept in ${damaged}; all other edits go out.`,
    async close() {
      await tail
      await file.close()
    },
  }
}
