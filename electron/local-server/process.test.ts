import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startInElectron, type ParentPort } from './process/in-electron.ts'
import { bundleServer, readReady, startBundle, type Alone, type Bundle } from './testing/bundle.ts'
import { event, readMultistatus, syncBody } from './testing/client.ts'

let bundle: Bundle
let data: string
const children: Alone[] = []
beforeAll(async () => {
  bundle = await bundleServer()
})
afterAll(() => bundle.remove())
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'daystream-alone-'))
})
afterEach(async () => {
  for (const { child, ended } of children.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  await rm(data, { recursive: true, force: true })
})

const start = (...argv: string[]): Alone => {
  const alone = startBundle(bundle, argv)
  children.push(alone)
  return alone
}
const ask = (
  ready: ReturnType<typeof readReady>,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(new URL(path, ready.url), {
    method,
    headers: { Authorization: `Basic ${btoa(`${ready.user}:${ready.password}`)}`, ...headers },
    ...(body === undefined ? {} : { body }),
  })

describe('alone', () => {
  it('prints exactly one line when it answers, and ends with 0 at SIGTERM, held requests answered', async () => {
    const server = start('--port', '0', '--data', data, '--user', 'eva', '--password', 'geheim')
    const ready = readReady(await server.ready)
    expect([ready.user, ready.password]).toEqual(['eva', 'geheim'])
    const path = '/calendars/eva/calendar/'
    const { token } = readMultistatus(await (await ask(ready, 'REPORT', path, syncBody(''))).text())
    const held = ask(ready, 'REPORT', path, syncBody(token ?? ''), { Prefer: 'wait=60' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    server.child.kill('SIGTERM')
    const reply = await held
    expect(reply.headers.get('preference-applied')).toBe('wait=60')
    expect(readMultistatus(await reply.text()).token).toBe(token)
    expect(await server.ended).toMatchObject({ code: 0, stdout: `${await server.ready}\n`, stderr: '' })
  })

  it('makes a password where none is given, keeps its hash only, and takes it at the next start', async () => {
    const first = start('--port', '0', '--data', data)
    const ready = readReady(await first.ready)
    expect((await ask(ready, 'OPTIONS', '/')).status).toBe(200)
    first.child.kill('SIGINT')
    expect((await first.ended).code).toBe(0)
    expect(await readFile(join(data, 'passwords.json'), 'utf8')).not.toContain(ready.password)
  })

  it.each([
    [['--data', 'x'], '--port is missing'],
    [['--port', '80x', '--data', 'x'], '--port must be a number'],
    [['--port', '70000', '--data', 'x'], '--port must be a number'],
    [['--port', '0'], '--data is missing'],
    [['--port', '0', '--data', 'x', '--user', 'a:b'], '--user may not hold a colon'],
    [['--port', '0', '--data', 'x', '--user', '..'], '--user may not be a dot'],
    [['--port', '0', '--data', 'x', '--password', ''], '--password is empty'],
    [['--port', '0', '--data', 'x', '--allow-feed-origin', 'example'], '--allow-feed-origin must look like'],
    [['--port', '0', '--data', 'x', '--colour'], '--colour'],
  ])('refuses %j with a sentence and 2', async (argv, sentence) => {
    const { code, stdout, stderr } = await start(...argv).ended
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
    expect(stderr).toContain('Usage: npm run local-server')
  })

  it('says in a sentence why it cannot start', async () => {
    const file = join(data, 'file')
    await writeFile(file, '')
    const { code, stdout, stderr } = await start('--port', '0', '--data', file).ended
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('cannot be used: there is a file of that name')
  })

  it('loses no acknowledged write when it is killed at any point', async () => {
    const acknowledged = new Map<string, string | null>()
    const options = ['--port', '0', '--data', data, '--user', 'me', '--password', 'p']
    for (let round = 0; round < 4; round += 1) {
      const server = start(...options)
      const ready = readReady(await server.ready)
      const base = '/calendars/me/calendar/'
      const token = readMultistatus(await (await ask(ready, 'REPORT', base, syncBody(''))).text()).token ?? ''
      let running = true
      const writer = async (lane: number): Promise<void> => {
        for (let n = 0; running; n += 1) {
          const name = `${lane}-${n % 7}.ics`
          const text = event(`uid-${lane}-${n % 7}`, `${round}/${n}`, `DESCRIPTION:${'x'.repeat(n * 50)}\r\n`)
          const before = acknowledged.get(name) ?? null
          const removes = n % 5 === 4 && before !== null
          acknowledged.delete(name) // in doubt until the answer is there
          const reply = await ask(ready, removes ? 'DELETE' : 'PUT', base + name, removes ? undefined : text).catch(
            () => null,
          )
          if (reply === null) return
          expect(reply.ok).toBe(true)
          acknowledged.set(name, removes ? null : text)
        }
      }
      const writers = [0, 1, 2].map(writer)
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 200))
      server.child.kill('SIGKILL')
      running = false
      await Promise.all(writers)
      await server.ended

      const again = start(...options)
      const now = readReady(await again.ready)
      for (const [name, text] of acknowledged) {
        const reply = await ask(now, 'GET', base + name)
        expect([name, reply.ok ? await reply.text() : null]).toEqual([name, text])
      }
      const changes = readMultistatus(await (await ask(now, 'REPORT', base, syncBody(token))).text())
      const all = readMultistatus(await (await ask(now, 'REPORT', base, syncBody(''))).text())
      expect(changes.token).toBe(all.token)
      again.child.kill('SIGTERM')
      expect((await again.ended).code).toBe(0)
    }
    expect(acknowledged.size).toBeGreaterThan(5)
  })
})

describe('in Electron', () => {
  /** A pipe with the server at its other end. */
  function pipe(): { port: ParentPort; say: (data: unknown) => void; next: () => Promise<unknown> } {
    let listener: (message: { data: unknown }) => void = () => undefined
    const said: unknown[] = []
    const waiting: ((message: unknown) => void)[] = []
    return {
      port: {
        on: (_, given) => (listener = given),
        postMessage: (message) => {
          const receiver = waiting.shift()
          if (receiver === undefined) said.push(message)
          else receiver(message)
        },
      },
      say: (message) => listener({ data: message }),
      next: () => new Promise((resolve) => (said.length > 0 ? resolve(said.shift()) : waiting.push(resolve))),
    }
  }

  it('starts at one message, answers where it is, takes the secret, and ends at another', async () => {
    const { port, say, next } = pipe()
    const ended = new Promise<number>((resolve) => startInElectron(port, resolve))
    say({ type: 'nonsense' })
    expect(await next()).toMatchObject({ type: 'failed' })
    const secret = 'a secret handed over the pipe'
    say({ type: 'start', dataDir: data, port: 0, user: 'me', secret, allowFeedOrigins: [] })
    const ready = (await next()) as { type: string; origin: string; principal: string; port: number }
    expect(ready).toEqual({
      type: 'ready',
      origin: `http://127.0.0.1:${ready.port}`,
      principal: '/principals/me/',
      port: ready.port,
    })
    const reply = await ask({ url: ready.origin, user: 'me', password: secret }, 'OPTIONS', '/')
    expect(reply.status).toBe(200)
    say({ type: 'stop' })
    expect(await ended).toBe(0)
  })

  it('says in a sentence why it cannot start', async () => {
    const file = join(data, 'file')
    await writeFile(file, '')
    const { port, say, next } = pipe()
    const ended = new Promise<number>((resolve) => startInElectron(port, resolve))
    say({ type: 'start', dataDir: file, port: 0, user: 'me', secret: 'long enough for one', allowFeedOrigins: [] })
    expect(await next()).toMatchObject({
      type: 'failed',
      message: expect.stringContaining('cannot be used') as unknown,
    })
    expect(await ended).toBe(1)
  })
})
