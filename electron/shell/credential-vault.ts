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

/** Opens the vault file; must run after `app` is ready, when the OS keychain can be asked. */
export async function openCredentialVault(path: string, weakAllowed: boolean): Promise<CredentialVault> {
  let storage = strength(weakAllowed)
  const passwords = new Map<AccountId, string>()

  if (storage === 'weak') safeStorage.setUsePlainTextEncryption(true)
  if (storage !== 'memory') {
    const text = await readFile(path, 'utf8').catch(() => '{}')
    const stored = vaultSchema.catch({}).parse(JSON.parse(text))
    for (const [account, cipher] of Object.entries(stored)) {
      try {
        passwords.set(account as AccountId, safeStorage.decryptString(Buffer.from(cipher, 'base64')))
      } catch {
        // Encrypted with a key that is gone: the account asks for its password again.
      }
    }
  }

  async function save(): Promise<void> {
    if (storage === 'memory') return writeFileAtomic(path, '{}\n', { mode: 0o600 })
    const stored = Object.fromEntries(
      [...passwords].map(([account, password]) => [account, safeStorage.encryptString(password).toString('base64')]),
    )
    await writeFileAtomic(path, `${JSON.stringify(stored)}\n`, { mode: 0o600 })
  }

  return {
    storage: () => storage,
    get: (account) => passwords.get(account) ?? null,
    set(account, password) {
      passwords.set(account, password)
      return save()
    },
    delete(account) {
      passwords.delete(account)
      return save()
    },
    setWeakAllowed(allowed) {
      storage = strength(allowed)
      if (storage === 'weak') safeStorage.setUsePlainTextEncryption(true)
      return save()
    },
  }
}
