import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { renameInPlace, stage, syncDirectory } from './stage.ts'

const headerSchema = z.object({ format: z.literal(1) })
const trimmedSchema = z.object({ trimmed: z.number(), path: z.string() })
const epochSchema = z.object({ epoch: z.string(), after: z.number() })
const putSchema = z.object({
  seq: z.number(),
  path: z.string(),
  op: z.literal('put'),
  etag: z.string(),
  /** File in its collection's folder; absent for a collection. */
  file: z.string().optional(),
  size: z.number().optional(),
  /** Milliseconds since the epoch, as the file system tells it. */
  mtime: z.number().optional(),
  uid: z.string().optional(),
  component: z.string().optional(),
})
const delSchema = z.object({ seq: z.number(), path: z.string(), op: z.literal('del'), at: z.number() })

/** One line of the log: what became of one path. `path` is the Href; that of a collection ends in `/`. */
export type ChangeRecord = z.infer<typeof putSchema> | z.infer<typeof delSchema>
/** Sequence numbers after `after` were given out under `epoch`, until the next one. */
export type Epoch = z.infer<typeof epochSchema>

/** Href of a collection or home → the highest sequence number among its removals that the log has forgotten. */
export type Floors = ReadonlyMap<string, number>

export type LogContents = {
  readonly floors: Floors
  readonly epochs: readonly Epoch[]
  readonly records: readonly ChangeRecord[]
  /** The highest sequence number given out, as far as the log tells. */
  readonly lastSeq: number
  /** Bytes up to the end of the last whole line: what follows is a torn write. */
  readonly length: number
}

const nothing: LogContents = { floors: new Map(), epochs: [], records: [], lastSeq: 0, length: 0 }
const newEpoch = (): string => randomBytes(6).toString('base64url')

function readLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Reads the log. A torn tail (a write cut by a crash) is left out; the sequence numbers in it were never acknowledged.
 * A line damaged in the middle ends the reading too: what the files hold beyond it is found again by comparing them.
 */
export function readChangeLog(path: string): LogContents {
  if (!existsSync(path)) return nothing
  const bytes = readFileSync(path)
  const epochs: Epoch[] = []
  const records: ChangeRecord[] = []
  const floors = new Map<string, number>()
  let length = 0
  let seq = 0
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start)
    if (end < 0) break
    const line = readLine(bytes.toString('utf8', start, end))
    const change = z.union([putSchema, delSchema]).safeParse(line)
    if (change.success) {
      if (change.data.seq <= seq) break
      seq = change.data.seq
      records.push(change.data)
    } else {
      const epoch = epochSchema.safeParse(line)
      const trimmed = trimmedSchema.safeParse(line)
      if (epoch.success) epochs.push(epoch.data)
      else if (trimmed.success) floors.set(trimmed.data.path, trimmed.data.trimmed)
      else if (start > 0 || !headerSchema.safeParse(line).success) break
    }
    start = end + 1
    length = start
  }
  return { floors, epochs, records, lastSeq: Math.max(seq, ...floors.values()), length }
}

export type ChangeLog = {
  /** Appends and fsyncs. A failure (disk full) keeps the lines and writes them before the next ones. */
  readonly append: (records: readonly ChangeRecord[]) => Promise<void>
  /** Replaces the whole log by these records, in rising sequence. */
  readonly rewrite: (floors: Floors, records: Iterable<ChangeRecord>) => Promise<void>
  /** The epoch a sequence number was given out in; undefined for 0. */
  readonly epochOf: (seq: number) => string | undefined
  /** Number of changes written since the log was last rewritten. */
  readonly count: () => number
  readonly close: () => Promise<void>
}

const mostEpochs = 2000

/**
 * Opens the log for appending. The first change of a run begins a new epoch, so that a store put back from a backup never gives a
 * sequence number its second meaning under the same token: a token is valid only if its number was given out in its epoch.
 */
export async function openChangeLog(path: string, staging: string, contents: LogContents): Promise<ChangeLog> {
  let epochs = contents.epochs.slice(-mostEpochs)
  let offset = contents.length
  let count = contents.records.length
  let { lastSeq } = contents
  let unwritten = ''
  let begun = false
  let handle: FileHandle = await open(path, existsSync(path) ? 'r+' : 'w+', 0o600)
  await handle.truncate(offset)
  if (offset === 0) unwritten = `${JSON.stringify({ format: 1 })}\n`

  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(unwritten, 'utf8')
    const { bytesWritten } = await handle.write(bytes, 0, bytes.length, offset)
    if (bytesWritten < bytes.length) throw new Error('The disk took only a part of the change log.')
    await handle.datasync()
    offset += bytes.length
    unwritten = ''
  }

  return {
    append: async (records) => {
      if (records.length === 0) return
      if (!begun) {
        const epoch = { epoch: newEpoch(), after: lastSeq }
        epochs.push(epoch)
        unwritten += `${JSON.stringify(epoch)}\n`
        begun = true
      }
      for (const record of records) unwritten += `${JSON.stringify(record)}\n`
      lastSeq = records.at(-1)?.seq ?? lastSeq
      count += records.length
      await flush()
    },
    rewrite: async (floors, records) => {
      epochs = epochs.slice(-mostEpochs)
      const lines: unknown[] = [{ format: 1 }]
      for (const [of, trimmed] of floors) lines.push({ trimmed, path: of })
      let next = 0
      let written = 0
      for (const record of records) {
        for (let epoch = epochs[next]; epoch !== undefined && epoch.after < record.seq; epoch = epochs[++next])
          lines.push(epoch)
        lines.push(record)
        written += 1
      }
      lines.push(...epochs.slice(next))
      const staged = await stage(
        staging,
        Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 'utf8'),
      )
      await handle.close()
      await renameInPlace(staged.path, path)
      await syncDirectory(dirname(path))
      handle = await open(path, 'r+')
      offset = staged.size
      count = written
      unwritten = ''
    },
    epochOf: (seq) => epochs.findLast(({ after }) => after < seq)?.epoch,
    count: () => count,
    close: () => handle.close(),
  }
}
