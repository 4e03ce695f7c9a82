import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchFeed, type FeedAnswer, type FetchOptions } from './fetch.ts'
import { feedOf, startFeedServer, type FeedServer } from './testing/feed-server.ts'

let server: FeedServer
let other: FeedServer
beforeEach(async () => {
  server = await startFeedServer()
  other = await startFeedServer()
})
afterEach(async () => {
  await server.close()
  await other.close()
})

const body = feedOf({ a: 'Käse' })
const fetchPath = (path: string, options: Partial<FetchOptions> = {}): Promise<FeedAnswer> =>
  fetchFeed(server.origin + path, { policy: { allowOrigins: [server.origin] }, ...options })
const outcome = (answer: FeedAnswer): string => (answer.type === 'failed' ? answer.kind : answer.type)

describe('fetchFeed', () => {
  it('brings the body, its validators and how long it is fresh', async () => {
    server.answer('/a', {
      headers: { ETag: 'W/"1-gzip"', 'Last-Modified': 'Sat, 01 Jan 2026 00:00:00 GMT', 'Cache-Control': 'max-age=600' },
      body,
    })
    expect(await fetchPath('/a')).toEqual({
      type: 'body',
      text: body,
      validators: { etag: 'W/"1-gzip"', lastModified: 'Sat, 01 Jan 2026 00:00:00 GMT' },
      freshFor: 600,
      movedTo: null,
    })
  })

  it('asks conditionally, and takes 304 for unchanged', async () => {
    server.answer('/a', { status: 304 })
    const answer = await fetchPath('/a', { validators: { etag: '"1"', lastModified: 'yesterday' } })
    expect(outcome(answer)).toBe('unchanged')
    expect(server.requests[0]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'yesterday' })
    expect(server.requests[0]?.headers.cookie).toBeUndefined()
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('unpacks %s', async (encoding, pack) => {
    server.answer('/a', { headers: { 'Content-Encoding': encoding }, body: pack(body) })
    expect(await fetchPath('/a')).toMatchObject({ text: body })
  })

  it('reads the encoding of old programs and what a byte order mark hides', async () => {
    server.answer('/latin', { body: Buffer.from(body, 'latin1') })
    server.answer('/bom', { body: `\uFEFF${body}` })
    for (const path of ['/latin', '/bom']) expect(await fetchPath(path)).toMatchObject({ text: body })
  })

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'not-found'],
    [410, 'gone'],
    [429, 'overload'],
    [503, 'overload'],
    [500, 'server'],
    [418, 'server'],
  ])('calls %d %s, in a sentence that names the host', async (status, kind) => {
    server.answer('/a', { status, headers: { 'Retry-After': '120', 'X-Secret': 'inside' }, body: 'inside' })
    const answer = await fetchPath('/a')
    expect(outcome(answer)).toBe(kind)
    expect(answer).toMatchObject({ message: expect.stringContaining(new URL(server.origin).host) as unknown })
    expect(JSON.stringify(answer)).not.toContain('inside')
  })

  it('hands on when to come again', async () => {
    server.answer('/a', { status: 503, headers: { 'Retry-After': '999999' } })
    expect(await fetchPath('/a')).toMatchObject({ retryAfter: 86_400 })
  })

  it('says of a page that it is one', async () => {
    server.answer('/a', {
      headers: { 'Content-Type': 'text/calendar' },
      body: '\n<!DOCTYPE html><title>Sign in</title>',
    })
    expect(await fetchPath('/a')).toMatchObject({
      kind: 'not-a-feed',
      message: expect.stringContaining('web page') as unknown,
    })
    server.answer('/b', { body: 'hello' })
    expect(outcome(await fetchPath('/b'))).toBe('not-a-feed')
  })

  it('stops at 20 MiB on the line, and at a ratio of 50 unpacked', async () => {
    const large = `BEGIN:VCALENDAR\r\n${'x'.repeat(21 * 1024 * 1024)}`
    server.answer('/large', { body: large })
    server.answer('/bomb', { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(large) })
    expect(outcome(await fetchPath('/large'))).toBe('too-large')
    expect(outcome(await fetchPath('/bomb'))).toBe('too-large')
  })

  it('calls a cut answer unreachable', async () => {
    server.answer('/a', (_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write(body.slice(0, 50), () => response.destroy())
    })
    expect(outcome(await fetchPath('/a'))).toBe('unreachable')
    expect(outcome(await fetchFeed('http://127.0.0.1:1/', { policy: { allowOrigins: ['http://127.0.0.1:1'] } }))).toBe(
      'unreachable',
    )
  })

  it('stops when it is told to', async () => {
    server.answer('/a', () => undefined)
    const stop = new AbortController()
    const answer = fetchPath('/a', { signal: stop.signal })
    setTimeout(() => stop.abort(), 50)
    expect(outcome(await answer)).toBe('unreachable')
  })
})

describe('redirects', () => {
  const allow = (): Partial<FetchOptions> => ({ policy: { allowOrigins: [server.origin, other.origin] } })

  it('tells where permanent ones lead, and does not where one of them is not', async () => {
    other.answer('/new', { body })
    server.answer('/a', { status: 301, headers: { Location: '/b' } })
    server.answer('/b', { status: 308, headers: { Location: `${other.origin}/new` } })
    expect(await fetchPath('/a', allow())).toMatchObject({ type: 'body', movedTo: `${other.origin}/new` })
    server.answer('/b', { status: 302, headers: { Location: `${other.origin}/new` } })
    expect(await fetchPath('/a', allow())).toMatchObject({ type: 'body', movedTo: null })
  })

  it('gives no credentials to another origin', async () => {
    other.answer('/new', { body })
    server.answer('/b', { status: 302, headers: { Location: `${other.origin}/new` } })
    server.answer('/a', { status: 302, headers: { Location: '/b' } })
    const source = `${server.origin.replace('://', '://me:s%40cret@')}/a`
    await fetchFeed(source, { policy: { allowOrigins: [server.origin, other.origin] } })
    const expected = `Basic ${Buffer.from('me:s@cret').toString('base64')}`
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([expected, expected])
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('checks each hop, and ends after five', async () => {
    server.answer('/a', { status: 302, headers: { Location: `${other.origin}/new` } })
    expect(outcome(await fetchPath('/a'))).toBe('not-allowed')
    expect(other.requests).toEqual([])
    server.answer('/file', { status: 302, headers: { Location: 'file:///etc/passwd' } })
    expect(outcome(await fetchPath('/file'))).toBe('not-allowed')
    server.answer('/loop', { status: 302, headers: { Location: '/loop' } })
    expect(outcome(await fetchPath('/loop'))).toBe('server')
    expect(server.requests.filter(({ path }) => path === '/loop')).toHaveLength(6)
  })
})

describe('names', () => {
  const resolving = (...addresses: string[]): Partial<FetchOptions> => ({
    policy: { allowOrigins: [] },
    resolver: (_, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  })

  it('that lead inside are refused before anything is sent, also where only one of their addresses does', async () => {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::1'], ['::ffff:127.0.0.1']])
      expect(outcome(await fetchFeed('http://feeds.example:8080/a.ics', resolving(...addresses) as FetchOptions))).toBe(
        'not-allowed',
      )
    expect(server.requests).toEqual([])
  })

  it('that lead nowhere cannot be reached', async () => {
    const resolver: FetchOptions['resolver'] = (_, done) => done(new Error('ENOTFOUND'), [])
    expect(outcome(await fetchFeed('https://feeds.example/a.ics', { policy: { allowOrigins: [] }, resolver }))).toBe(
      'unreachable',
    )
  })
})
