import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startLocalServer } from '../../servers/local-server.ts'
import { appWithAccount } from '../accounts.ts'
import { seedEvents } from '../events.ts'
import { atMostOverFloor, row, type Row } from '../rows.ts'
import { seedLocalServer } from '../seed.ts'
import { median } from '../statistics.ts'
import { timeToFrame } from './spawn.ts'

const CACHED = 10_000
const TIMES = 10
const LEFT_ALONE_MS = 2000

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..', '..', '..')
const empty = require.resolve('./empty-window/main.cjs')

/**
 * (d) A cold start with 10,000 events cached and their server there. The clock starts right before the spawn and stops in the first animation
 * frame in which as many of the week's events stand as stood there when the app was ended. The floor is an app with nothing but
 * one app:// window, until the frame that shows it; both are started by turns, and the first start of each does not count.
 */
export async function coldStart(): Promise<Row[]> {
  const server = await startLocalServer()
  await seedLocalServer(server, seedEvents(CACHED, new Date().getUTCFullYear()))
  const prepared = await appWithAccount(server, { events: CACHED, mechanism: 'streaming' })
  const events = await prepared.app.window.locator('[data-key]').count()
  await prepared.app.quit()
  try {
    const app: number[] = []
    const floor: number[] = []
    for (let turn = 0; turn <= TIMES; turn++) {
      const emptyWindow = await timeToFrame([empty], 1, 500)
      const week = await timeToFrame([root, '--profile', prepared.profile, '--lang=en-GB'], events, LEFT_ALONE_MS)
      if (turn === 0) continue
      floor.push(emptyWindow)
      app.push(week)
    }
    return [
      row(`cold start: to the week's ${events} events, ${CACHED} cached, median of ${TIMES}`, 'ms', median(app), {
        floor: median(floor),
        demand: atMostOverFloor(700),
      }),
    ]
  } finally {
    await server.stop()
    await prepared.remove()
  }
}
