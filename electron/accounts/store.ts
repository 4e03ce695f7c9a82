import { copyFile, readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { accountSchema } from '../../shared/model/account.ts'
import type { AccountId } from '../../shared/model/names.ts'

/** An account as it is kept: without its password, with the origins that may be told it. */
export const storedAccountSchema = accountSchema.extend({ credentialOrigins: z.array(z.string()) })
export type StoredAccount = z.infer<typeof storedAccountSchema>

const fileSchema = z.object({ accounts: z.array(z.unknown()) })

export type AccountStore = {
  /** In the order they were added. */
  readonly all: () => readonly StoredAccount[]
  /** Adds an account, or replaces the one of the same id. @throws Error when the disk refuses; nothing is changed then */
  readonly put: (account: StoredAccount) => Promise<void>
  readonly remove: (id: AccountId) => Promise<void>
  /** A plain message if the file could not be read whole; it was then copied to `<path>.damaged`. */
  readonly damage: string | null
}

type Read = { readonly accounts: StoredAccount[]; readonly whole: boolean }

function readAccounts(text: string): Read {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return { accounts: [], whole: false }
  }
  const file = fileSchema.safeParse(raw)
  if (!file.success) return { accounts: [], whole: false }
  const accounts = file.data.accounts.flatMap((entry) => {
    const account = storedAccountSchema.safeParse(entry)
    return account.success ? [account.data] : []
  })
  return { accounts, whole: accounts.length === file.data.accounts.length }
}

/**
 * Opens the file of configured accounts. What cannot be read of it is never overwritten without a copy: the readable accounts go on,
 * and `damage` says so.
 */
export async function openAccountStore(path: string): Promise<AccountStore> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const { accounts: stored, whole } = text === null ? { accounts: [], whole: true } : readAccounts(text)
  if (!whole) await copyFile(path, `${path}.damaged`)
  let accounts: readonly StoredAccount[] = stored

  let writes: Promise<unknown> = Promise.resolve()
  function change(edit: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): Promise<void> {
    const written = writes.then(async () => {
      const next = edit(accounts)
      await writeFileAtomic(path, `${JSON.stringify({ accounts: next }, null, 2)}\n`, { mode: 0o600 })
      accounts = next
    })
    writes = written.catch(() => undefined)
    return written
  }

  return {
    all: () => accounts,
    put: (account) =>
      change((all) =>
        all.some(({ id }) => id === account.id)
          ? all.map((each) => (each.id === account.id ? account : each))
          : [...all, account],
      ),
    remove: (account) => change((all) => all.filter(({ id }) => id !== account)),
    damage: whole
      ? null
      : `The list of accounts could not be read whole. ${stored.length} of its accounts are in use; the file was kept as ` +
        `${path}.damaged. Add what is missing again: nothing on the servers is touched.`,
  }
}
