import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ObjectState } from '../../shared/ipc/view-port.ts'
import { accountId, collectionId, etag, href } from '../../shared/model/names.ts'

/** A server in little: what main would keep, and the commands it was given. */
const objects = new Map<string, ObjectState>()
const given: { name: string; collection: string; href: string | null }[] = []
let refuse: string | null = null

vi.mock('../cache/window-cache.ts', () => ({
  viewPort: {
    readObject: (collection: string, at: string) => Promise.resolve(objects.get(`${collection}\n${at}`) ?? null),
  },
}))
vi.mock('../bridge/commands.ts', () => ({
  invoke(name: string, input: { collection: string; href: string | null; data?: string }) {
    if (refuse === name) return Promise.reject(new Error('refused'))
    given.push({ name, collection: input.collection, href: input.href })
    const at = input.href ?? '/made.ics'
    const key = `${input.collection}\n${at}`
    objects.set(key, { data: input.data ?? null, base: objects.get(key)?.base ?? null, pending: null })
    return Promise.resolve({ id: 'p', href: at })
  },
}))

const { changeEvent, deleteEvent, EventGoneError, moveEvent, transferEvent, addEvent } = await import('./actions.ts')
const { undoLast } = await import('../view-state/undo.ts')

const here = collectionId(accountId('a'), href('/here/'))
const there = collectionId(accountId('a'), href('/there/'))
const standUp = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//test//EN',
  'BEGIN:VEVENT',
  'UID:stand-up',
  'DTSTAMP:20261101T000000Z',
  'DTSTART:20261116T081500Z',
  'DTEND:20261116T083000Z',
  'RRULE:FREQ=DAILY',
  'SUMMARY:Stand-up',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
const wednesday = { collection: here, href: href('/here/1.ics'), recurrenceId: '20261118T081500Z' }
const undo = { label: 'Move Stand-up', title: 'Stand-up' }
const later = {
  start: Date.parse('2026-11-18T09:15:00Z'),
  end: Date.parse('2026-11-18T09:30:00Z'),
  startDate: null,
  endDate: null,
}
const text = (): string => objects.get(`${here}\n/here/1.ics`)?.data ?? ''

beforeEach(() => {
  objects.clear()
  given.length = 0
  refuse = null
  objects.set(`${here}\n/here/1.ics`, {
    data: standUp,
    base: { etag: etag('"1"'), data: standUp },
    pending: null,
  })
})

describe('changing events', () => {
  it('moves one of a series by an override, and takes it back byte for byte', async () => {
    await moveEvent(wednesday, later, 'this', 'Europe/Berlin', undo)
    expect(text()).toContain('RECURRENCE-ID:20261118T081500Z')
    expect(text()).toContain('DTSTART:20261118T091500Z')
    expect(text()).toContain('DTSTART:20261116T081500Z')
    expect(await undoLast()).toBe('Move Stand-up')
    expect(text()).toBe(standUp)
  })

  it('moves a whole series as far as the one that was moved', async () => {
    await moveEvent(wednesday, later, 'all', 'Europe/Berlin', undo)
    expect(text()).not.toContain('RECURRENCE-ID')
    expect(text()).toContain('DTSTART:20261116T091500Z')
  })

  it('deletes one of a series by an exception, all by deleting the object', async () => {
    await deleteEvent(wednesday, 'this', undo)
    expect(text()).toContain('EXDATE:20261118T081500Z')
    await deleteEvent(wednesday, 'all', undo)
    expect(given.at(-1)).toMatchObject({ name: 'edit.delete', href: '/here/1.ics' })
    await undoLast()
    expect(text()).toContain('EXDATE')
  })

  it('creates in the other calendar before it deletes in this one', async () => {
    await transferEvent(wednesday, there, { summary: 'Daily' }, undo)
    expect(given.map(({ name, collection }) => [name, collection])).toEqual([
      ['edit.put', there],
      ['edit.delete', here],
    ])
    expect(objects.get(`${there}\n/made.ics`)?.data).toContain('SUMMARY:Daily')
    await undoLast()
    expect(text()).toBe(standUp)
    expect(objects.get(`${there}\n/made.ics`)?.data).toBeNull()
  })

  it('deletes nothing where creating was refused', async () => {
    refuse = 'edit.put'
    await expect(transferEvent(wednesday, there, {}, undo)).rejects.toThrow('refused')
    expect(given).toEqual([])
    expect(text()).toBe(standUp)
  })

  it('says when the event is gone, and sends nothing', async () => {
    objects.clear()
    await expect(changeEvent(wednesday, { summary: 'x' }, 'all', undo)).rejects.toThrow(EventGoneError)
    expect(given).toEqual([])
  })

  it('takes a created event away again', async () => {
    const day = (date: string) => ({ type: 'date' as const, date })
    await addEvent(
      there,
      {
        summary: 'Free',
        start: day('2026-11-18'),
        end: day('2026-11-19'),
        location: '',
        description: '',
        rrule: null,
        url: '',
        categories: [],
        transparency: 'opaque',
        alarms: [],
        color: '',
      },
      { label: 'Create Free', title: 'Free' },
    )
    expect(objects.get(`${there}\n/made.ics`)?.data).toContain('DTSTART;VALUE=DATE:20261118')
    await undoLast()
    expect(given.at(-1)?.name).toBe('edit.delete')
  })
})
