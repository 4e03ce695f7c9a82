import { expect, it } from 'vitest'
import { neighbour, type Stop } from './neighbours.ts'

const stops: Stop[] = [
  { key: 'mon-9', day: 0, start: 540 },
  { key: 'mon-14', day: 0, start: 840 },
  { key: 'wed-8', day: 2, start: 480 },
  { key: 'wed-13', day: 2, start: 780 },
]

it('goes up and down through days', () => {
  expect(neighbour(stops, 'mon-9', 'next')).toBe('mon-14')
  expect(neighbour(stops, 'mon-14', 'next')).toBe('wed-8')
  expect(neighbour(stops, 'wed-8', 'previous')).toBe('mon-14')
})

it('goes sideways to what is nearest in time, over free days', () => {
  expect(neighbour(stops, 'mon-14', 'later-day')).toBe('wed-13')
  expect(neighbour(stops, 'mon-9', 'later-day')).toBe('wed-8')
  expect(neighbour(stops, 'wed-13', 'earlier-day')).toBe('mon-14')
})

it('ends at the edges, and begins at the first', () => {
  expect(neighbour(stops, 'wed-13', 'next')).toBeNull()
  expect(neighbour(stops, 'mon-9', 'earlier-day')).toBeNull()
  expect(neighbour(stops, 'gone', 'next')).toBe('mon-9')
  expect(neighbour([], 'gone', 'next')).toBeNull()
})
