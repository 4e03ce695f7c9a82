import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type TestInfo } from '@playwright/test'
import { launch, type LaunchOptions, type RunningApp } from './app.ts'
import { startFaultProxy, type FaultProxy } from './faults/proxy.ts'
import { hasProgram } from './servers/has-program.ts'
import { startPausableServer, type PausableServer } from './servers/local-server.ts'
import { startRadicale, type ForeignServer } from './servers/radicale.ts'

type Fixtures = {
  /** Where profiles are made. */
  room: string
  /** A profile folder of this test's own. */
  profile: string
  /** Starts the app, on the test's profile unless another is named; may be called again after `quit` or `kill`. */
  start: (options?: Partial<LaunchOptions>) => Promise<RunningApp>
  /** Daystream's own server, running alone, with one calendar and one address book. */
  localServer: PausableServer
  radicale: ForeignServer
  /** Puts something between the app and a server that can be told to misbehave. */
  proxyTo: (url: string) => Promise<FaultProxy>
}

async function tellWhy(info: TestInfo, app: RunningApp, said: string[]): Promise<void> {
  const picture = await app.window.screenshot({ timeout: 5_000 }).catch(() => null)
  if (picture !== null) await info.attach('window', { body: picture, contentType: 'image/png' })
  const log = await readFile(join(app.profile, 'daystream.log'), 'utf8').catch(() => '')
  await info.attach('daystream.log', { body: log, contentType: 'text/plain' })
  await info.attach('stderr', { body: said.join(''), contentType: 'text/plain' })
}

/** Playwright's test, with the app and its servers; what a test starts is ended with it. */
export const test = base.extend<Fixtures>({
  room: [tmpdir(), { option: true }],
  profile: async ({ room }, use) => {
    const profile = await mkdtemp(join(room, 'daystream-profile-'))
    await use(profile)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ profile }, use, info) => {
    const started: { app: RunningApp; child: ChildProcess; said: string[] }[] = []
    await use(async (options = {}) => {
      const app = await launch({ profile, ...options })
      const said: string[] = []
      const child = app.electron.process()
      child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')))
      started.push({ app, child, said })
      return app
    })
    for (const { app, child, said } of started) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      if (info.status !== info.expectedStatus) await tellWhy(info, app, said)
      await app.kill()
    }
  },
  localServer: async ({ room: _room }, use) => {
    const server = await startPausableServer()
    await use(server)
    await server.stop()
  },
  radicale: async ({ room: _room }, use) => {
    const server = await startRadicale()
    await use(server)
    await server.stop()
  },
  proxyTo: async ({ room: _room }, use) => {
    const proxies: FaultProxy[] = []
    await use(async (url) => {
      const proxy = await startFaultProxy(url)
      proxies.push(proxy)
      return proxy
    })
    await Promise.all(proxies.map((proxy) => proxy.stop()))
  },
})

/** A test that needs Radicale: left out, which is said, on a machine that does not have it. */
export const testWithRadicale: (title: string, body: Parameters<typeof test>[2]) => void = hasProgram('radicale')
  ? test
  : (title) => console.log(`Radicale is not on this machine, so this is left out: ${title}`)

export { expect } from '@playwright/test'
