import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caldav } from '../dav/xml/names.ts'
import { CALENDAR, CALENDARS, event, run, sync, syncBody, type Running } from './testing/client.ts'
import { boundaryOf, hold, readParts, type Held, type Part } from './testing/held.ts'

let running: Running
beforeEach(async () => {
  running = await run()
})
afterEach(() => running.close())

const put = (name: string, text = event(name)): Promise<unknown> =>
  running.send('PUT', CALENDAR + name, { 'Content-Type': 'text/calendar' }, text)

const accept = { Accept: 'multipart/mixed, application/xml;q=0.5', 'Content-Type': 'application/xml' }

async function open(
  href: string,
  token: string,
  options: Parameters<typeof syncBody>[1] = {},
  headers: Record<string, string> = { Prefer: 'wait=240, return=minimal' },
): Promise<{
  held: Held
  parts: (count: number) => Promise<Part[]>
  headers: Record<string, string>
  boundary: string
}> {
  const held = await hold(running, 'REPORT', href, { ...accept, ...headers }, syncBody(token, options))
  const { headers: given } = await held.head
  const boundary = boundaryOf(given)
  const parts = async (count: number): Promise<Part[]> =>
    readParts(await held.until((body) => readParts(body, boundary).parts.length >= count), boundary).parts
  return { held, parts, headers: given, boundary }
}

describe('a stream of parts', () => {
  it('begins with its headers and an empty part, and tells each change with its data', async () => {
    const { token } = await sync(running, CALENDARS, '', { level: 'infinite' })
    const { parts, headers, held } = await open(CALENDARS, token, {
      level: 'infinite',
      prop: '<D:getetag/><C:calendar-data/>',
    })
    expect(headers).toMatchObject({
      'transfer-encoding': 'chunked',
      'preference-applied': 'return=minimal, wait=240',
      vary: 'Prefer, Accept, Accept-Encoding',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    const [hello] = await parts(1)
    expect(hello).toMatchObject({ rows: [], token })
    await put('a.ics')
    const change = (await parts(2))[1]
    expect(change?.rows.map(({ href }) => href)).toEqual([`${CALENDAR}a.ics`])
    expect(change?.rows[0]?.props[caldav('calendar-data')]?.text).toBe(event('a.ics'))
    expect(change?.token).toBe((await sync(running, CALENDARS, '', { level: 'infinite' })).token)
    held.socket.destroy()
  })
})
