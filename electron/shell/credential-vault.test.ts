import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { accountId } from '../../shared/model/names.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { openCredentialVault } from './credential-vault.ts'

/** The keychain of a Linux desktop: there or not, as a session has it. */
const keychain = vi.hoisted(() => ({ there: true, plain: false }))
vi.mock('electron', () => {
  const key = (): string => (keychain.there ? 'v11' : 'v10')
  return {
    safeStorage: {
      getSelectedStorageBackend: () => (keychain.there ? 'gnome_libsecret' : 'basic_text'),
      isEncryptionAvailable: () => keychain.there || keychain.plain,
      setUsePlainTextEncryption: (allowed: boolean) => (keychain.plain = allowed),
      encryptString: (text: string) => Buffer.from(key() + Buffer.from(text, 'utf8').toString('hex')),
      decryptString(cipher: Buffer) {
        if (!cipher.toString('latin1').startsWith(key())) throw new Error('Error while decrypting')
        return Buffer.from(cipher.toString('latin1').slice(3), 'hex').toString('utf8')
      },
    },
  }
})

const [work, home] = [accountId('work'), accountId('home')]
let path = ''
beforeEach(async () => {
  Object.defineProperty(process, 'platform', { value: 'linux' })
  Object.assign(keychain, { there: true, plain: false })
  path = join(await temporaryFolder(), 'credentials.json')
})

test('passwords come back after a restart, and are not in the file', async () => {
  await (await openCredentialVault(path, false)).set(work, 'grün')
  const again = await openCredentialVault(path, false)
  expect(again.storage()).toBe('keyring')
  expect(again.get(work)).toBe('grün')
  expect(await readFile(path, 'utf8')).not.toContain('grün')
})

test('a session without its keychain asks again, and takes no password from the next that has it', async () => {
  const before = await openCredentialVault(path, false)
  await before.set(work, 'one')
  await before.set(home, 'two')
  keychain.there = false
  for (const weakAllowed of [false, true]) {
    const without = await openCredentialVault(path, weakAllowed)
    expect(without.storage()).toBe(weakAllowed ? 'weak' : 'memory')
    expect(without.get(work)).toBeNull()
    await without.set(accountId('other'), 'three')
  }
  keychain.there = true
  const after = await openCredentialVault(path, false)
  expect([after.get(work), after.get(home)]).toEqual(['one', 'two'])
})

test('without a keychain nothing reaches the disk before the user agrees, and nothing stays when they take it back', async () => {
  keychain.there = false
  const vault = await openCredentialVault(path, false)
  await vault.set(work, 'one')
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({})
  await vault.setWeakAllowed(true)
  expect((await openCredentialVault(path, true)).get(work)).toBe('one')
  await vault.setWeakAllowed(false)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({})
  expect(vault.get(work)).toBe('one')
})

test('a removed account leaves nothing, also where its password could not be read', async () => {
  await (await openCredentialVault(path, false)).set(work, 'one')
  keychain.there = false
  await (await openCredentialVault(path, false)).delete(work)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({})
})

test('a damaged file only makes the accounts ask again', async () => {
  await writeFile(path, '{"work": "djE')
  const vault = await openCredentialVault(path, false)
  expect(vault.get(work)).toBeNull()
  await vault.set(work, 'one')
  expect((await openCredentialVault(path, false)).get(work)).toBe('one')
})
