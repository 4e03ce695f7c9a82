import { afterEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '../http/client.ts'
import { testCertificate } from '../http/test-certificate.ts'
import { failureOf, startTestProxy, startTestServer, type TestAnswer, type TestRequest } from '../http/test-server.ts'
import { candidates, readEntry, type DnsResolver } from './discovery-candidates.ts'
import { discover, type DiscoveredAccount } from './discovery.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const noDns: DnsResolver = {
  resolveSrv: () => Promise.reject(new Error('ENOTFOUND')),
  resolveTxt: () => Promise.reject(new Error('ENOTFOUND')),
}
const right = `Basic ${Buffer.from('anna:secret').toString('base64')}`

const xml = (path: string, prop: string): TestAnswer => ({
  status: 207,
  headers: { 'Content-Type': 'application/xml' },
  body:
    '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:R="urn:ietf:params:xml:ns:carddav">' +
    `<response><href>${path}</href><propstat><prop>${prop}</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`,
})
const principalAt = (href: string): string => `<current-user-principal><href>${href}</href></current-user-principal>`
const homes = (calendars: string, contacts: string): string =>
  `<C:calendar-home-set>${calendars}</C:calendar-home-set><R:addressbook-home-set>${contacts}</R:addressbook-home-set>`
const html: TestAnswer = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><html></html>' }

/** An ordinary server: well-known, principal, one home each; it wants the password everywhere. */
function ordinary({ url, headers }: TestRequest): TestAnswer {
  if (headers.authorization !== right) return { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } }
  if (url === '/.well-known/caldav' || url === '/.well-known/carddav')
    return { status: 301, headers: { Location: '/dav/' } }
  if (url === '/dav/') return xml('/dav/', principalAt('p/anna/'))
  if (url === '/dav/p/anna/')
    return xml(
      url,
      homes('<href>/dav/c/anna/</href>', '<href>/dav/k/anna/</href>') +
        '<displayname>Anna</displayname><C:calendar-user-address-set><href>mailto:anna@example.org</href></C:calendar-user-address-set>',
    )
  return { status: 404 }
}

const ordinaryAccount = {
  principal: '/dav/p/anna/',
  displayName: 'Anna',
  calendarHomes: ['/dav/c/anna/'],
  addressbookHomes: ['/dav/k/anna/'],
  calendarUserAddresses: ['mailto:anna@example.org'],
}

type Handler = Parameters<typeof startTestServer>[0]

async function start(handler: Handler, scheme: 'http' | 'https' = 'http'): ReturnType<typeof startTestServer> {
  const server = await startTestServer(handler, scheme)
  closers.push(server.close)
  return server
}

/** Discovery through a proxy that takes host names to test servers of TLS. */
async function find(
  address: string,
  ways: Readonly<Record<string, number>> = {},
  options: { dns?: DnsResolver; password?: string } = {},
): Promise<DiscoveredAccount> {
  const proxy = await startTestProxy(ways)
  closers.push(proxy.close)
  return discover({
    address,
    user: 'anna',
    password: options.password ?? 'secret',
    dns: options.dns ?? noDns,
    createClient: (authorizer) =>
      createHttpClient({
        userAgent: 'Test/1',
        authorizer,
        certificateAuthorities: [testCertificate.cert],
        resolveProxy: () => Promise.resolve(proxy.list),
      }),
  })
}

describe('discover', () => {
  it('finds everything from the address of a server on this computer', async () => {
    const server = await start(ordinary)
    expect(await find(`${server.origin}/dav/`)).toEqual({
      ...ordinaryAccount,
      origin: server.origin,
      credentialOrigins: [server.origin],
    })
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PROPFIND /dav/',
      'PROPFIND /dav/p/anna/',
    ])
  })

  it('finds it by the well-known address when the given one is nothing', async () => {
    const server = await start(ordinary)
    expect(await find(server.origin.replace('http://', ''))).toMatchObject(ordinaryAccount)
  })

  it('finds it from a mail address', async () => {
    const server = await start(ordinary, 'https')
    expect(await find('anna@example.org', { 'example.org:443': server.port })).toEqual({
      ...ordinaryAccount,
      origin: 'https://example.org',
      credentialOrigins: ['https://example.org'],
    })
  })

  it('finds it by DNS, with the path DNS names', async () => {
    const server = await start(ordinary, 'https')
    const asked: string[] = []
    const dns: DnsResolver = {
      resolveSrv: (name) => {
        asked.push(name)
        return Promise.resolve([{ name: 'dav.example.org', port: 8443, priority: 0, weight: 0 }])
      },
      resolveTxt: () => Promise.resolve([['path=', '/dav/']]),
    }
    const found = await find('anna@example.org', { 'dav.example.org:8443': server.port }, { dns })
    expect(found).toMatchObject({ ...ordinaryAccount, origin: 'https://dav.example.org:8443' })
    expect(asked).toEqual(['_caldavs._tcp.example.org'])
    expect(server.requests[0]).toMatchObject({
      url: '/dav/',
      headers: expect.not.objectContaining({ authorization: right }),
    })
  })

  it('gives the password to a redirect’s target only below its own name', async () => {
    const dav = await start(ordinary, 'https')
    const web = await start(({ url }) => {
      const host = url === '/.well-known/caldav' ? 'dav.example.org' : 'example.net'
      return { status: 302, headers: { Location: `https://${host}/dav/` } }
    }, 'https')
    const ways = { 'example.org:443': web.port, 'dav.example.org:443': dav.port, 'example.net:443': dav.port }
    expect(await find('https://example.org/.well-known/caldav', ways)).toMatchObject({
      ...ordinaryAccount,
      origin: 'https://dav.example.org',
    })
    dav.requests.length = 0
    expect(await failureOf(find('https://example.org/elsewhere', { ...ways, 'dav.example.org:443': 1 }))).toMatchObject(
      {
        kind: 'insecure',
        message: expect.stringContaining('enter https://example.net as'),
      },
    )
    expect(dav.requests.map(({ headers }) => headers.authorization)).not.toContain(right)
  })

  it('takes several homes, on hosts the server names', async () => {
    const server = await start(({ url, headers }) => {
      if (headers.authorization !== right) return { status: 401 }
      return url === '/'
        ? xml('/', principalAt('https://p1.example.org/anna/'))
        : xml(
            url,
            homes(
              '<href>/c/1/</href><href>https://p2.example.org/c/2/</href>',
              '<href>https://p3.example.org/k/</href>',
            ),
          )
    }, 'https')
    const ways = { 'example.org:443': server.port, 'p1.example.org:443': server.port }
    expect(await find('https://example.org', ways)).toMatchObject({
      origin: 'https://p1.example.org',
      principal: '/anna/',
      calendarHomes: ['/c/1/', 'https://p2.example.org/c/2/'],
      addressbookHomes: ['https://p3.example.org/k/'],
      credentialOrigins: [
        'https://example.org',
        'https://p1.example.org',
        'https://p2.example.org',
        'https://p3.example.org',
      ],
    })
  })

  it('looks for the contacts apart where calendars and contacts have two entries', async () => {
    const server = await start(({ url }) => {
      if (url === '/cal/') return xml(url, principalAt('/cal/p/'))
      if (url === '/cal/p/') return xml(url, homes('<href>/cal/h/</href>', ''))
      if (url === '/.well-known/carddav') return { status: 307, headers: { Location: '/card/' } }
      if (url === '/card/') return xml(url, principalAt('/card/p/'))
      if (url === '/card/p/') return xml(url, homes('', '<href>/card/h/</href>'))
      return { status: 404 }
    })
    expect(await find(`${server.origin}/cal/`)).toMatchObject({
      principal: '/cal/p/',
      calendarHomes: ['/cal/h/'],
      addressbookHomes: ['/card/h/'],
    })
  })

  it('is content with calendars alone', async () => {
    const server = await start(({ url }) =>
      url === '/cal/' ? xml(url, principalAt('/p/')) : url === '/p/' ? xml(url, homes('<href>/h/</href>', '')) : html,
    )
    expect(await find(`${server.origin}/cal/`)).toMatchObject({ calendarHomes: ['/h/'], addressbookHomes: [] })
  })

  it('takes a calendar without a principal as its own home', async () => {
    const server = await start(({ url }) =>
      url === '/team/' ? xml(url, '<resourcetype><collection/><C:calendar/></resourcetype>') : { status: 404 },
    )
    expect(await find(`${server.origin}/team/`)).toMatchObject({ principal: null, calendarHomes: ['/team/'] })
  })
})

describe('discover fails in plain words', () => {
  it('for a host that is not there', async () => {
    const server = await start(ordinary)
    await server.close()
    expect(await failureOf(find(server.origin))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(new URL(server.origin).host),
    })
  })

  it('for a wrong password, asking only once', async () => {
    const server = await start(ordinary)
    expect(await failureOf(find(server.origin, {}, { password: 'wrong' }))).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('user name or password'),
    })
    expect(server.requests).toHaveLength(1)
  })

  it('for a server that leaves strangers unauthenticated instead of refusing them', async () => {
    const server = await start(({ url }) =>
      xml(url, '<current-user-principal><unauthenticated/></current-user-principal>'),
    )
    expect(await failureOf(find(server.origin))).toMatchObject({ kind: 'unauthorized' })
  })

  it('for a principal that is closed', async () => {
    const server = await start(({ url }) => (url === '/' ? xml('/', principalAt('/p/')) : { status: 403 }))
    expect(await failureOf(find(server.origin))).toMatchObject({ kind: 'unauthorized', status: 403 })
  })

  it.each([
    ['pages for everything', html],
    ['404 for everything', { status: 404, body: 'Not Found' }],
    ['405 for everything', { status: 405 }],
    ['a multistatus that names nothing', xml('/', '')],
  ])('for a server that answers %s', async (_, answer) => {
    const server = await start(() => answer)
    expect(await failureOf(find(server.origin))).toMatchObject({
      kind: 'not-dav',
      message: expect.stringMatching(/^127\.0\.0\.1 answers, but not as a calendar/),
    })
  })

  it('for malformed XML', async () => {
    const server = await start(() => ({ status: 207, body: '<multistatus xmlns="DAV:"><response></multistatus>' }))
    expect(await failureOf(find(server.origin))).toMatchObject({ kind: 'malformed' })
  })

  it('for http:// elsewhere', async () => {
    expect(await failureOf(find('http://cal.example.org/'))).toMatchObject({
      kind: 'insecure',
      message: expect.stringContaining('https://'),
    })
  })

  it('for a certificate that is not trusted', async () => {
    const server = await start(ordinary, 'https')
    expect(await failureOf(find('https://example.com/', { 'example.com:443': server.port }))).toMatchObject({
      kind: 'certificate',
    })
  })

  it('for what is no address', async () => {
    expect(await failureOf(find('not an address'))).toMatchObject({
      message: expect.stringContaining('“not an address”'),
    })
  })
})

describe('readEntry', () => {
  it.each([
    ['anna@Example.org', null, 'https://example.org', 'example.org'],
    [' cal.example.org/dav ', 'https://cal.example.org/dav', 'https://cal.example.org', 'cal.example.org'],
    ['localhost:5232', 'http://localhost:5232/', 'http://localhost:5232', 'localhost'],
    ['http://cal.example.org:81/x', 'http://cal.example.org:81/x', 'http://cal.example.org:81', 'cal.example.org'],
    [
      'https://anna:secret@cal.example.org/#x',
      'https://cal.example.org/',
      'https://cal.example.org',
      'cal.example.org',
    ],
    ['anna@example.org/x', 'https://example.org/x', 'https://example.org', 'example.org'],
  ])('%s', (text, url, origin, domain) => {
    const entry = readEntry(text)
    expect([entry?.url?.href ?? null, entry?.origin, entry?.domain]).toEqual([url, origin, domain])
  })

  it.each(['', '  ', 'two words', 'anna@', 'https://'])('refuses %j', (text) => expect(readEntry(text)).toBeNull())
})

describe('candidates', () => {
  it('follow the order of RFC 6764 and of the SRV records', async () => {
    const entry = readEntry('https://example.org/given')
    if (entry === null) throw new Error('no entry')
    const record = (name: string, priority: number, weight: number): object => ({ name, port: 443, priority, weight })
    const dns = {
      resolveSrv: () =>
        Promise.resolve([record('c.x', 2, 0), record('b.x', 1, 1), record('a.x', 1, 9), record('', 0, 0)]),
      resolveTxt: () => Promise.resolve([['v=1'], ['path=nonsense']]),
    } as DnsResolver
    const found: string[] = []
    for await (const url of candidates(entry, 'carddav', dns)) found.push(url)
    expect(found).toEqual([
      'https://example.org/given',
      'https://a.x:443/.well-known/carddav',
      'https://b.x:443/.well-known/carddav',
      'https://c.x:443/.well-known/carddav',
      'https://example.org/.well-known/carddav',
      'https://example.org/',
    ])
  })

  it('ask no DNS about this computer and bare addresses', async () => {
    for (const address of ['localhost:1', '127.0.0.1:1', '[::1]:1']) {
      const entry = readEntry(address)
      if (entry === null) throw new Error('no entry')
      const found: string[] = []
      const dns = { ...noDns, resolveSrv: () => Promise.resolve([{ name: 'x', port: 1, priority: 0, weight: 0 }]) }
      for await (const url of candidates(entry, 'caldav', dns)) found.push(url)
      expect(found).toHaveLength(3)
    }
  })
})
