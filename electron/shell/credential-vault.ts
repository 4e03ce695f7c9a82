import { readFile } from 'node:fs/promises'
import { safeStorage } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { AccountId } from '../../shared/model/names.ts'
import type { CredentialStore } from '../accounts/credentials.ts'

/** Ciphertext of each account's password, base64. */
const vaultSchema = z.record(z.string(), z.string())

/** The store of passwords over the OS keychain. */
export type CredentialVault = CredentialStore & {
  /** Called when the user changes their mind about weak storage. */
  readonly setWeakAllowed: (allowed: boolean) => Promise<void>
}

function strength(weakAllowed: boolean): ReturnType<CredentialStore['storage']> {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'keyring'
  if (backend !== 'basic_text' && backend !== 'unknown' && safeStorage.isEncryptionAvailable()) return 'keyring'
  return weakAllowed ? 'weak' : 'memory'
}

async function readVault(path: string): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  try {
    return vaultSchema.parse(JSON.parse(text))
  } catch {
    return {} // not a vault any more: the accounts ask for their passwords again
  }
}

/**
 * Opens the vault file; must run after `app` is ready, when the OS keychain can be asked. What cannot be read now, because the
 * keychain is not there in this session, stays in the file for the next.
 */
export async function openCredentialVault(path: string, weakAllowed: boolean): Promise<CredentialVault> {
  let storage = strength(weakAllowed)
  const passwords = new Map<AccountId, string>()
  const unreadable = new Map<AccountId, string>()

  if (storage === 'weak') safeStorage.setUsePlainTextEncryption(true)
  for (const [id, cipher] of Object.entries(await readVault(path))) {
    const account = id as AccountId
    try {
      if (storage === 'memory') unreadable.set(account, cipher)
      else passwords.set(account, safeStorage.decryptString(Buffer.from(cipher, 'base64')))
    } catch {
      unreadable.set(account, cipher)
    }
  }

  async function save(): Promise<void> {
    const readable = storage === 'memory' ? [] : [...passwords]
    const stored = Object.fromEntries([
      ...unreadable,
      ...readable.map(([account, password]) => [account, safeStorage.encryptString(password).toString('base64')]),
    ])
    await writeFileAtomic(path, `${JSON.stringify(stored)}\n`, { mode: 0o600 })
  }

  return {
    storage: () => storage,
    get: (account) => passwords.get(account) ?? null,
    set(account, password) {
      unreadable.delete(account)
      passwords.set(account, password)
      return save()
    },
    delete(account) {
      unreadable.delete(account)
      passwords.delete(account)
      return save()
    },
    async setWeakAllowed(allowed) {
      const next = strength(allowed)
      if (next === storage) return
      storage = next
      if (storage === 'weak') safeStorage.setUsePlainTextEncryption(true)
      await save()
    },
  }
}
