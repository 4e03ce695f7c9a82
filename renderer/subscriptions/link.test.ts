import { expect, test } from 'vitest'
import { feedLink } from './link.ts'

test.each([
  ['webcal://club.example/plan.ics', 'https://club.example/plan.ics'],
  [' WEBCAL://club.example/plan.ics ', 'https://club.example/plan.ics'],
  ['webcals://club.example/plan.ics', 'https://club.example/plan.ics'],
  ['http://127.0.0.1:8080/a.ics', 'http://127.0.0.1:8080/a.ics'],
  ['http://localhost:8080/a.ics', 'http://localhost:8080/a.ics'],
  ['club.example/plan.ics?a=1', 'https://club.example/plan.ics?a=1'],
])('%s is asked for as %s', (typed, link) => {
  expect(feedLink(typed)).toBe(link)
})

test.each(['', 'https://', 'cl', 'webcal:', 'file:///etc/passwd', 'javascript:alert(1)', 'two words'])(
  '%j is no link yet',
  (typed) => {
    expect(feedLink(typed)).toBeNull()
  },
)
