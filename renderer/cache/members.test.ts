import { expect, test } from 'vitest'
import type { PendingChange } from '../../shared/model/change.ts'
import { accountId, collectionId, href, pendingChangeId } from '../../shared/model/names.ts'
import { aPendingChange } from '../../shared/testing/builders.ts'
import { createMembers, type Member } from './members.ts'
import { slimEntry } from './slim-entry.ts'

const at = { collection: collectionId(accountId('a'), href('/work/')), href: href('/work/one.ics') }
const event = (summary: string): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260310T100000Z\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const server = { ...at, data: event('server'), slim: slimEntry(event('server')) }
const edit = (id: string, more: Partial<PendingChange> = {}): PendingChange =>
  aPendingChange(id, at, { data: event(id), ...more })
const look = (member: Member | null): unknown =>
  member === null ? null : [member.entry.type === 'single' ? member.entry.summary : member.entry.type, member.mark]

test('an edit lies over the server row, and leaves it as it was when it goes', () => {
  const members = createMembers(() => undefined)
  members.putServer([server])
  members.putPending(edit('mine'))
  expect(look(members.get(at))).toEqual(['mine', 'waiting'])
  members.putServer([{ ...server, slim: slimEntry(event('newer')) }])
  expect(look(members.get(at))).toEqual(['mine', 'waiting'])
  members.putPending(edit('mine', { state: 'conflict' }))
  expect(look(members.get(at))).toEqual(['mine', 'conflict'])
  members.removePending([pendingChangeId('mine')])
  expect(look(members.get(at))).toEqual(['newer', 'none'])
})

test('the later of two edits is seen, whichever came first', () => {
  const members = createMembers(() => undefined)
  members.putPending(edit('second', { at: 2 }))
  members.putPending(edit('first'))
  expect(look(members.get(at))).toEqual(['second', 'waiting'])
  members.removePending([pendingChangeId('second')])
  expect(look(members.get(at))).toEqual(['first', 'waiting'])
})

test('a deletion hides the object, and shows it marked when it did not get through', () => {
  const members = createMembers(() => undefined)
  members.putServer([server])
  members.putPending(edit('gone', { data: null }))
  expect(members.get(at)).toBeNull()
  members.putPending(edit('gone', { data: null, state: 'parked' }))
  expect(look(members.get(at))).toEqual(['server', 'parked'])
  members.removeServer([at])
  expect(members.get(at)).toBeNull()
})

test('an edit stays in sight when the server, or the account, drops the object', () => {
  const members = createMembers(() => undefined)
  members.putServer([server])
  members.putPending(edit('mine'))
  members.forget(() => true)
  expect(look(members.get(at))).toEqual(['mine', 'waiting'])
  members.resetPending([])
  expect([...members.all()]).toEqual([])
})

test('each change is told once, with how it was and how it is', () => {
  const told: unknown[] = []
  const members = createMembers(({ before, after }) => told.push([look(before), look(after)]))
  members.putServer([server])
  members.resetPending([edit('mine')])
  members.resetPending([])
  members.removeServer([at])
  members.removeServer([at])
  expect(told).toEqual([
    [null, ['server', 'none']],
    [
      ['server', 'none'],
      ['mine', 'waiting'],
    ],
    [
      ['mine', 'waiting'],
      ['server', 'none'],
    ],
    [['server', 'none'], null],
  ])
})

test('what cannot be read is named with its reason, until it can be read or is gone', () => {
  const members = createMembers(() => undefined)
  const broken = { ...at, href: href('/work/broken.ics'), data: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }
  const put = (data: string): void => members.putServer([{ ...broken, data, slim: slimEntry(data) }])
  members.putServer([server])
  const none = members.broken()
  expect(none).toEqual([])
  put(broken.data)
  expect(members.broken()).toEqual([
    { at: { collection: at.collection, href: broken.href }, reason: expect.stringContaining('no event') },
  ])
  const told = members.broken()
  members.putServer([server])
  expect(members.broken()).toBe(told)
  put(event('mended'))
  expect(members.broken()).toEqual([])
  put('no calendar at all')
  expect(members.broken()).toHaveLength(1)
  members.removeServer([broken])
  expect(members.broken()).toEqual([])
  put(broken.data)
  members.forget(() => true)
  expect(members.broken()).toEqual([])
})
