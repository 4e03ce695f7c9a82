import { describe, expect, it } from 'vitest'
import { quirksOf } from './quirks.ts'

describe('quirksOf', () => {
  const traits = { host: 'cal.example', server: null, dav: [], syncToken: null }
  it.each([
    [{}, { sync: 'full', limit: false, infinite: true, etagAfterPut: 'trust', multigetMax: 50 }],
    [{ server: 'Cyrus-HTTP/3.6.1-Debian Cyrus-SASL/2.1.28' }, { limit: true, infinite: false, etagAfterPut: 'reget' }],
    [{ syncToken: 'http://sabre.io/ns/sync/17' }, { sync: 'full', infinite: false }],
    [{ syncToken: 'http://radicale.org/ns/sync/ab' }, { infinite: false, multigetMax: 100 }],
    [{ syncToken: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }, { sync: 'fragile' }],
    [{ dav: ['1', 'davical'] }, { sync: 'fragile' }],
    [{ host: 'posteo.de' }, { sync: 'none' }],
    [{ host: 'p42-caldav.icloud.com' }, { infinite: false }],
    [{ host: 'notposteo.de' }, { sync: 'full' }],
  ])('%j', (known, quirks) => expect(quirksOf({ ...traits, ...known })).toMatchObject(quirks))
})
