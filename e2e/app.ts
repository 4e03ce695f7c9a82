import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

/** The app as a user has it, with a profile of its own. */
export type RunningApp = {
  electron: ElectronApplication
  window: Page
  profile: string
  /** Ends it as a user would. */
  quit: () => Promise<void>
  /** Ends it as a power cut would: no process of it gets to say goodbye. */
  kill: () => Promise<void>
}

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** The window the user sees; the one that holds the cache stays hidden. */
async function uiWindow(electron: ElectronApplication): Promise<Page> {
  const isUi = (page: Page): boolean => page.url().startsWith('app://daystream/index.html')
  return electron.windows().find(isUi) ?? electron.waitForEvent('window', { predicate: isUi })
}

export type LaunchOptions = {
  profile: string
  /** Milliseconds since the epoch the pages take for now; the main process keeps the real clock. */
  now?: number
  args?: string[]
  /** Arguments for Electron itself, in front of the app. */
  electronArgs?: string[]
  env?: Record<string, string>
  colorScheme?: 'light' | 'dark'
  zone?: string
}

/** Starts the built app on a profile folder. */
export async function launch({
  profile,
  args = [],
  electronArgs = [],
  env = {},
  colorScheme = 'light',
  zone = 'Europe/Berlin',
  now,
}: LaunchOptions): Promise<RunningApp> {
  const electron = await _electron.launch({
    cwd: root,
    args: [...electronArgs, '.', '--profile', profile, '--lang=en-GB', ...args],
    env: { ...(process.env as Record<string, string>), TZ: zone, LANG: 'en_GB.UTF-8', ...env },
    colorScheme,
  })
  const kill = async (): Promise<void> => {
    const child = electron.process()
    const gone = new Promise((resolve) => child.once('exit', resolve))
    await killTree(child.pid!)
    await gone
  }
  try {
    const window = await uiWindow(electron)
    await window.waitForLoadState('domcontentloaded')
    if (now !== undefined) await setClock(electron, window, now)
    return { electron, window, profile, quit: () => electron.close(), kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/** The clock is set in every page there is; one that is only just being loaded would refuse it. */
async function setClock(electron: ElectronApplication, window: Page, now: number): Promise<void> {
  if (electron.windows().length < 2) await electron.waitForEvent('window')
  await Promise.all(electron.windows().map((page) => page.waitForLoadState()))
  await window.clock.install({ time: now })
  await window.reload()
  await window.waitForLoadState('domcontentloaded')
}

/** Ends a process and all below it at once: helpers of Electron die with it, as in a power cut. */
async function killTree(root: number): Promise<void> {
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(root), '/t', '/f'])
    return
  }
  for (const pid of await processTree(root)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // ended meanwhile
    }
  }
}

async function processTree(root: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid='])
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  const tree = [root]
  for (const parent of tree) tree.push(...pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid))
  return tree
}

/** First run's way to a server: fills in what a user knows of it. `press` then adds the account. */
export async function fillInAccount(
  window: Page,
  { address, user, password }: { address: string; user: string; password: string },
): Promise<{ press: () => Promise<void> }> {
  await window.getByRole('button', { name: 'Add an account' }).click()
  await window.getByRole('textbox', { name: 'Server address or e-mail' }).fill(address)
  await window.getByRole('textbox', { name: 'User name' }).fill(user)
  await window.getByRole('textbox', { name: 'Password' }).fill(password)
  return { press: () => window.getByRole('button', { name: 'Add account' }).click() }
}

/** A profile folder, and how to be rid of it. */
export async function newProfile(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'daystream-profile-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
