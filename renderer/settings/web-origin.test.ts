import { expect, test } from 'vitest'
import { webOrigin } from './web-origin.ts'

test.each([
  ['http://192.168.1.20:8080/a.ics', 'http://192.168.1.20:8080'],
  [' https://NAS.local ', 'https://nas.local'],
  ['http://127.0.0.1:80', 'http://127.0.0.1'],
  ['192.168.1.20', null],
  ['webcal://nas.local', null],
  ['', null],
])('%j is %j', (typed, origin) => {
  expect(webOrigin(typed)).toBe(origin)
})
