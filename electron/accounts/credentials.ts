import type { AccountId } from '../../shared/model/names.ts'

/**
 * Where passwords rest, given by the shell. `keyring`: encrypted with a key of the OS keychain. `weak`: with a key that other programs
 * of this user could find. `memory`: gone when the app ends.
 */
export type CredentialStore = {
  readonly storage: () => 'keyring' | 'weak' | 'memory'
  /** null: never given, or lost with the keychain. */
  readonly get: (account: AccountId) => string | null
  readonly set: (account: AccountId, password: string) => Promise<void>
  readonly delete: (account: AccountId) => Promise<void>
}

/** Keeps passwords for this run only: for tests, and for the local server's secret of the day. */
export function createMemoryCredentials(): CredentialStore {
  const passwords = new Map<AccountId, string>()
  return {
    storage: () => 'memory',
    get: (account) => passwords.get(account) ?? null,
    set: async (account, password) => {
      passwords.set(account, password)
    },
    delete: async (account) => {
      passwords.delete(account)
    },
  }
}
