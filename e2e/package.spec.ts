import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from '@playwright/test'
import { beginOnThisComputer } from './steps/accounts.ts'
import { until } from './steps/until.ts'
import { expect, test } from './test.ts'

const root = join(import.meta.dirname, '..')

/** Where electron-builder leaves the program of this platform. */
const program = (): string => {
  if (process.platform === 'win32') return 'win-unpacked/Daystream.exe'
  if (process.platform === 'darwin')
    return `mac${process.arch === 'arm64' ? '-arm64' : ''}/Daystream.app/Contents/MacOS/Daystream`
  return `linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked/daystream`
}

/** Runs `npm run package`, and gives what it said if it failed. */
async function packageApp(): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(root, 'setup', 'run.mjs'), 'package'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

/** The address at which a started app can be driven from outside; its fuses leave no other way. */
async function debuggerOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('The packaged app ended before it could be driven.')
}

const isUi = (page: Page): boolean => page.url().startsWith('app://daystream/index.html')

test('the packaged app starts, begins with one press, and ends with its window', async ({ profile }) => {
  test.setTimeout(150_000)
  const packaged = await packageApp()
  expect(packaged.code, packaged.said).toBe(0)

  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const args = [...sandbox, '--remote-debugging-port=0', '--profile', profile, '--lang=en-GB']
  // Would make a plain Node of it, were it not for its fuses.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const child = spawn(join(root, 'dist', program()), args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(child))
    const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages())
    const window = await until('the window', () => pages().find(isUi) ?? null)
    await beginOnThisComputer(window)
    await expect(window.getByLabel(/^Week, /)).toBeVisible()

    if (process.platform === 'darwin') child.kill('SIGTERM')
    else await window.getByRole('button', { name: 'Close window' }).click()
    expect(await ended).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
})
