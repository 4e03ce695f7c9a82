import { expect, test } from 'vitest'
import type { Collection } from '../../shared/model/collection.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { routeByParent } from './home-sync.ts'

const collection = (path: string, kind: Collection['kind'] = 'calendar'): Collection => ({
  id: collectionId(accountId('a'), href(path)),
  account: accountId('a'),
  href: href(path),
  home: href('/cal/'),
  kind,
  displayName: path,
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
})

test.each([
  ['/cal/a/1.ics', '/cal/a/'],
  ['/cal/a/deeper/1.ics', '/cal/a/'],
  ['/cal/ab/1.ics', '/cal/ab/'],
  ['/cal/a/b/1.ics', '/cal/a/b/'],
  ['https://other.example/cal/1.ics', 'https://other.example/cal/'],
  ['/cal/inbox/1.ics', null],
  ['/cal/unknown/1.ics', null],
  ['/cal/a/', null],
  ['/cal/a', null],
  ['/1.ics', null],
])('%s lies in %s', (member, expected) => {
  const collections = ['/cal/a/', '/cal/ab/', '/cal/a/b/', 'https://other.example/cal/'].map((path) => collection(path))
  const route = routeByParent([...collections, collection('/cal/inbox/', 'schedule-inbox')])
  expect(route(href(member))?.href ?? null).toBe(expected)
})
