import { fillInAccount, launch, newProfile } from '../app.ts'
import { startLocalServer } from '../servers/local-server.ts'
import { startRadicale, type ForeignServer } from '../servers/radicale.ts'
import { firstSyncDone } from './accounts.ts'
import { bareClient, bareFirstSync } from './bare-client.ts'
import { now, sleep } from './clock.ts'
import { until } from '../steps/until.ts'
import { seedEvents } from './events.ts'
import { clockOffset, watchPage } from './in-page.ts'
import { watchMemory } from './memory.ts'
import { atMost, atMostTimesFloor, row, type Row } from './rows.ts'
import { seedLocalServer, seedRadicale } from './seed.ts'
import { median } from './statistics.ts'
import { startWireProxy, type WireProxy } from './wire-proxy.ts'

const QUIET_MS = 1500
/** Fewer occurrences than this in the week in view, and what was drawn is not what was seeded. */
const LEAST_SHOWN = { 1_000: 3, 10_000: 30 } as const

type Size = keyof typeof LEAST_SHOWN

/** Times in ms from the first request on; `peak` in MB, where it was watched. */
type Outcome = { firstReport: number; all: number; peak: number | null }

/** Starts the app anew, adds the account, and waits until all is stored and drawn. */
async function appFirstSync(
  proxy: WireProxy,
  server: ForeignServer,
  size: Size,
  measure: 'time' | 'memory',
): Promise<Outcome> {
  const profile = await newProfile()
  const app = await launch({ profile: profile.path, zone: 'UTC' })
  try {
    const page = app.window
    await watchPage(page)
    const offset = await clockOffset(page)
    const { press } = await fillInAccount(page, { address: proxy.origin, user: server.user, password: server.password })
    const memory = measure === 'memory' ? watchMemory(app.electron.process().pid!) : null
    proxy.reset()
    await press()
    await firstSyncDone(page, size)
    const { lastFrameAt, lastCommitAt, occurrences } = await until('the window to be quiet', async () => {
      const seen = await page.evaluate(() => {
        const { frames, lastCommitAt } = window.benchWatch
        return { lastFrameAt: frames.at(-1)?.at ?? 0, lastCommitAt, occurrences: frames.at(-1)?.occurrences ?? 0 }
      })
      const last = Math.max(seen.lastCommitAt, seen.lastFrameAt) + offset
      return now() - last > QUIET_MS ? seen : null
    })
    if (lastCommitAt === 0 || occurrences < LEAST_SHOWN[size])
      throw new Error(`The week shows ${occurrences} occurrences after a first sync of ${size}.`)
    const { requests } = proxy.traffic()
    const firstAt = requests[0]!.at
    return {
      firstReport: requests.find(({ line }) => line.startsWith('REPORT '))!.at - firstAt,
      all: Math.max(lastFrameAt, lastCommitAt) + offset - firstAt,
      peak: (await memory?.stop()) ?? null,
    }
  } finally {
    await app.quit()
    await profile.remove()
  }
}

async function floorFirstSync(url: string, server: ForeignServer): Promise<number> {
  const client = bareClient(server)
  const begin = now()
  await bareFirstSync(client, url)
  const took = now() - begin
  client.close()
  return took
}

async function compare(
  server: ForeignServer,
  calendar: string,
  { size, runs, name, judged }: { size: Size; runs: number; name: string; judged: boolean },
): Promise<Row[]> {
  const proxy = await startWireProxy(server.url)
  const proxied = calendar.replace(server.url, proxy.origin)
  try {
    const app: Outcome[] = []
    const floor: number[] = []
    for (let run = 0; run < runs; run++) {
      floor.push(await floorFirstSync(proxied, server))
      await sleep(500)
      app.push(await appFirstSync(proxy, server, size, 'time'))
    }
    const { peak } = await appFirstSync(proxy, server, size, 'memory')
    const what = `first sync: ${size} events from ${name}`
    const rows = [
      row(`${what}, median of ${runs}`, 'ms', median(app.map(({ all }) => all)), {
        floor: median(floor),
        demand: judged ? atMostTimesFloor(0.8) : null,
      }),
      row(`${what}, of which until its first REPORT`, 'ms', median(app.map(({ firstReport }) => firstReport))),
    ]
    if (peak !== null)
      rows.push(row(`${what}, PSS of all processes at the peak`, 'MB', peak, { demand: judged ? atMost(500) : null }))
    return rows
  } finally {
    await proxy.close()
  }
}

/**
 * (b) A first sync from nothing. The clock starts with the first byte of the app's first request, discovery included, and stops when the
 * last transaction on objects has been committed and the last frame that changed the week in view was there, whichever is later. The
 * floor is a bare client on one connection, one sync-collection and multigets of 100; both go through the same counting proxy, by
 * turns. Radicale is warm: its cache is filled beforehand. Memory is taken in a run of its own, since taking it costs time.
 */
export async function firstSync({ runs }: { runs: number }): Promise<Row[]> {
  const rows: Row[] = []
  const year = new Date().getUTCFullYear()
  for (const size of [1_000, 10_000] as const) {
    const events = seedEvents(size, year)
    const radicale = await startRadicale()
    try {
      const calendar = await seedRadicale(radicale, events)
      rows.push(...(await compare(radicale, calendar, { size, runs, name: 'Radicale', judged: true })))
    } finally {
      await radicale.stop()
    }
    const local = await startLocalServer()
    try {
      const calendar = await seedLocalServer(local, events)
      rows.push(...(await compare(local, calendar, { size, runs, name: 'the local server', judged: false })))
    } finally {
      await local.stop()
    }
  }
  return rows
}
