import { describe, expect, it } from 'vitest'
import { readFeedAddress } from './address.ts'
import { isPublicAddress } from './public-address.ts'

const policy = { allowOrigins: ['http://127.0.0.1:9999', 'https://nas.local'] }
const read = (text: string): string => {
  const address = readFeedAddress(text, policy)
  return typeof address === 'string' ? 'refused' : `${address.url.href}${address.trusted ? ' trusted' : ''}`
}

describe('readFeedAddress', () => {
  it.each([
    ['https://example.org/a.ics', 'https://example.org/a.ics'],
    [' webcal://example.org/a.ics?x=1#y \n', 'https://example.org/a.ics?x=1'],
    ['WEBCALS://example.org/a.ics', 'https://example.org/a.ics'],
    ['http://example.org:8080/a.ics', 'http://example.org:8080/a.ics'],
    ['https://93.184.216.34/a.ics', 'https://93.184.216.34/a.ics'],
    ['http://127.0.0.1:9999/a.ics', 'http://127.0.0.1:9999/a.ics trusted'],
    ['webcal://nas.local/a.ics', 'https://nas.local/a.ics trusted'],
  ])('takes %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    'ftp://example.org/a.ics',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'no address',
    '',
    'http://127.0.0.1:9998/a.ics',
    'https://127.0.0.1:9999/a.ics',
    'http://127.1/a.ics',
    'http://2130706433/a.ics',
    'http://0x7f000001/a.ics',
    'http://0177.0.0.1/a.ics',
    'http://0/a.ics',
    'http://[::1]/a.ics',
    'http://[::ffff:127.0.0.1]/a.ics',
    'http://[::ffff:10.0.0.1]/a.ics',
    'http://[64:ff9b::7f00:1]/a.ics',
    'http://[fe80::1]/a.ics',
    'http://[fd00::1]/a.ics',
    'http://10.0.0.1/a.ics',
    'http://172.31.255.1/a.ics',
    'http://192.168.1.1/a.ics',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/a.ics',
    'http://224.0.0.1/a.ics',
    'http://255.255.255.255/a.ics',
    'http://localhost/a.ics',
    'http://localhost./a.ics',
    'http://x.localhost/a.ics',
    'http://printer/a.ics',
    'http://printer.local/a.ics',
    'http://router.lan/a.ics',
    'http://db.internal/a.ics',
    'https://example.org:22/a.ics',
    'http://example.org:25/a.ics',
  ])('refuses %s', (text) => {
    expect(read(text)).toBe('refused')
  })

  it('says in a sentence what to do', () => {
    expect(readFeedAddress('http://192.168.1.1/a.ics', policy)).toBe(
      '192.168.1.1 is on this computer or the own network. Allow http://192.168.1.1 in the settings first.',
    )
  })
})

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00::1'])('knows %s as public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
    '::',
    '::1',
    'fe80::1%eth0',
    '2002:7f00:1::',
    '2001:0:1::',
    'ff02::1',
    '::ffff:8.8.8.8',
  ])('knows %s as none', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})
