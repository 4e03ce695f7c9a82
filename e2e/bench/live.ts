import type { Page } from '@playwright/test'
import { eventText } from '../plain-client.ts'
import { startLocalServer } from '../servers/local-server.ts'
import { appWithAccount } from './accounts.ts'
import { bareClient, bareStream, syncCollection, type BareClient, type BareStream } from './bare-client.ts'
import { now, sleep } from './clock.ts'
import { until } from '../steps/until.ts'
import { seedEvents } from './events.ts'
import { awaitTexts, clockOffset, drawnAt } from './in-page.ts'
import { seededRandom } from './random.ts'
import { atMost, row, type Row } from './rows.ts'
import { seedLocalServer } from './seed.ts'
import { median, percentile } from './statistics.ts'

const CACHED = 10_000
const IN_VIEW = 50
const BURSTS = 5
const BURST_MS = 1000

type Target = { url: string; uid: string; start: Date }

const stamp = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+Z/g, '')

/** Events of this week, ten a day from Monday to Friday, in hours of the night that the seeded calendar leaves free. */
function targetsIn(calendar: string, monday: Date): Target[] {
  return Array.from({ length: IN_VIEW }, (_, index) => {
    const [day, slot] = [index % 5, Math.floor(index / 5)]
    const start = new Date(monday.getTime() + day * 24 * 3_600_000 + slot * 45 * 60_000)
    return { url: `${calendar}live-${index}.ics`, uid: `live-${index}@bench.example`, start }
  })
}

function mondayOf(instant: Date): Date {
  const midnight = Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate())
  return new Date(midnight - ((instant.getUTCDay() + 6) % 7) * 86_400_000)
}

/** Gives an event a new title, and by turns another length, so that its day is laid out anew. Answers when the server's 2xx was there. */
async function change(writer: BareClient, { url, uid, start }: Target, title: string, turn: number): Promise<number> {
  const end = new Date(start.getTime() + (turn % 2 === 0 ? 30 : 40) * 60_000)
  const text = eventText({ uid, summary: title, start: stamp(start), end: stamp(end) })
  const { status, answeredAt } = await writer.ask('PUT', url, text, { 'content-type': 'text/calendar' })
  if (status < 200 || status > 299) throw new Error(`PUT of ${title}: ${status}`)
  return answeredAt
}

type Stage = { page: Page; writer: BareClient; floor: BareStream; targets: Target[]; offset: number }

async function drawn(page: Page, titles: readonly string[], offset: number): Promise<number[]> {
  return until(
    `“${titles.at(-1)}” in the window`,
    async () => {
      const at = await drawnAt(page, titles, offset)
      return at.every((each) => each !== null) ? at : null
    },
    10_000,
  )
}

async function singleChanges({ page, writer, floor, targets, offset }: Stage, changes: number): Promise<Latencies> {
  const random = seededRandom(1)
  const latencies: Latencies = { app: [], floor: [] }
  for (let turn = 0; turn < changes; turn++) {
    const title = `Change ${turn} of ${changes}.`
    await awaitTexts(page, [title])
    const atFloor = floor.sawPartWith(title)
    const answeredAt = await change(writer, targets[Math.floor(random() * targets.length)]!, title, turn)
    const next = sleep(1000 + random() * 500)
    latencies.floor.push((await atFloor) - answeredAt)
    await next
    latencies.app.push((await drawn(page, [title], offset))[0]! - answeredAt)
  }
  return latencies
}

/** Scrolls the week to the events that will change. @throws Error when one of them cannot be seen */
async function bringIntoView(page: Page, count: number): Promise<void> {
  const hidden = await page.evaluate(
    (names) => {
      const blocks = names.map((name) => document.querySelector(`[aria-label*="${name}"]`))
      blocks[0]?.scrollIntoView()
      return names.filter((_, index) => {
        const box = blocks[index]?.getBoundingClientRect()
        return box === undefined || box.height === 0 || box.top < 0 || box.bottom > window.innerHeight
      })
    },
    Array.from({ length: count }, (_, index) => `Event ${index}.`),
  )
  if (hidden.length > 0) throw new Error(`Not in view: ${hidden.join(' ')}`)
}

type Latencies = { app: number[]; floor: number[] }

/** Fifty changes evenly over a second; what counts is how long after the last 2xx the last title was in a frame. */
async function burst({ page, writer, floor, targets, offset }: Stage, name: string): Promise<[number, number]> {
  const titles = targets.map((_, index) => `Burst ${name} ${index}.`)
  await awaitTexts(page, titles)
  const atFloor = floor.sawPartWith(titles.at(-1)!)
  const begin = now()
  let answeredAt = 0
  for (const [index, target] of targets.entries()) {
    await sleep(Math.max(0, begin + (index * BURST_MS) / targets.length - now()))
    answeredAt = await change(writer, target, titles[index]!, index)
  }
  const frames = await drawn(page, titles, offset)
  return [Math.max(...frames) - answeredAt, (await atFloor) - answeredAt]
}

/**
 * (a) A change made elsewhere, until it is on the screen. The clock starts when the head of the server's 2xx has come to the writer, and
 * stops in the first animation frame of the window after its DOM holds the new title. 10,000 events are cached; the server is the
 * local server alone. The floor is a bare client with the same REPORT open: until the last byte of the part.
 */
export async function live({ changes }: { changes: number }): Promise<Row[]> {
  const server = await startLocalServer()
  const calendar = await seedLocalServer(server, seedEvents(CACHED, new Date().getUTCFullYear()))
  const targets = targetsIn(calendar, mondayOf(new Date()))
  const writer = bareClient(server)
  for (const [index, target] of targets.entries()) await change(writer, target, `Event ${index}.`, 0)

  const events = CACHED + IN_VIEW
  const { app, remove } = await appWithAccount(server, { events, mechanism: 'streaming' })
  const home = `${server.url}/calendars/${server.user}/`
  const { token } = await syncCollection(writer, home, { level: 'infinite' })
  const floor = await bareStream(server, home, token)
  try {
    const page = app.window
    const offset = await clockOffset(page)
    await bringIntoView(page, targets.length)
    const stage: Stage = { page, writer, floor, targets, offset }
    const latencies = await singleChanges(stage, changes)
    const bursts: [number, number][] = []
    for (let turn = 0; turn < BURSTS; turn++) {
      await sleep(2000)
      bursts.push(await burst(stage, String(turn)))
    }
    const of = (share: number, most: number): Row =>
      row(`live: change to pixel, p${share * 100} of ${changes}`, 'ms', percentile(latencies.app, share), {
        floor: percentile(latencies.floor, share),
        demand: atMost(most),
      })
    return [
      of(0.5, 16),
      of(0.99, 50),
      row(
        `live: burst of ${IN_VIEW} in 1 s, the last drawn, worst of ${BURSTS}`,
        'ms',
        Math.max(...bursts.map(([app]) => app)),
        {
          floor: median(bursts.map(([, floor]) => floor)),
          demand: atMost(400),
        },
      ),
    ]
  } finally {
    floor.close()
    writer.close()
    await app.quit()
    await server.stop()
    await remove()
  }
}
