import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { now } from '../clock.ts'

const require = createRequire(import.meta.url)

/** In plain Node the package `electron` is the path of its executable. */
const executable = z.string().parse(require('electron'))

const frameSchema = z.object({ at: z.number(), events: z.number() })

const GIVE_UP_MS = 30_000

/**
 * Starts an Electron app as a user does, without a debugger, and ends it as a user does once it was left alone for a while.
 *
 * @param app path of the app, with its arguments
 * @param events how many events there must be in the frame that counts
 * @returns milliseconds from before the spawn to that frame
 */
export async function timeToFrame(app: readonly string[], events: number, leftAloneMs: number): Promise<number> {
  const observer = require.resolve('./observe-main.cjs')
  // As Playwright starts it too: a container or root has no sandbox, and both sides of the comparison are to be alike.
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const begin = now()
  const child = spawn(executable, [...sandbox, '-r', observer, ...app], {
    env: { ...process.env, TZ: 'UTC', LANG: 'en_GB.UTF-8' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    return await new Promise<number>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`${app[0]} showed no ${events} events.`)), GIVE_UP_MS)
      let said = ''
      let took: number | null = null
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (said += chunk).split('\n')
        said = lines.pop() ?? ''
        for (const line of lines) {
          const seen = /^bench:frame (.*)/.exec(line)?.[1]
          if (seen === undefined || took !== null) continue
          const frame = frameSchema.parse(JSON.parse(seen))
          if (frame.events < events) continue
          took = frame.at - begin
          clearTimeout(giveUp)
          setTimeout(() => resolve(frame.at - begin), leftAloneMs)
        }
      })
      void gone.then(() => reject(new Error(`${app[0]} ended before it had shown anything.`)))
    })
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}
