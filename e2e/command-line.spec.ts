import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { eventText, plainClient } from './plain-client.ts'
import { todayAt } from './steps/local-time.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

const program = join(import.meta.dirname, '..', 'out', 'main', 'local-server.cjs')

/** Runs the local server as `npm run local-server` does. */
function run(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { child, said, ended }
}

const ready = /^ready url=(http:\/\/127\.0\.0\.1:\d+)\/ user=(\S+) password=(\S+)\n$/

test('alone, the local server says when it answers, serves, and stops cleanly on SIGTERM', async ({ profile }) => {
  const data = join(profile, 'data')
  const server = run(['--port', '0', '--data', data, '--user', 'ana'])
  await expect.poll(() => server.said.out).toMatch(ready)
  const [, url = '', user = '', password = ''] = ready.exec(server.said.out) ?? []
  expect(user).toBe('ana')
  const other = otherProgram({ url, user, password })
  const calendar = `${url}/calendars/ana/calendar/`
  await other.put(`${calendar}one.ics`, eventText({ uid: 'one', summary: 'One', start: todayAt(9), end: todayAt(10) }))
  expect(await other.titles(calendar)).toEqual(['One'])
  expect((await plainClient('ana', 'wrong')('PROPFIND', calendar)).status).toBe(401)

  // A stream that is open gets its end instead of a cut.
  const held = other.ask(
    'REPORT',
    calendar,
    `<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>`,
    { accept: 'multipart/mixed', 'content-type': 'application/xml' },
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect((await held).body.trimEnd()).toMatch(/--$/)
  expect(server.said.err).toBe('')

  const again = run(['--port', '0', '--data', data, '--user', 'ana', '--password', 'chosen'])
  await expect.poll(() => again.said.out).toMatch(ready)
  const address = ready.exec(again.said.out)?.[1] ?? ''
  expect(
    await otherProgram({ url: address, user, password: 'chosen' }).titles(`${address}/calendars/ana/calendar/`),
  ).toEqual(['One'])
  again.child.kill('SIGTERM')
  expect(await again.ended).toBe(0)
})

test('what is wrong with a command line, a port or a folder is said in a sentence', async ({ profile }) => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()))
  const { port } = taken.address() as { port: number }
  const missing = run(['--port', 'many', '--data', profile])
  expect(await missing.ended).toBe(2)
  expect(missing.said.err).toContain('--port must be a number from 0 to 65535.')
  const crowded = run(['--port', String(port), '--data', join(profile, 'data')])
  expect(await crowded.ended).toBe(1)
  expect(crowded.said.err).toContain(`Port ${port} is taken by another program. Choose another.`)
  expect(crowded.said.out).toBe('')
  taken.close()
})
