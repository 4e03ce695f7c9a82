import { expect, test } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import { accountId } from '../../shared/model/names.ts'
import { aCollection, anAccount } from '../../shared/testing/builders.ts'
import { accountGroups, accountHost } from './groups.ts'

const collection = (of: string, displayName: string, more: Partial<Collection> = {}): Collection =>
  aCollection(`/${displayName}/`, { account: accountId(of), displayName, ...more })

const names = (...args: Parameters<typeof accountGroups>): unknown =>
  accountGroups(...args).map((group) => [group.account.displayName, group.collections.map((each) => each.displayName)])

test('servers come by name, this computer last', () => {
  const accounts = [anAccount('local', { kind: 'local' }), anAccount('Work'), anAccount('Äther')]
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
  expect(names([anAccount('Work')], collections, 'calendar', 'en')).toEqual([
    ['Work', ['Last made', 'Team 9', 'Team 10', 'Holidays']],
  ])
})

test('each section lists its own kind; scheduling boxes are in none', () => {
  const collections = [
    collection('Work', 'Cal'),
    collection('Work', 'People', { kind: 'addressbook' }),
    collection('Work', 'Inbox', { kind: 'schedule-inbox' }),
  ]
  expect(names([anAccount('Work')], collections, 'calendar', 'en')).toEqual([['Work', ['Cal']]])
  expect(names([anAccount('Work')], collections, 'contacts', 'en')).toEqual([['Work', ['People']]])
})

test('an account is named with its host, this computer without', () => {
  expect(accountHost(anAccount('Work'))).toBe('cal.example:8443')
  expect(accountHost(anAccount('local', { kind: 'local', origin: 'http://127.0.0.1:4000' }))).toBe('')
})
