import { expect, test } from 'vitest'
import type { Account } from '../../shared/model/account.ts'
import type { Collection } from '../../shared/model/collection.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { accountGroups, accountHost } from './groups.ts'

const account = (id: string, change: Partial<Account> = {}): Account => ({
  id: accountId(id),
  displayName: id,
  kind: 'remote',
  origin: 'https://cal.example:8443',
  user: 'ines',
  principal: null,
  calendarHomes: [],
  addressbookHomes: [],
  calendarUserAddresses: [],
  ...change,
})

const collection = (of: string, displayName: string, change: Partial<Collection> = {}): Collection => ({
  id: collectionId(accountId(of), href(`/${displayName}/`)),
  account: accountId(of),
  href: href(`/${displayName}/`),
  home: href('/'),
  kind: 'calendar',
  displayName,
  rawColor: null,
  hue: 'blue',
  order: null,
  components: [],
  privileges: null,
  readOnly: false,
  supportsSyncCollection: true,
  ctag: null,
  syncToken: null,
  subscription: null,
  ...change,
})

const names = (...args: Parameters<typeof accountGroups>): unknown =>
  accountGroups(...args).map((group) => [group.account.displayName, group.collections.map((each) => each.displayName)])

test('servers come by name, this computer last', () => {
  const accounts = [account('local', { kind: 'local' }), account('Work'), account('Äther')]
  expect(names(accounts, [], 'calendar', 'de')).toEqual([
    ['Äther', []],
    ['Work', []],
    ['local', []],
  ])
})

test('the server’s order wins, then names, and feeds end the list', () => {
  const collections = [
    collection('Work', 'Holidays', { kind: 'subscribed-calendar', order: 0 }),
    collection('Work', 'Team 10'),
    collection('Work', 'Team 9'),
    collection('Work', 'Last made', { order: 3 }),
    collection('Other', 'Not here'),
  ]
  expect(names([account('Work')], collections, 'calendar', 'en')).toEqual([
    ['Work', ['Last made', 'Team 9', 'Team 10', 'Holidays']],
  ])
})

test('each section lists its own kind; scheduling boxes are in none', () => {
  const collections = [
    collection('Work', 'Cal'),
    collection('Work', 'People', { kind: 'addressbook' }),
    collection('Work', 'Inbox', { kind: 'schedule-inbox' }),
  ]
  expect(names([account('Work')], collections, 'calendar', 'en')).toEqual([['Work', ['Cal']]])
  expect(names([account('Work')], collections, 'contacts', 'en')).toEqual([['Work', ['People']]])
})

test('an account is named with its host, this computer without', () => {
  expect(accountHost(account('Work'))).toBe('cal.example:8443')
  expect(accountHost(account('local', { kind: 'local', origin: 'http://127.0.0.1:4000' }))).toBe('')
})
