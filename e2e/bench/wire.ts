import type { Page } from '@playwright/test'
import { startLocalServer } from '../servers/local-server.ts'
import { startRadicale, type ForeignServer } from '../servers/radicale.ts'
import { eventText } from '../plain-client.ts'
import { appWithAccount } from './accounts.ts'
import { checkNow } from '../steps/app-state.ts'
import { bareClient, bareStream, syncCollection, type BareClient } from './bare-client.ts'
import { sleep } from './clock.ts'
import { until } from '../steps/until.ts'
import { seedEvents } from './events.ts'
import { awaitTexts, drawnAt } from './in-page.ts'
import { atMost, row, type Row } from './rows.ts'
import { seedLocalServer, seedRadicale } from './seed.ts'
import { startWireProxy, type Traffic, type WireProxy } from './wire-proxy.ts'

const CACHED = 10_000
const CHANGES = 5
const AFTERWARDS_MS = 2000

const bytesOf = ({ bytesUp, bytesDown }: Traffic): number => bytesUp + bytesDown
const most = (values: readonly number[]): number => Math.max(...values)

/** Changes the first seeded event, which is moved into this week so that it can be seen, behind the back of the proxy. */
async function change(writer: BareClient, calendar: string, title: string): Promise<void> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const uid = 'event-000001@bench.example'
  const description = `DESCRIPTION:${'as long as the other events are, '.repeat(22).trim()}`
  const text = eventText({
    uid,
    summary: title,
    start: `${day}T010000`,
    end: `${day}T020000`,
    more: description.match(/^.{1,75}|.{1,74}/g)!.map((line, index) => (index === 0 ? line : ` ${line}`)),
  })
  const { status } = await writer.ask('PUT', `${calendar}event-000001.ics`, text, { 'content-type': 'text/calendar' })
  if (status < 200 || status > 299) throw new Error(`PUT of ${title}: ${status}`)
}

/** What one change after the other costs on the wire, until it is drawn and a while after, for what comes behind. */
async function eachChange(
  page: Page,
  proxies: WireProxy[],
  make: (title: string) => Promise<void>,
): Promise<Traffic[][]> {
  const costs: Traffic[][] = []
  for (let turn = 0; turn < CHANGES; turn++) {
    const title = `Wire ${turn}.`
    await awaitTexts(page, [title])
    for (const proxy of proxies) proxy.reset()
    await make(title)
    await until(`“${title}” in the window`, async () => (await drawnAt(page, [title], 0))[0] ?? null, 30_000)
    await sleep(AFTERWARDS_MS)
    costs.push(proxies.map((proxy) => proxy.traffic()))
  }
  return costs
}

async function onOpenStream(server: ForeignServer, calendar: string): Promise<Row[]> {
  const proxy = await startWireProxy(server.url)
  const bareProxy = await startWireProxy(server.url)
  const { app, remove } = await appWithAccount(
    { ...server, url: proxy.origin },
    { events: CACHED, mechanism: 'streaming' },
  )
  const writer = bareClient(server)
  const home = `/calendars/${server.user}/`
  const { token } = await syncCollection(writer, `${server.url}${home}`, { level: 'infinite' })
  const floor = await bareStream(server, `${bareProxy.origin}${home}`, token)
  try {
    const costs = await eachChange(app.window, [proxy, bareProxy], (title) => change(writer, calendar, title))
    const of = (index: 0 | 1): Traffic[] => costs.map((cost) => cost[index]!)
    return [
      row(
        `wire: one change among ${CACHED} on an open stream`,
        'requests',
        most(of(0).map((cost) => cost.requests.length)),
        {
          floor: most(of(1).map((cost) => cost.requests.length)),
          demand: atMost(0),
        },
      ),
      row(`wire: one change among ${CACHED} on an open stream`, 'bytes', most(of(0).map(bytesOf)), {
        floor: most(of(1).map(bytesOf)),
        demand: atMost(3072),
      }),
    ]
  } finally {
    floor.close()
    writer.close()
    await app.quit()
    await Promise.all([proxy.close(), bareProxy.close(), remove()])
  }
}

async function byPoll(server: ForeignServer, calendar: string): Promise<Row[]> {
  const proxy = await startWireProxy(server.url)
  const bareProxy = await startWireProxy(server.url)
  const { app, remove } = await appWithAccount({ ...server, url: proxy.origin }, { events: CACHED, mechanism: 'poll' })
  const writer = bareClient(server)
  const reader = bareClient(server)
  const proxied = calendar.replace(server.url, bareProxy.origin)
  let { token } = await syncCollection(reader, proxied)
  try {
    const costs = await eachChange(app.window, [proxy, bareProxy], async (title) => {
      await change(writer, calendar, title)
      token = (await syncCollection(reader, proxied, { token, data: true })).token
      await checkNow(app.window)
    })
    const of = (index: 0 | 1): Traffic[] => costs.map((cost) => cost[index]!)
    return [
      row(`wire: one change among ${CACHED} by poll`, 'requests', most(of(0).map((cost) => cost.requests.length)), {
        floor: most(of(1).map((cost) => cost.requests.length)),
        demand: atMost(2),
      }),
      row(`wire: one change among ${CACHED} by poll`, 'bytes', most(of(0).map(bytesOf)), {
        floor: most(of(1).map(bytesOf)),
      }),
    ]
  } finally {
    writer.close()
    reader.close()
    await app.quit()
    await Promise.all([proxy.close(), bareProxy.close(), remove()])
  }
}

/**
 * (c) What one change of a 1 KB event among 10,000 costs on the wire, every byte of heads and bodies in both directions, from the change
 * until 2 s after it was drawn; the dearest of five. On an open stream against the local server, and by poll against Radicale, where
 * “check now” asks. The floor is a bare client: the same stream, and a single sync-collection with the data inside.
 */
export async function wire(): Promise<Row[]> {
  const events = seedEvents(CACHED, new Date().getUTCFullYear())
  const local = await startLocalServer()
  const radicale = await startRadicale()
  try {
    const streamed = await onOpenStream(local, await seedLocalServer(local, events))
    return [...streamed, ...(await byPoll(radicale, await seedRadicale(radicale, events)))]
  } finally {
    await Promise.all([local.stop(), radicale.stop()])
  }
}
