import { expect, test } from 'vitest'
import { nextDraft } from './new-event.ts'

const at = (text: string): number => new Date(text).getTime()

test('today: the next full hour', () => {
  const draft = nextDraft('2026-11-18', new Date('2026-11-18T11:20'))
  expect(draft).toEqual({
    start: at('2026-11-18T12:00'),
    end: at('2026-11-18T13:00'),
    allDay: false,
    collection: null,
  })
})

test('late in the evening it stays on the day', () => {
  expect(nextDraft('2026-11-18', new Date('2026-11-18T23:40')).start).toBe(at('2026-11-18T23:00'))
})

test('another day: nine o’clock', () => {
  expect(nextDraft('2026-11-20', new Date('2026-11-18T11:20')).start).toBe(at('2026-11-20T09:00'))
})
