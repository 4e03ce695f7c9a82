import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { DavError } from '../../shared/model/dav-error.ts'
import { createPasswordAuthorizer } from './authorizer.ts'
import { createHttpClient } from './client.ts'
import type { HttpClient, HttpResponse } from './exchange.ts'
import { testCertificate } from './test-certificate.ts'
import { failureOf, startTestProxy, startTestServer } from './test-server.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const start = async (...args: Parameters<typeof startTestServer>): ReturnType<typeof startTestServer> => {
  const server = await startTestServer(...args)
  closers.push(server.close)
  return server
}

function client(options: Partial<Parameters<typeof createHttpClient>[0]> = {}): HttpClient {
  const created = createHttpClient({ userAgent: 'Test/1', authorizer: null, ...options })
  closers.push(created.close)
  return created
}

/** A server of raw bytes, for what no HTTP library would send. */
async function startRaw(answer: (socket: net.Socket, request: string, connection: number) => void): Promise<string> {
  let connections = 0
  const server = net.createServer((socket) => {
    const connection = (connections += 1)
    socket.on('error', () => undefined)
    socket.on('data', (data) => answer(socket, data.toString(), connection))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const password = (origin: string): ReturnType<typeof createPasswordAuthorizer> =>
  createPasswordAuthorizer({ user: 'änna', password: 'p:w', origins: [origin] })
const basic = `Basic ${Buffer.from('änna:p:w').toString('base64')}`

describe('request', () => {
  it('sends the body with its length and asks for no compression', async () => {
    const server = await start(() => ({ status: 207, headers: { 'X-A': ['1', '2'] }, body: 'ä' }))
    const response = await client().request({
      method: 'REPORT',
      url: `${server.origin}/a?b=c`,
      headers: { depth: '1' },
      body: 'ü',
    })
    expect(response.status).toBe(207)
    expect(response.headers['x-a']).toBe('1, 2')
    expect(await response.text()).toBe('ä')
    expect(server.requests).toMatchObject([
      {
        method: 'REPORT',
        url: '/a?b=c',
        body: 'ü',
        headers: { 'content-length': '2', depth: '1', 'accept-encoding': 'identity', 'user-agent': 'Test/1' },
      },
    ])
  })

  it('refuses http off this computer, and other schemes', async () => {
    const http = client()
    expect(await failureOf(http.request({ method: 'GET', url: 'http://cal.example/' }))).toMatchObject({
      kind: 'insecure',
      message: expect.stringContaining('cal.example'),
    })
    expect(await failureOf(http.request({ method: 'GET', url: 'ftp://cal.example/' }))).toMatchObject({
      kind: 'not-dav',
    })
  })

  it('says what could not be reached', async () => {
    const server = await start(() => ({ status: 200 }))
    await server.close()
    expect(await failureOf(client().request({ method: 'GET', url: server.origin }))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(new URL(server.origin).host),
    })
    expect(await failureOf(client().request({ method: 'GET', url: 'https://nowhere.invalid/' }))).toMatchObject({
      kind: 'unreachable',
    })
  })

  it('says when the answer is not HTTP', async () => {
    const origin = await startRaw((socket) => socket.end('220 mail ready\r\n'))
    expect(await failureOf(client().request({ method: 'GET', url: origin }))).toMatchObject({ kind: 'not-dav' })
  })

  it('reads a body that ends with its connection', async () => {
    const origin = await startRaw((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nold'))
    expect(await (await client().request({ method: 'GET', url: origin })).text()).toBe('old')
  })

  it('takes any number of 1xx and tells of each as it comes', async () => {
    const origin = await startRaw((socket) => {
      socket.write('HTTP/1.1 100 Continue\r\nPreference-Applied: wait=30\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n')
      setTimeout(() => socket.end('HTTP/1.1 207 Multi-Status\r\nContent-Length: 2\r\n\r\nok'), 20)
    })
    const seen: number[] = []
    const response = await client().request({
      method: 'REPORT',
      url: origin,
      onInformational: ({ status }) => seen.push(status),
    })
    expect(seen).toEqual([100, 102])
    expect(response.informational[0]).toEqual({ status: 100, headers: { 'preference-applied': 'wait=30' } })
    expect(await response.text()).toBe('ok')
  })

  it('gives up a server that does not answer', async () => {
    const server = await start(() => null)
    const failure = await failureOf(client().request({ method: 'GET', url: server.origin, headersTimeoutMs: 30 }))
    expect(failure).toMatchObject({ kind: 'unreachable' })
  })

  it('is given up by its signal, before and inside the answer', async () => {
    const server = await start((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('begin')
      return null
    })
    const before = new AbortController()
    const waiting = client().request({ method: 'GET', url: `${server.origin}/silent`, signal: before.signal })
    setTimeout(() => before.abort(), 20)
    expect(await failureOf(waiting)).toMatchObject({ kind: 'aborted' })
    expect(
      await failureOf(client().request({ method: 'GET', url: server.origin, signal: AbortSignal.abort() })),
    ).toMatchObject({ kind: 'aborted' })

    const inside = new AbortController()
    const response = await client().request({ method: 'GET', url: `${server.origin}/body`, signal: inside.signal })
    setTimeout(() => inside.abort(), 20)
    expect(await failureOf(response.text())).toMatchObject({ kind: 'aborted' })

    const unread = new AbortController()
    const later = await client().request({ method: 'GET', url: `${server.origin}/body`, signal: unread.signal })
    unread.abort()
    expect(await failureOf(later.text())).toMatchObject({ kind: 'aborted' })
    const destroyed = await client().request({ method: 'GET', url: `${server.origin}/body` })
    setTimeout(destroyed.destroy, 20)
    expect(await failureOf(destroyed.text())).toMatchObject({ kind: 'aborted' })
  })

  it('refuses a body over the limit', async () => {
    const server = await start(() => ({ status: 200, body: 'x'.repeat(2000) }))
    const limited = await client().request({ method: 'GET', url: server.origin, maxBodyBytes: 1000 })
    expect(await failureOf(limited.text())).toMatchObject({ kind: 'too-large' })
    const short = await client().request({ method: 'GET', url: server.origin })
    expect(await failureOf(short.text(1000))).toMatchObject({ kind: 'too-large' })
  })

  it('knows a body that breaks off, and one that falls silent', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('begin')
      if (request.url === '/cut') setTimeout(() => response.destroy(), 20)
      return null
    })
    const cut = await client().request({ method: 'GET', url: `${server.origin}/cut` })
    expect(await failureOf(cut.text())).toMatchObject({ kind: 'truncated' })
    const early = await client().request({ method: 'GET', url: `${server.origin}/cut` })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await failureOf(early.text())).toMatchObject({ kind: 'truncated' })
    const silent = await client().request({ method: 'GET', url: `${server.origin}/silent`, idleTimeoutMs: 30 })
    expect(await failureOf(silent.text())).toMatchObject({ kind: 'unreachable' })
  })

  it('does not count the time its reader takes as silence', async () => {
    const server = await start(() => ({ status: 200, body: Buffer.alloc(1_000_000) }))
    const response = await client().request({ method: 'GET', url: server.origin, idleTimeoutMs: 60 })
    let received = 0
    for await (const chunk of response.body) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 150))
      received += chunk.length
    }
    expect(received).toBe(1_000_000)
  })
})

describe('redirects', () => {
  it('keep method and body', async () => {
    const server = await start(({ url }) =>
      url === '/end'
        ? { status: 207, body: 'ok' }
        : { status: Number(url.slice(1)), headers: { Location: '/end' }, body: 'moved' },
    )
    for (const status of [301, 302, 303, 307, 308]) {
      const response = await client().request({ method: 'PROPFIND', url: `${server.origin}/${status}`, body: '<p/>' })
      expect(response.url).toBe(`${server.origin}/end`)
      expect(await response.text()).toBe('ok')
      expect(server.requests.at(-1)).toMatchObject({ method: 'PROPFIND', body: '<p/>' })
    }
  })

  it('end after five, and never lead to plain http elsewhere', async () => {
    const server = await start(({ url }) => ({
      status: 302,
      headers: { Location: url === '/out' ? 'http://cal.example/' : url },
    }))
    expect(await failureOf(client().request({ method: 'GET', url: `${server.origin}/loop` }))).toMatchObject({
      kind: 'not-dav',
    })
    expect(server.requests).toHaveLength(6)
    expect(await failureOf(client().request({ method: 'GET', url: `${server.origin}/out` }))).toMatchObject({
      kind: 'insecure',
    })
  })

  it('carry no credentials to another origin', async () => {
    const other = await start(() => ({ status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } }))
    const server = await start(() => ({ status: 307, headers: { Location: `${other.origin}/x` } }))
    const response = await client({ authorizer: password(server.origin) }).request({
      method: 'GET',
      url: server.origin,
    })
    expect(response.status).toBe(401)
    expect(server.requests[0]?.headers.authorization).toBe(basic)
    expect(other.requests).toHaveLength(1)
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('never lead from TLS to plain http, not even on this computer', async () => {
    const plain = await start(() => ({ status: 200 }))
    const server = await start(() => ({ status: 302, headers: { Location: plain.origin } }), 'https')
    const trusting = client({ certificateAuthorities: [testCertificate.cert] })
    expect(await failureOf(trusting.request({ method: 'GET', url: server.origin }))).toMatchObject({ kind: 'insecure' })
    expect(plain.requests).toEqual([])
  })

  it('without a place to go are an answer like any other', async () => {
    const server = await start(() => ({ status: 302, body: 'where to?' }))
    const response = await client().request({ method: 'GET', url: server.origin })
    expect(await response.text()).toBe('where to?')
  })
})

describe('credentials', () => {
  it('are sent as Basic from the first request on, and not again when refused', async () => {
    const server = await start(() => ({ status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } }))
    const response = await client({ authorizer: password(server.origin) }).request({
      method: 'GET',
      url: server.origin,
    })
    expect(response.status).toBe(401)
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([basic])
  })

  it('are sent as Digest where a server asks for it', async () => {
    const server = await start(({ headers }) =>
      headers.authorization?.startsWith('Digest ') === true
        ? { status: 200, body: headers.authorization }
        : { status: 401, headers: { 'WWW-Authenticate': 'Digest realm="cal", qop="auth", nonce="n1"' }, body: 'who?' },
    )
    const http = client({ authorizer: password(server.origin) })
    const first = await http.request({ method: 'PROPFIND', url: `${server.origin}/x`, body: 'b' })
    expect(await first.text()).toMatch(/uri="\/x".*nc=00000001/)
    const second = await http.request({ method: 'GET', url: `${server.origin}/x` })
    expect(await second.text()).toMatch(/nc=00000002/)
    expect(server.requests).toHaveLength(3)
  })
})

describe('connections', () => {
  it('are kept, at most four for work and two for held requests', async () => {
    let open = 0
    let most = 0
    const server = await start(async () => {
      most = Math.max(most, (open += 1))
      await new Promise((resolve) => setTimeout(resolve, 20))
      open -= 1
      return { status: 200 }
    })
    const http = client()
    const ask = async (lane: 'work' | 'held'): Promise<string> =>
      (await http.request({ method: 'GET', url: server.origin, lane })).text()
    await Promise.all(Array.from({ length: 10 }, () => ask('work')))
    expect(most).toBe(4)
    most = 0
    await Promise.all(Array.from({ length: 6 }, () => ask('held')))
    expect(most).toBe(2)
  })

  const dying = async (): Promise<{ origin: string; asked: () => number }> => {
    let asked = 0
    const origin = await startRaw((socket, _, connection) => {
      asked += 1
      if (connection === 1 && asked > 1) socket.destroy()
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    return { origin, asked: () => asked }
  }

  it('that died while idle are replaced for what may be repeated', async () => {
    const { origin, asked } = await dying()
    const http = client()
    expect(await (await http.request({ method: 'GET', url: origin })).text()).toBe('ok')
    expect(await (await http.request({ method: 'REPORT', url: origin, body: 'x' })).text()).toBe('ok')
    expect(asked()).toBe(3)
  })

  it('that died while idle fail what may not', async () => {
    const { origin, asked } = await dying()
    const http = client()
    await (await http.request({ method: 'GET', url: origin })).text()
    expect(await failureOf(http.request({ method: 'POST', url: origin, body: 'x' }))).toMatchObject({
      kind: 'unreachable',
    })
    expect(asked()).toBe(2)
  })
})

describe('TLS', () => {
  it('refuses an unknown certificate in plain words and takes one that is trusted', async () => {
    const { origin: url } = await start(() => ({ status: 200, body: 'safe' }), 'https')
    const failure = await failureOf(client().request({ method: 'GET', url }))
    expect(failure).toBeInstanceOf(DavError)
    expect(failure).toMatchObject({ kind: 'certificate', message: expect.stringMatching(/localhost.*self-signed/) })
    const trusting = client({ certificateAuthorities: [testCertificate.cert] })
    expect(await (await trusting.request({ method: 'GET', url })).text()).toBe('safe')
  })

  it('says when a port speaks no TLS', async () => {
    const server = await start(() => ({ status: 200 }))
    const url = server.origin.replace('http:', 'https:')
    expect(await failureOf(client().request({ method: 'GET', url }))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('TLS'),
    })
  })

  it('goes through a proxy by CONNECT, and says why a proxy refuses', async () => {
    const server = await start(() => ({ status: 200, body: 'safe' }), 'https')
    const proxy = await startTestProxy({ 'cal.example.org:443': server.port, 'example.com:443': server.port })
    closers.push(proxy.close)
    const proxied = client({
      certificateAuthorities: [testCertificate.cert],
      resolveProxy: () => Promise.resolve(proxy.list),
    })
    const ask = (url: string): Promise<HttpResponse> => proxied.request({ method: 'GET', url })
    expect(await (await ask('https://cal.example.org/')).text()).toBe('safe')
    expect(await failureOf(ask('https://example.com/'))).toMatchObject({
      kind: 'certificate',
      message: expect.stringContaining('another host name'),
    })
    expect(await failureOf(ask('https://example.net/'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('password'),
    })
    expect(proxy.requests).toEqual([
      'CONNECT cal.example.org:443 HTTP/1.1',
      'CONNECT example.com:443 HTTP/1.1',
      'CONNECT example.net:443 HTTP/1.1',
    ])
  })
})
