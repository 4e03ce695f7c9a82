import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword } from './exchange/credentials.ts'
import { startLocalServer } from './server.ts'
import { AUTHORIZATION, CALENDAR, event, run, SECRET, USER, type Running } from './testing/client.ts'

let running: Running
beforeEach(async () => {
  running = await run()
})
afterEach(() => running.close())

/** Sends bytes as they are and gives back the first line of the answer. */
async function raw(request: string): Promise<string> {
  const socket = await running.open()
  return new Promise((resolve, reject) => {
    let text = ''
    socket.on('data', (data) => {
      text += String(data)
      if (!text.includes('\r\n')) return
      socket.destroy()
      resolve(text.slice(0, text.indexOf('\r\n')))
    })
    socket.on('error', reject)
    socket.write(request)
  })
}
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`
const host = (): string => `127.0.0.1:${running.server.port}`

describe('who may ask', () => {
  it('listens on the loopback interface only', () => {
    expect(new URL(running.server.origin).hostname).toBe('127.0.0.1')
  })

  it.each(['evil.example', '127.0.0.1', 'localhost.evil.example:80', '0.0.0.0', '[::1]', ''])(
    'refuses the Host %j, as a page would send it whose name was turned to this address',
    async (name) => {
      const answer = await raw(
        `GET /calendars/anna/ HTTP/1.1\r\nHost: ${name}\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 4(21|00) /)
    },
  )

  it('answers to its two names', async () => {
    for (const name of ['127.0.0.1', 'LOCALHOST'])
      expect(
        await raw(
          `GET /calendars/anna/ HTTP/1.1\r\nHost: ${name}:${running.server.port}\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`,
        ),
      ).toBe('HTTP/1.1 200 OK')
  })

  it.each([
    undefined,
    '',
    'Basic',
    'Basic !!!',
    'Bearer x',
    basic(USER),
    basic(`${USER}:`),
    basic(`${USER}:${SECRET}x`),
    basic(`other:${SECRET}`),
    basic(`:${SECRET}`),
  ])('refuses the Authorization %j everywhere, and tells nothing', async (authorization) => {
    for (const path of ['/', CALENDAR, '/nothing/']) {
      const reply = await running.send('PROPFIND', path, { Authorization: authorization ?? '', Depth: '1' })
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toMatch(/^Basic realm=/)
      expect(reply.body).not.toContain('anna')
    }
  })

  it('takes passwords of other clients by their hash', async () => {
    const passwords = [await hashPassword('one'), await hashPassword('zwei Wörter: ja')]
    await running.restart({ secret: null, passwords })
    const status = async (password: string): Promise<number> =>
      (await running.send('OPTIONS', '/', { Authorization: basic(`${USER}:${password}`) })).status
    expect(await Promise.all(['one', 'zwei Wörter: ja', 'one', 'two', '', SECRET].map(status))).toEqual([
      200, 200, 200, 401, 401, 401,
    ])
  })
})

describe('where a path may lead', () => {
  const outside = [
    '/../',
    '/..%2f',
    '/%2e%2e/',
    '/%2E%2E%2F',
    '/.%2e/',
    '/./',
    '/a%00b',
    '/%ff',
    '/a\u0001b'.replace('\u0001', '%01'),
  ]
  it.each(outside)('refuses %s in every method', async (piece) => {
    for (const [method, more] of [
      ['GET', ''],
      ['PUT', 'x.ics'],
      ['DELETE', 'x.ics'],
      ['MKCALENDAR', 'x'],
    ] as const) {
      const line = await raw(
        `${method} /calendars/anna/calendar${piece}${more} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${AUTHORIZATION}\r\nContent-Length: 0\r\n\r\n`,
      )
      expect(line).toMatch(/^HTTP\/1\.1 4\d\d /)
    }
  })

  it('does so in Destination as well', async () => {
    await running.send('PUT', `${CALENDAR}a.ics`, { 'Content-Type': 'text/calendar' }, event('a'))
    for (const to of ['/calendars/anna/../../x', '/calendars/anna/calendar/%2e%2e/%2e%2e/x.ics', 'x', '//evil/x'])
      expect((await running.send('MOVE', `${CALENDAR}a.ics`, { Destination: to })).status).toBeGreaterThanOrEqual(400)
  })

  it('keeps a strange name inside its folder, and gives it back after a restart', async () => {
    const names = [
      '..%2f..%2fx.ics',
      'con.ics',
      'a%5cb.ics',
      '.hidden',
      'collection.json',
      '%20x%20',
      `${'n'.repeat(300)}.ics`,
      '%F0%9F%93%85.ics',
    ]
    for (const [index, name] of names.entries()) {
      const reply = await running.send(
        'PUT',
        CALENDAR + name,
        { 'Content-Type': 'text/calendar' },
        event(`uid${index}`),
      )
      expect([name, reply.status]).toEqual([name, 201])
    }
    const files = await readdir(join(running.dataDir, 'calendars', 'anna', 'calendar'))
    expect(files.toSorted()).toContain('collection.json')
    expect(files).toHaveLength(names.length + 1)
    expect(await readdir(running.dataDir)).toEqual(['.staging', 'addressbooks', 'calendars', 'changes'])
    await running.restart()
    for (const [index, name] of names.entries())
      expect((await running.send('GET', CALENDAR + name)).body).toBe(event(`uid${index}`))
  })

  it('keeps names apart that a file system without upper case would take for one', async () => {
    for (const name of ['A.ics', 'a.ics', 'a'])
      await running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, event(`uid-${name}`))
    const files = await readdir(join(running.dataDir, 'calendars', 'anna', 'calendar'))
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(4)
    await running.restart()
    for (const name of ['A.ics', 'a.ics', 'a'])
      expect((await running.send('GET', CALENDAR + name)).body).toBe(event(`uid-${name}`))
  })
})

describe('what an answer tells', () => {
  it('names no folder and no secret in a failure', async () => {
    await running.send('PUT', `${CALENDAR}a.ics`, { 'Content-Type': 'text/calendar' }, event('a'))
    const replies = await Promise.all([
      running.send('PUT', `${CALENDAR}b.ics`, { 'Content-Type': 'text/calendar' }, 'no'),
      running.send('GET', `${CALENDAR}none.ics`),
      running.send('REPORT', CALENDAR, {}, '<x'),
      running.send('PUT', `${CALENDAR}a.ics`, { 'If-Match': '"x"' }, event('a')),
      running.send('MOVE', `${CALENDAR}a.ics`),
    ])
    for (const { body, headers, status } of replies) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(body + JSON.stringify(headers)).not.toContain(running.dataDir)
      expect(body).not.toContain(SECRET)
    }
  })

  it('writes passwords nowhere', async () => {
    const all = await readdir(running.dataDir, { recursive: true, withFileTypes: true })
    for (const file of all.filter((entry) => entry.isFile()))
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(SECRET)
  })

  it('refuses a body of XML that is too large, and goes on serving', async () => {
    const reply = await running
      .send('PROPFIND', '/', { Depth: '0' }, `<a>${'x'.repeat(9 * 1024 * 1024)}</a>`)
      .catch(() => null)
    expect(reply?.status ?? 413).toBe(413)
    expect((await running.send('OPTIONS', '/')).status).toBe(200)
  })
})

describe('one folder, one process', () => {
  it('is not opened a second time while it is open', async () => {
    const again = startLocalServer({ dataDir: running.dataDir, port: 0, user: USER, secret: SECRET })
    await expect(again).rejects.toThrow(/in use by another Daystream/)
  })

  it('waits for one that is about to end, where it is told to', async () => {
    const options = { dataDir: running.dataDir, port: 0, user: USER, secret: SECRET }
    const next = startLocalServer({ ...options, patience: 10_000 })
    await running.server.close()
    running.server = await next
    expect((await running.send('OPTIONS', '/')).status).toBe(200)
  })

  it('says so where the port is taken, or takes another', async () => {
    const { port } = running.server
    const other = await run()
    await other.server.close()
    const options = { dataDir: other.dataDir, port, user: USER, secret: SECRET }
    await expect(startLocalServer(options)).rejects.toThrow(`Port ${port} is taken`)
    other.server = await startLocalServer({ ...options, otherPort: true })
    expect(other.server.port).not.toBe(port)
    await other.close()
  })

  it('takes up what somebody changed in the folder, at the next start or when it comes by', async () => {
    const folder = join(running.dataDir, 'calendars', 'anna', 'calendar')
    for (const name of ['a', 'b', 'c'])
      await running.send('PUT', `${CALENDAR}${name}.ics`, { 'Content-Type': 'text/calendar' }, event(name))
    await running.server.close()
    await writeFile(join(folder, 'a.ics'), event('a', 'edited by hand'))
    await writeFile(join(folder, 'new one.ics'), event('new'))
    await rm(join(folder, 'b.ics'))
    running.server = await startLocalServer({ dataDir: running.dataDir, port: 0, user: USER, secret: SECRET })
    expect((await running.send('GET', `${CALENDAR}a.ics`)).body).toBe(event('a', 'edited by hand'))
    expect((await running.send('GET', `${CALENDAR}new%20one.ics`)).status).toBe(200)
    expect((await running.send('GET', `${CALENDAR}b.ics`)).status).toBe(404)
    await rm(join(folder, 'c.ics'))
    expect((await running.send('GET', `${CALENDAR}c.ics`)).status).toBe(404)
    expect(
      (await running.send('PUT', `${CALENDAR}d.ics`, { 'Content-Type': 'text/calendar' }, event('c'))).status,
    ).toBe(201)
  })
})
