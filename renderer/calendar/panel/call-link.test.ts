import { expect, it } from 'vitest'
import { callLink, webLink } from './call-link.ts'

it('finds the address of a call in whatever text it stands', () => {
  expect(callLink('', 'Room Elbe', 'Join: https://meet.work.example/abc-def.')?.hostname).toBe('meet.work.example')
  expect(callLink('https://us02web.zoom.us/j/123?pwd=x')?.pathname).toBe('/j/123')
  expect(callLink('https://work.example/agenda', 'http://zoom.us/j/1', 'https://notzoom.us/j/1')).toBeNull()
})

it('opens nothing but web and mail addresses', () => {
  expect(webLink(' https://work.example/a ')?.href).toBe('https://work.example/a')
  expect(webLink('mailto:ada@example.org')).not.toBeNull()
  expect(webLink('javascript:alert(1)')).toBeNull()
  expect(webLink('file:///etc/passwd')).toBeNull()
  expect(webLink('no address')).toBeNull()
})
