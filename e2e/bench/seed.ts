import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ForeignServer } from '../servers/radicale.ts'
import { bareClient, bareFirstSync } from './bare-client.ts'
import type { SeedEvent } from './events.ts'

const WRITERS = 4

/** Writes events into the calendar that a new local server has, as any client would. Gives the calendar's URL. */
export async function seedLocalServer(server: ForeignServer, events: readonly SeedEvent[]): Promise<string> {
  const calendar = `${server.url}/calendars/${server.user}/calendar/`
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const client = bareClient(server)
    for (let at = writer; at < events.length; at += WRITERS) {
      const { name, text } = events[at]!
      const { status } = await client.ask('PUT', `${calendar}${name}.ics`, text, { 'content-type': 'text/calendar' })
      if (status !== 201) throw new Error(`PUT of ${name}: ${status}`)
    }
    client.close()
  })
  await Promise.all(writers)
  return calendar
}

/**
 * Puts events into Radicale's folder (by HTTP it takes 31 ms each) and reads them all once, so that nobody who is measured pays for
 * filling its cache. Gives the calendar's URL.
 */
export async function seedRadicale(server: ForeignServer, events: readonly SeedEvent[]): Promise<string> {
  const folder = join(server.folder, 'data', 'collection-root', server.user, 'calendar')
  await mkdir(folder, { recursive: true })
  for (const { name, text } of events) await writeFile(join(folder, `${name}.ics`), text)
  const properties = { tag: 'VCALENDAR', 'D:displayname': 'Calendar', 'C:supported-calendar-component-set': 'VEVENT' }
  await writeFile(join(folder, '.Radicale.props'), JSON.stringify(properties))
  const url = `${server.url}/${server.user}/calendar/`
  const client = bareClient(server)
  const { objects } = await bareFirstSync(client, url)
  client.close()
  if (objects !== events.length) throw new Error(`Radicale lists ${objects} of ${events.length} events.`)
  return url
}
