import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hashPassword, type PasswordHash } from '../exchange/credentials.ts'
import { renameInPlace, stage, syncDirectory } from '../store/stage.ts'

const passwordsSchema = z.object({ passwords: z.array(z.object({ salt: z.string(), hash: z.string() })) })

const pathIn = (dataDir: string): string => join(dataDir, 'passwords.json')

/** Hashes of the passwords that other clients use, from earlier starts of the server alone. */
export function rememberedPasswords(dataDir: string): PasswordHash[] {
  try {
    return passwordsSchema.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8'))).passwords
  } catch {
    return [] // none yet, or unreadable: then nobody but the app gets in
  }
}

/** Makes `password` the one that other clients use, also when the app serves the folder later; only its hash is written. To be called by the process that has the folder. */
export async function rememberPassword(dataDir: string, password: string): Promise<void> {
  const staging = join(dataDir, '.staging')
  const passwords = [await hashPassword(password)]
  const staged = await stage(staging, Buffer.from(`${JSON.stringify({ passwords }, null, 2)}\n`, 'utf8'))
  await renameInPlace(staged.path, pathIn(dataDir))
  await syncDirectory(dataDir)
}
