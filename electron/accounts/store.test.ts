import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accountId, href } from '../../shared/model/names.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { openAccountStore, type StoredAccount } from './store.ts'

const account = (id: string): StoredAccount => ({
  id: accountId(id),
  displayName: `Account ${id}`,
  kind: 'remote',
  origin: 'https://work.example',
  user: 'anna',
  principal: href('/p/anna/'),
  calendarHomes: [href('/cal/anna/')],
  addressbookHomes: [],
  calendarUserAddresses: ['mailto:anna@work.example'],
  credentialOrigins: ['https://work.example'],
})
const file = async (): Promise<string> => join(await temporaryFolder(), 'accounts.json')

test('accounts are there after a restart, in the order they were added', async () => {
  const path = await file()
  const store = await openAccountStore(path)
  await Promise.all([store.put(account('a')), store.put(account('b')), store.put(account('c'))])
  await store.put({ ...account('a'), displayName: 'Renamed' })
  await store.remove(accountId('b'))
  const again = await openAccountStore(path)
  expect(again.all()).toEqual([{ ...account('a'), displayName: 'Renamed' }, account('c')])
  expect(again.damage).toBeNull()
})

test('a broken file is kept aside, and what can be read of it goes on', async () => {
  const path = await file()
  const broken = JSON.stringify({ accounts: [account('a'), { id: 'b' }] })
  await writeFile(path, broken)
  const store = await openAccountStore(path)
  expect(store.all()).toEqual([account('a')])
  expect(store.damage).toContain(`${path}.damaged`)
  await store.put(account('c'))
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe(broken)

  await writeFile(path, '{"accounts": [')
  expect((await openAccountStore(path)).all()).toEqual([])
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe('{"accounts": [')
})
