import { describe, expect, it } from 'vitest'
import { caldav } from '../dav/xml/names.ts'
import { AUTHORIZATION, CALENDAR, CALENDARS, card, CONTACTS, event, sync, syncBody } from './testing/client.ts'
import { boundaryOf, hold, readParts, type Held, type Part } from './testing/held.ts'
import { runForEach } from './testing/run-for-each.ts'

const running = runForEach()

const put = (name: string, text = event(name)): Promise<{ status: number }> =>
  running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, text)

type Stream = {
  held: Held
  headers: Record<string, string>
  boundary: string
  /** Waits for so many parts. */
  parts: (count: number) => Promise<Part[]>
  all: () => ReturnType<typeof readParts>
}

async function open(
  href: string,
  token: string,
  options: Parameters<typeof syncBody>[1] = {},
  headers: Record<string, string> = {},
  version = '1.1',
): Promise<Stream> {
  const asked = {
    Accept: 'multipart/mixed, application/xml;q=0.5',
    'Content-Type': 'application/xml',
    Prefer: 'wait=240, return=minimal',
    ...headers,
  }
  const held = await hold(running, 'REPORT', href, asked, syncBody(token, options), version)
  const { headers: given } = await held.head
  const boundary = boundaryOf(given)
  const all = (): ReturnType<typeof readParts> => readParts(held.body(), boundary)
  const parts = async (count: number): Promise<Part[]> => {
    await held.until(() => all().parts.length >= count)
    return all().parts
  }
  return { held, headers: given, boundary, parts, all }
}

const homeToken = async (): Promise<string> => (await sync(running, CALENDARS, '', { level: 'infinite' })).token
const hrefs = (part: Part | undefined): string[] | undefined => part?.rows.map(({ href }) => href)

describe('a stream', () => {
  it('begins with its headers and an empty part', async () => {
    const token = await homeToken()
    const { headers, parts, held } = await open(CALENDARS, token, { level: 'infinite' })
    expect((await held.head).status).toBe('HTTP/1.1 207 Multi-Status')
    expect(headers).toMatchObject({
      'transfer-encoding': 'chunked',
      'preference-applied': 'return=minimal, wait=240',
      vary: 'Prefer, Accept, Accept-Encoding',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    const [hello] = await parts(1)
    expect(hello).toMatchObject({ rows: [], token, headers: { 'content-type': 'application/xml; charset=utf-8' } })
  })

  it('tells each change with its data in one part, one chunk, and the token to go on from', async () => {
    const prop = '<D:getetag/><C:calendar-data/>'
    const { parts, held } = await open(CALENDARS, await homeToken(), { level: 'infinite', prop })
    await parts(1)
    const reply = await put('a.ics')
    expect(reply.status).toBe(201)
    const change = (await parts(2))[1]
    expect(hrefs(change)).toEqual([`${CALENDAR}a.ics`])
    expect(change?.rows[0]?.props[caldav('calendar-data')]?.text).toBe(event('a.ics'))
    expect(change?.token).toBe(await homeToken())
    expect(held.chunks()).toHaveLength(2)
    const again = await sync(running, CALENDARS, change?.token ?? '', { level: 'infinite' })
    expect(again.rows).toEqual([])
  })

  it('has written the part before the writer has its answer', async () => {
    const { parts, all } = await open(CALENDARS, await homeToken(), { level: 'infinite' })
    await parts(1)
    const order: string[] = []
    const part = parts(2).then(() => order.push('part'))
    const answer = put('a.ics').then(() => order.push('answer'))
    await Promise.all([part, answer])
    expect(order).toEqual(['part', 'answer'])
    expect(all().between.trim()).toBe('')
  })

  it('gives what there is already as its first part; all members where the token is empty', async () => {
    const token = await homeToken()
    await put('a.ics')
    const later = await open(CALENDARS, token, { level: 'infinite' })
    expect(hrefs((await later.parts(1))[0])).toEqual([`${CALENDAR}a.ics`])
    const first = await open(CALENDARS, '', { level: 'infinite' })
    expect(hrefs((await first.parts(1))[0])).toEqual([CALENDAR, `${CALENDAR}a.ics`])
  })

  it('gathers a burst, and loses and repeats nothing of it', async () => {
    const { parts, all } = await open(CALENDARS, await homeToken(), { level: 'infinite' })
    await parts(1)
    const names = Array.from({ length: 20 }, (_, index) => `${index}.ics`)
    await Promise.all(names.map((name) => put(name)))
    while (all().parts.flatMap(({ rows }) => rows).length < names.length) await parts(all().parts.length + 1)
    const told = all().parts.flatMap(({ rows }) => rows.map(({ href }) => href))
    expect(told.toSorted()).toEqual(names.map((name) => CALENDAR + name).toSorted())
    expect(all().parts.length).toBeLessThan(10)
  })

  it('tells a change after a quiet spell at once and the next ones together', async () => {
    await running.restart({ holding: { quiet: 300, merge: 100 } })
    const { parts } = await open(CALENDARS, await homeToken(), { level: 'infinite' })
    await parts(1)
    await put('a.ics')
    await put('b.ics')
    await put('c.ics')
    const told = await parts(3)
    expect([hrefs(told[1]), hrefs(told[2])]).toEqual([[`${CALENDAR}a.ics`], [`${CALENDAR}b.ics`, `${CALENDAR}c.ics`]])
  })

  it('tells nothing of what it was not asked for', async () => {
    const { token } = await sync(running, CONTACTS, '')
    const { parts, all } = await open(CONTACTS, token)
    await parts(1)
    await put('a.ics')
    await running.send('PUT', `${CONTACTS}b.vcf`, { 'Content-Type': 'text/vcard' }, card('b'))
    await parts(2)
    expect(all().parts.flatMap(({ rows }) => rows.map(({ href }) => href))).toEqual([`${CONTACTS}b.vcf`])
  })

  it('cuts a long part with a 507 and goes on in the next', async () => {
    const names = Array.from({ length: 1005 }, (_, index) => `${String(index).padStart(4, '0')}.ics`)
    for (let start = 0; start < names.length; start += 100)
      await Promise.all(names.slice(start, start + 100).map((name) => put(name)))
    const { parts } = await open(CALENDAR, '')
    const [first, second] = await parts(2)
    expect(first?.rows).toHaveLength(1001)
    expect(first?.rows.at(-1)).toMatchObject({ href: CALENDAR, status: 507 })
    expect(second?.rows).toHaveLength(5)
    expect((await sync(running, CALENDAR, first?.token ?? '')).changed).toEqual(hrefs(second))
  })

  it('cuts a part of more than 4 MiB', async () => {
    const long = (uid: string): string => event(uid, uid, `DESCRIPTION:${'x'.repeat(1_500_000)}\r\n`)
    for (const name of ['a', 'b', 'c', 'd']) await put(`${name}.ics`, long(name))
    const { parts } = await open(CALENDAR, '', { prop: '<C:calendar-data/>' })
    const [first, second] = await parts(2)
    expect([first?.rows.length, second?.rows.length]).toEqual([3, 2])
  })

  it('ends after a second less than the wait: an empty part, the closing delimiter, the last chunk', async () => {
    const token = await homeToken()
    const { held, all, headers } = await open(CALENDARS, token, { level: 'infinite' }, { Prefer: 'wait=2' })
    expect(headers['preference-applied']).toBe('wait=2')
    expect(await held.ended).toBe('last chunk')
    expect(all().closed).toBe(true)
    expect(all().parts.map((part) => [part.rows, part.token])).toEqual([
      [[], token],
      [[], token],
    ])
  })

  it('sends blank lines and empty parts as signs of life', async () => {
    await running.restart({ holding: { heartbeat: { from: 20, to: 30 }, liveness: 100 } })
    const { parts, all } = await open(CALENDARS, await homeToken(), { level: 'infinite' })
    await parts(3)
    expect(all().between).toMatch(/^(\r\n){5,}$/)
    await put('a.ics')
    await parts(all().parts.length + 1)
    expect(all().parts.flatMap(({ rows }) => rows)).toHaveLength(1)
  })

  it('clamps the wait to its own maximum, and takes that where none is given', async () => {
    const { token } = await sync(running, CALENDAR, '')
    expect((await open(CALENDAR, token, {}, { Prefer: 'wait=99999' })).headers['preference-applied']).toBe('wait=900')
    expect((await open(CALENDAR, token, {}, { Prefer: 'x' })).headers['preference-applied']).toBeUndefined()
  })

  it('says with its last part that the collection was deleted', async () => {
    const { token } = await sync(running, CALENDAR, '')
    const { held, all, parts } = await open(CALENDAR, token)
    await parts(1)
    await running.send('DELETE', CALENDAR)
    expect(await held.ended).toBe('last chunk')
    expect(all().closed).toBe(true)
    expect(all().parts.at(-1)?.rows).toMatchObject([{ href: CALENDAR, status: 404 }])
  })

  it('ends cleanly with the current token when the server stops', async () => {
    const { held, all, parts } = await open(CALENDARS, await homeToken(), { level: 'infinite' })
    await parts(1)
    await put('a.ics')
    await parts(2)
    const token = await homeToken()
    await running.restart()
    expect(await held.ended).toBe('last chunk')
    expect(all().closed).toBe(true)
    expect(all().parts.at(-1)?.token).toBe(token)
  })

  it('closes the connection at its end for a client of HTTP/1.0', async () => {
    const { held, headers, all } = await open(
      CALENDARS,
      await homeToken(),
      { level: 'infinite' },
      { Prefer: 'wait=2' },
      '1.0',
    )
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(await held.ended).toBe('closed')
    expect(all().closed).toBe(true)
  })

  it('gives its place back when the client goes, and is refused where there is none', async () => {
    await running.restart({ holding: { perTarget: 1 } })
    const token = await homeToken()
    const first = await open(CALENDARS, token, { level: 'infinite' })
    await first.parts(1)
    const second = await hold(
      running,
      'REPORT',
      CALENDARS,
      { Accept: 'multipart/mixed', Prefer: 'wait=60' },
      syncBody(token),
    )
    const { headers } = await second.head
    expect(headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(headers['preference-applied']).toBeUndefined()
    first.held.socket.destroy()
    for (let type = ''; !type.startsWith('multipart');) {
      const next = await open(CALENDARS, token, { level: 'infinite' })
      type = next.headers['content-type'] ?? ''
    }
  })

  it('counts places by user as well', async () => {
    await running.restart({ holding: { perUser: 1 } })
    const calendar = await sync(running, CALENDAR, '')
    const contacts = await sync(running, CONTACTS, '')
    await (await open(CALENDAR, calendar.token)).parts(1)
    const second = await open(CONTACTS, contacts.token)
    expect(second.headers['content-type']).toBe('application/xml; charset=utf-8')
  })

  it('is not given for a token that is not good', async () => {
    const { headers, held } = await open(CALENDAR, 'urn:x')
    expect((await held.head).status).toBe('HTTP/1.1 403 Forbidden')
    expect(headers['content-type']).toBe('application/xml; charset=utf-8')
  })

  it('never sends an interim answer', async () => {
    const socket = await running.open()
    const body = syncBody(await homeToken(), { level: 'infinite' })
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
    socket.write(
      `REPORT ${CALENDARS} HTTP/1.1\r\nHost: localhost:${running.server.port}\r\nAuthorization: ${AUTHORIZATION}\r\n` +
        `Prefer: wait=60\r\nAccept: multipart/mixed\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(await answer).toMatch(/^HTTP\/1\.1 207 /)
    socket.destroy()
  })
})
