import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMultistatus, type MultistatusItem, type Response } from './multistatus.ts'
import { etagOf } from './properties/member.ts'
import { childText } from './xml/element.ts'
import { dav } from './xml/names.ts'

const context = { url: 'https://cal.example/user/work/', origin: 'https://cal.example' }
const multistatus = (inside: string): string =>
  `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</D:multistatus>`

async function read(document: string | readonly Uint8Array[], at = context): Promise<MultistatusItem[]> {
  const chunks = typeof document === 'string' ? [new TextEncoder().encode(document)] : document
  const items: MultistatusItem[] = []
  for await (const item of readMultistatus(chunks, at)) items.push(item)
  return items
}

async function response(inside: string, at = context): Promise<Response> {
  const [first] = await read(multistatus(`<D:response>${inside}</D:response>`), at)
  if (first?.type !== 'response') throw new Error('no response')
  return first.response
}

const failure = async (document: string): Promise<unknown> => {
  try {
    await read(document)
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('readMultistatus', () => {
  it('reads found and missing properties', async () => {
    const found = await response(
      '<D:href>/user/work/a.ics</D:href>' +
        '<D:propstat><D:prop><D:getetag>"1"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>' +
        '<D:propstat><D:prop><D:displayname/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>' +
        '<D:propstat><D:prop><C:x/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>',
    )
    expect(found.href).toBe('/user/work/a.ics')
    expect(found.status).toBeNull()
    expect(etagOf(found.properties)).toBe('"1"')
    expect(found.properties.children).toHaveLength(2)
    expect(found.propstats.map(({ status }) => status)).toEqual([200, 404, 200])
  })

  it.each([
    ['/user/work/a.ics', '/user/work/a.ics'],
    [' \n/user/work/a%20b.ics ', '/user/work/a%20b.ics'],
    ['/user/work/a%2Db.ics', '/user/work/a-b.ics'],
    ['/user/work/ä.ics', '/user/work/%C3%A4.ics'],
    ['/user/./work/../work/a.ics', '/user/work/a.ics'],
    ['/user/work/.hidden.ics', '/user/work/.hidden.ics'],
    ['//other.example/a.ics', 'https://other.example/a.ics'],
    ['a.ics', '/user/work/a.ics'],
    ['a:b.vcf', '/user/work/a:b.vcf'],
    ['https://cal.example/user/work/a.ics', '/user/work/a.ics'],
    ['https://other.example:8443/x/', 'https://other.example:8443/x/'],
  ])('resolves the href %j', async (raw, href) => {
    expect((await response(`<D:href>${raw}</D:href>`)).href).toBe(href)
  })

  it('keeps hrefs of another origin than the account’s whole', async () => {
    const elsewhere = { ...context, url: 'https://p42.cal.example/user/work/' }
    expect((await response('<D:href>/x/a.ics</D:href>', elsewhere)).href).toBe('https://p42.cal.example/x/a.ics')
  })

  it('refuses an href that is no address', async () => {
    expect(await failure(multistatus('<D:response><D:href>http://[</D:href></D:response>'))).toMatchObject({
      kind: 'malformed',
    })
  })

  it.each([
    ['HTTP/1.1 404 Not Found', 404],
    ['HTTP/1.1 404', 404],
    [' HTTP/2 507 Insufficient Storage ', 507],
    ['404', 404],
    ['gone', null],
  ])('reads the status %j', async (text, status) => {
    expect((await response(`<D:href>/a</D:href><D:status>${text}</D:status>`)).status).toBe(status)
  })

  it('gives every href of a response', async () => {
    const items = await read(
      multistatus(
        '<D:response><D:href>/a</D:href><D:href>/b</D:href><D:status>HTTP/1.1 403 No</D:status>' +
          '<D:error><D:need-privileges/></D:error></D:response>',
      ),
    )
    expect(items).toMatchObject([
      { response: { href: '/a', status: 403, preconditions: ['need-privileges'] } },
      { response: { href: '/b', status: 403 } },
    ])
  })

  it('survives what servers are known to send', async () => {
    const items = await read(
      multistatus(
        '<D:sync-token>\n first </D:sync-token>' +
          '<D:sync-response><D:href>/old</D:href><D:status>HTTP/1.1 201 Created</D:status></D:sync-response>' +
          '<D:response><D:href>/bare</D:href></D:response>' +
          '<D:response><D:href>/loose</D:href><D:prop><D:getetag>"2"</D:getetag></D:prop></D:response>' +
          '<D:response><D:href>/nostatus</D:href><D:propstat><D:prop><D:getetag>"3"</D:getetag></D:prop></D:propstat></D:response>' +
          '<D:responsedescription>All well</D:responsedescription><unknown/>' +
          '<D:sync-token/>',
      ),
    )
    expect(
      items.map((item) =>
        item.type === 'sync-token' ? item.token : `${item.response.href} ${etagOf(item.response.properties)}`,
      ),
    ).toEqual(['first', '/old null', '/bare null', '/loose "2"', '/nostatus "3"'])
  })

  it.each([
    ['another document', '<html><body/></html>', 'not-dav'],
    ['a DAV:error in spite of success', '<error xmlns="DAV:"><supported-report/></error>', 'precondition'],
    ['a document cut short', multistatus('<D:response/>').slice(0, -20), 'truncated'],
    ['broken XML', multistatus('<D:response></D:href></D:response>'), 'malformed'],
    ['nothing', '', 'truncated'],
  ])('refuses %s', async (_, document, kind) => {
    expect(await failure(document)).toMatchObject({ kind, message: expect.stringContaining('cal.example') })
  })

  it('gives a response out when its element closes', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield encode('<multistatus xmlns="DAV:"><response><href>/a</href></response>')
      await held
      yield encode('<sync-token>t</sync-token></multistatus>')
    }
    const items = readMultistatus(chunks(), context)
    expect((await items.next()).value).toMatchObject({ response: { href: '/a' } })
    release()
    expect((await items.next()).value).toEqual({ type: 'sync-token', token: 't' })
  })

  it('lets other work have a turn during a long answer', async () => {
    const row = '<D:response><D:href>/a.ics</D:href><D:propstat><D:prop><C:d>'.concat(
      'x'.repeat(1500),
      '</C:d></D:prop></D:propstat></D:response>',
    )
    const document = multistatus(row.repeat(5000))
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const items = await read(document)
    clearInterval(timer)
    expect(items).toHaveLength(5000)
    expect(turns).toBeGreaterThan(1)
  })

  it('reads the same however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(
      multistatus(
        '<D:response><D:href>/ä.ics</D:href><D:propstat><D:prop><D:displayname>€ &amp; 𝄞</D:displayname></D:prop></D:propstat></D:response><D:sync-token>t</D:sync-token>',
      ),
    )
    const whole = await read([bytes])
    expect(whole[0]?.type === 'response' && childText(whole[0].response.properties, dav('displayname'))).toBe('€ & 𝄞')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        expect(await read(places.slice(1).map((end, i) => bytes.subarray(places[i], end)))).toEqual(whole)
      }),
    )
  })
})
