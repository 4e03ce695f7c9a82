import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file below a folder, with its bytes. */
async function allFiles(folder: string): Promise<{ path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        return { path, bytes: await readFile(path).catch(() => Buffer.alloc(0)) }
      }),
  )
}

/** The files below a folder in which a password stands: as it is, in UTF-16, in base64, or in the header it is sent in. */
export async function filesHolding(folder: string, user: string, password: string): Promise<string[]> {
  const base64 = [password, `${user}:${password}`].map((text) => Buffer.from(Buffer.from(text).toString('base64')))
  const forms = [Buffer.from(password), Buffer.from(password, 'utf16le'), ...base64]
  const files = await allFiles(folder)
  if (files.length === 0) throw new Error(`There are no files in ${folder}.`)
  return files.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ path }) => path)
}
