import { describe, expect, it } from 'vitest'
import { createPasswordAuthorizer } from './authorizer.ts'
import { parseChallenges } from './challenge.ts'
import { answerDigest, chooseDigest } from './digest.ts'

describe('parseChallenges', () => {
  it('takes several challenges of one line apart', () => {
    expect(parseChallenges('Basic realm="a \\"b\\", c", Digest nonce=abc, qop="auth,auth-int" , Negotiate')).toEqual([
      { scheme: 'basic', parameters: { realm: 'a "b", c' } },
      { scheme: 'digest', parameters: { nonce: 'abc', qop: 'auth,auth-int' } },
      { scheme: 'negotiate', parameters: {} },
    ])
    expect(parseChallenges(undefined)).toEqual([])
    expect(parseChallenges('=,"')).toEqual([])
  })
})

describe('answerDigest', () => {
  // RFC 7616 §3.9.1
  const header = (algorithm: string): string =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm},` +
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
  const request = {
    user: 'Mufasa',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    count: 1,
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  }

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('gives the answer of RFC 7616 for %s', (algorithm, response) => {
    const challenge = chooseDigest(parseChallenges(header(algorithm)))
    expect(challenge).not.toBeNull()
    const answer = challenge === null ? '' : answerDigest(challenge, request)
    expect(answer).toContain(`response="${response}"`)
    expect(answer).toContain('nc=00000001')
    expect(answer).toContain('opaque="FQhe')
  })

  it('answers the old form without qop (RFC 2617 §3.2.2.1 with RFC 2069)', () => {
    const challenge = chooseDigest(
      parseChallenges('Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'),
    )
    const answer = challenge === null ? '' : answerDigest(challenge, { ...request, password: 'CircleOfLife' })
    // HA1:nonce:HA2 hashed with the coreutils md5sum
    expect(answer).toContain('response="1949323746fe6a43ef61f9606e7febea"')
    expect(answer).not.toContain('cnonce')
  })

  it('prefers the stronger challenge and leaves what it cannot answer', () => {
    const both = parseChallenges(`${header('MD5')}, ${header('SHA-256')}`)
    expect(chooseDigest(both)?.algorithm).toBe('SHA-256')
    expect(chooseDigest(parseChallenges('Digest realm="a", nonce="b", qop="auth-int"'))).toBeNull()
    expect(chooseDigest(parseChallenges('Digest realm="a", nonce="b", algorithm=SHA-1'))).toBeNull()
  })
})

describe('createPasswordAuthorizer', () => {
  const url = new URL('https://cal.example/x')
  const authorize = { method: 'GET', url, uri: '/x' }
  const create = (): ReturnType<typeof createPasswordAuthorizer> =>
    createPasswordAuthorizer({ user: 'u', password: 'p', origins: ['https://cal.example'] })

  it('tries again only when there is something new to say', () => {
    const authorizer = create()
    expect(authorizer.authorize(authorize)).toBe('Basic dTpw')
    expect(authorizer.challenged(url, 'Basic realm="x"')).toBe(false)
    expect(authorizer.challenged(url, undefined)).toBe(false)
    expect(authorizer.challenged(url, 'Digest realm="x", nonce="1", Basic realm="x"')).toBe(false)
    expect(authorizer.challenged(url, 'Digest realm="x", nonce="1", qop="auth"')).toBe(true)
    expect(authorizer.authorize(authorize)).toMatch(/^Digest /)
    expect(authorizer.challenged(url, 'Digest realm="x", nonce="1", qop="auth"')).toBe(false)
    expect(authorizer.challenged(url, 'Digest realm="x", nonce="2", qop="auth", stale=true')).toBe(true)
  })

  it('gives credentials to its own origins only', () => {
    const authorizer = create()
    const other = new URL('https://other.example/x')
    expect(authorizer.authorize({ ...authorize, url: other })).toBeNull()
    expect(authorizer.challenged(other, 'Digest realm="x", nonce="1", qop="auth"')).toBe(false)
    authorizer.allow('https://other.example')
    expect(authorizer.authorize({ ...authorize, url: other })).toBe('Basic dTpw')
    expect(authorizer.origins()).toEqual(['https://cal.example', 'https://other.example'])
  })
})
