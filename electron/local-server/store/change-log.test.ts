import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openChangeLog, readChangeLog, type ChangeRecord } from './change-log.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daystream-log-'))
  path = join(folder, 'a.log')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const change = (seq: number, op: 'put' | 'del' = 'put'): ChangeRecord =>
  op === 'put' ? { seq, path: `/${seq}`, op, etag: 'x' } : { seq, path: `/${seq}`, op, at: 0 }

async function write(...records: ChangeRecord[]): Promise<void> {
  const log = await openChangeLog(path, folder, readChangeLog(path))
  await log.append(records)
  await log.close()
}

describe('the change log', () => {
  it('gives back what was appended, over many openings', async () => {
    await write(change(1), change(2, 'del'))
    await write(change(3))
    const { records, epochs, lastSeq } = readChangeLog(path)
    expect(records).toEqual([change(1), change(2, 'del'), change(3)])
    expect(epochs.map(({ after }) => after)).toEqual([0, 2])
    expect(lastSeq).toBe(3)
  })

  it('is whole again after a write was cut at any byte', async () => {
    await write(change(1))
    const whole = (await readFile(path)).length
    await write(change(2))
    const all = await readFile(path)
    for (let length = whole; length < all.length; length += 1) {
      await writeFile(path, all)
      await truncate(path, length)
      await write(change(2))
      expect(readChangeLog(path).records).toEqual([change(1), change(2)])
    }
  })

  it('reads up to a damaged line', async () => {
    await write(change(1))
    await appendFile(path, `${'\0'.repeat(40)}\n${JSON.stringify(change(2))}\n`)
    expect(readChangeLog(path).records).toEqual([change(1)])
    await write(change(2))
    expect(readChangeLog(path).records).toEqual([change(1), change(2)])
  })

  it('leaves nothing of a torn write that was longer than the next one', async () => {
    await write(change(1))
    await appendFile(path, 'x'.repeat(500))
    await write(change(2))
    expect(await readFile(path)).toHaveLength(readChangeLog(path).length)
  })

  it('begins an epoch with the first change of a run, so that a restored backup gives no number twice', async () => {
    await write(change(1))
    const backup = await readFile(path)
    const lost = await openChangeLog(path, folder, readChangeLog(path))
    await lost.append([change(2)])
    const before = lost.epochOf(2)
    await lost.close()
    await writeFile(path, backup)
    const restored = await openChangeLog(path, folder, readChangeLog(path))
    await restored.append([change(2)])
    expect(restored.epochOf(2)).not.toBe(before)
    expect(restored.epochOf(1)).toBe(readChangeLog(path).epochs[0]?.epoch)
    expect(restored.epochOf(0)).toBeUndefined()
    await restored.close()
  })

  it('can be written anew with fewer lines, floors and epochs kept', async () => {
    await write(change(1), change(2), change(3, 'del'))
    const log = await openChangeLog(path, folder, readChangeLog(path))
    const epoch = log.epochOf(2)
    await log.rewrite(new Map([['/x/', 3]]), [change(2)])
    await log.append([change(4)])
    await log.close()
    const contents = readChangeLog(path)
    expect(contents.records).toEqual([change(2), change(4)])
    expect([...contents.floors]).toEqual([['/x/', 3]])
    expect([contents.epochs[0]?.epoch, contents.lastSeq]).toEqual([epoch, 4])
  })
})
