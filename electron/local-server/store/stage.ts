import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Bytes that are safely on the disk, but not yet under their name. */
export type Staged = { readonly path: string; readonly size: number; readonly mtime: number }

/** Writes and fsyncs `bytes` under a name of no meaning in `directory`, which must be on the same file system as the target. */
export async function stage(directory: string, bytes: Uint8Array): Promise<Staged> {
  const path = join(directory, randomUUID())
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
    const { size, mtimeMs } = await handle.stat()
    return { path, size, mtime: mtimeMs }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Drops staged bytes that are not wanted after all. */
export const unstage = (staged: Staged): Promise<void> => rm(staged.path, { force: true })

/** Renames, waiting out the moment in which a virus scanner on Windows holds the file open. */
export async function renameInPlace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      const passing = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY')
      if (!passing || attempt === 8) throw error
      await pause(10 * attempt)
    }
  }
}

/** Makes renames and removals in a directory survive a power cut. Windows has no such call and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
