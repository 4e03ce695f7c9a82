import { describe, expect, it } from 'vitest'
import { isLoopback } from './loopback.ts'
import { appliedWait, parsePreferences } from './preferences.ts'
import { chooseProxy } from './proxy.ts'
import { parseRetryAfter } from './retry-after.ts'

describe('parseRetryAfter', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0)
  it.each([
    ['120', 120_000],
    [' 3 ', 10_000],
    ['0', 10_000],
    ['999999', 7_200_000],
    ['Sat, 21 Nov 2026 12:05:00 GMT', 300_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 10_000],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('reads %j', (header, wait) => expect(parseRetryAfter(header, now)).toBe(wait))
})

describe('parsePreferences', () => {
  it('takes the first of duplicates and knows values in quotes', () => {
    expect([...parsePreferences('return=minimal, Wait="30"; x=y, wait=10, respond-async')]).toEqual([
      ['return', 'minimal'],
      ['wait', '30'],
      ['respond-async', ''],
    ])
  })
  it.each([
    ['return=minimal, wait=240', 240],
    ['wait=soon', null],
    ['return=minimal', null],
    [undefined, null],
  ])('finds the wait in %j', (header, wait) => expect(appliedWait(header)).toBe(wait))
})

describe('isLoopback', () => {
  it.each([
    ['http://localhost:5232/', true],
    ['http://a.localhost/', true],
    ['http://127.0.0.1/', true],
    ['http://127.1/', true],
    ['http://[::1]:80/', true],
    ['http://127.0.0.1.example.com/', false],
    ['http://localhost.example/', false],
    ['http://192.168.1.2/', false],
    ['http://0.0.0.0/', false],
  ])('%s: %s', (url, loopback) => expect(isLoopback(new URL(url))).toBe(loopback))
})

describe('chooseProxy', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:3128; DIRECT', { host: 'proxy.example', port: 3128 }],
    ['SOCKS5 a:1; PROXY [::1]:8080', { host: '::1', port: 8080 }],
    ['PROXY bare', { host: 'bare', port: 80 }],
  ])('%s', (list, proxy) => expect(chooseProxy(list, 'cal.example')).toEqual(proxy))

  it('says when none can be used', () => {
    expect(() => chooseProxy('SOCKS5 a:1080', 'cal.example')).toThrow(/cal\.example.*SOCKS5/)
  })
})
