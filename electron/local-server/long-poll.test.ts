import { describe, expect, it } from 'vitest'
import { CALENDAR, CALENDARS, errorsOf, event, readMultistatus, sync, syncBody, type Reply } from './testing/client.ts'
import { hold } from './testing/held.ts'
import { runForEach } from './testing/run-for-each.ts'

const running = runForEach()

const put = (name: string): Promise<unknown> =>
  running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, event(name))

/** The request of the mail: root in CalDAV's namespace, an empty DAV:prop. */
const mailBody = (token: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<C:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\n` +
  `<D:sync-token>${token}</D:sync-token>\n   <D:sync-level>1</D:sync-level>\n   <D:prop/>\n</C:sync-collection>\n`

const poll = (token: string, wait: number, headers: Record<string, string> = {}): Promise<Reply> =>
  running.send('REPORT', CALENDAR, { Prefer: `return=minimal, wait=${wait}`, ...headers }, mailBody(token))

describe('the three requests of the mail of 2014, long-polling', () => {
  it('1: a change that is there already is answered at once', async () => {
    const { token } = await sync(running, CALENDAR, '')
    await put('a.ics')
    const reply = await poll(token, 180)
    expect(reply.headers['preference-applied']).toBe('return=minimal, wait=180')
    expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.body)))
    expect(reply.body).toContain(
      `<D:response><D:href>${CALENDAR}a.ics</D:href><D:propstat><D:prop/><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`,
    )
    expect(readMultistatus(reply.body).token).not.toBe(token)
  })

  it('2: a removal is answered when it happens', async () => {
    await put('a.ics')
    const { token } = await sync(running, CALENDAR, '')
    let answered = false
    const reply = poll(token, 180).finally(() => (answered = true))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(answered).toBe(false)
    await running.send('DELETE', `${CALENDAR}a.ics`)
    expect(readMultistatus((await reply).body)).toMatchObject({
      rows: [{ href: `${CALENDAR}a.ics`, status: 404, props: {} }],
      token: (await sync(running, CALENDAR, '')).token,
    })
  })

  it('3: without a change the answer comes a second before the wait is over, empty, with the same token', async () => {
    const { token } = await sync(running, CALENDAR, '')
    const before = performance.now()
    const reply = await poll(token, 2)
    expect(performance.now() - before).toBeGreaterThan(900)
    expect(reply.headers['preference-applied']).toBe('return=minimal, wait=2')
    expect(readMultistatus(reply.body)).toMatchObject({ rows: [], token })
  })
})

describe('long-polling', () => {
  it('answers a first synchronisation at once', async () => {
    expect(readMultistatus((await poll('', 180)).body).rows).toEqual([])
  })

  it('is woken by a change of the home at level infinite only', async () => {
    const { token } = await sync(running, CALENDARS, '', { level: '1' })
    const flat = running.send('REPORT', CALENDARS, { Prefer: 'wait=2' }, syncBody(token, { level: '1' }))
    const deep = running.send('REPORT', CALENDARS, { Prefer: 'wait=60' }, syncBody(token, { level: 'infinite' }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await put('a.ics')
    expect(readMultistatus((await deep).body).rows.map(({ href }) => href)).toEqual([`${CALENDAR}a.ics`])
    expect(readMultistatus((await flat).body).rows).toEqual([])
  })

  it('clamps the wait and says what it took', async () => {
    await running.restart({ holding: { maxWait: 2 } })
    const { token } = await sync(running, CALENDAR, '')
    expect((await poll(token, 3600)).headers['preference-applied']).toBe('return=minimal, wait=2')
  })

  it('says nothing of wait where no place is free', async () => {
    await running.restart({ holding: { perUser: 0 } })
    const { token } = await sync(running, CALENDAR, '')
    const reply = await poll(token, 180)
    expect([reply.status, reply.headers['preference-applied']]).toEqual([207, 'return=minimal'])
  })

  it('refuses a bad token at once', async () => {
    const reply = await poll('urn:x', 180)
    expect([reply.status, errorsOf(reply.body)]).toEqual([403, ['{DAV:}valid-sync-token']])
  })

  it('answers 404 when the collection is deleted', async () => {
    const { token } = await sync(running, CALENDAR, '')
    const reply = poll(token, 180)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await running.send('DELETE', CALENDAR)
    expect((await reply).status).toBe(404)
  })

  it('answers with the current token when the server stops', async () => {
    const { token } = await sync(running, CALENDAR, '')
    const held = await hold(running, 'REPORT', CALENDAR, { Prefer: 'wait=180' }, syncBody(token))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await running.restart()
    const { status, headers } = await held.head
    expect(status).toBe('HTTP/1.1 207 Multi-Status')
    expect(headers['preference-applied']).toBe('wait=180')
    expect(readMultistatus(await held.until((body) => body.includes('</D:multistatus>'))).token).toBe(token)
  })

  it('stops holding when the client goes away', async () => {
    await running.restart({ holding: { perUser: 1 } })
    const { token } = await sync(running, CALENDAR, '')
    const gone = await hold(running, 'REPORT', CALENDAR, { Prefer: 'wait=180' }, syncBody(token))
    await new Promise((resolve) => setTimeout(resolve, 50))
    gone.socket.destroy()
    let applied: unknown
    while (applied === undefined)
      applied = (await running.send('REPORT', CALENDAR, { Prefer: 'wait=2' }, syncBody(token))).headers[
        'preference-applied'
      ]
    expect(applied).toBe('wait=2')
  })
})
