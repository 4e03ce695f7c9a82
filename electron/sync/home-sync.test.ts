import { expect, test } from 'vitest'
import { href } from '../../shared/model/names.ts'
import { aCollection } from '../../shared/testing/builders.ts'
import { routeByParent } from './home-sync.ts'

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
  const collections = ['/cal/a/', '/cal/ab/', '/cal/a/b/', 'https://other.example/cal/'].map((path) =>
    aCollection(path),
  )
  const route = routeByParent([...collections, aCollection('/cal/inbox/', { kind: 'schedule-inbox' })])
  expect(route(href(member))?.href ?? null).toBe(expected)
})
