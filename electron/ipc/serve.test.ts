import { expect, test } from 'vitest'
import { DavError } from '../../shared/model/dav-error.ts'
import type { CommandResult } from '../../shared/ipc/commands.ts'
import { serveCommands, type CommandPort, type Handlers } from './serve.ts'

const page = 'app://daystream/index.html'

function serve(handlers: Partial<Handlers<string>>) {
  let call: Parameters<CommandPort<string>['handle']>[1] | undefined
  const defects: unknown[] = []
  serveCommands<string>(
    { handle: (_channel, listener) => (call = listener) },
    page,
    Promise.resolve(handlers as Handlers<string>),
    (error) => defects.push(error),
  )
  const ask = (name: unknown, input: unknown, sender = { url: page, isMainFrame: true }): Promise<CommandResult> =>
    call!({ ...sender, asker: 'window' }, name, input)
  return { ask, defects }
}

test('a known command with good input is answered, and knows who asks', async () => {
  const { ask } = serve({ 'sync.checkNow': async ({ account }, asker) => ({ account, asker }) as never })
  expect(await ask('sync.checkNow', { account: null })).toEqual({ ok: true, value: { account: null, asker: 'window' } })
})

test('other pages, frames, commands and inputs are refused', async () => {
  const { ask } = serve({ 'sync.checkNow': async () => ({}) })
  expect(
    await ask('sync.checkNow', { account: null }, { url: 'https://evil.example/', isMainFrame: true }),
  ).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(
    await ask('sync.checkNow', { account: null }, { url: 'app://daystream/index.html.evil', isMainFrame: true }),
  ).toMatchObject({ ok: false })
  expect(await ask('sync.checkNow', { account: null }, { url: page, isMainFrame: false })).toMatchObject({
    ok: false,
    error: { kind: 'forbidden' },
  })
  expect(await ask('constructor', {})).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(await ask('sync.checkNow', { account: 7 })).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(await ask('sync.checkNow', null)).toMatchObject({ ok: false, error: { kind: 'invalid' } })
})

test('what fails comes back as its plain message; only the unexpected is reported as a defect', async () => {
  const { ask, defects } = serve({
    'sync.checkNow': async () => {
      throw new DavError('unreachable', 'work.example does not answer.')
    },
    'pending.retry': async () => {
      throw new Error('broken')
    },
  })
  expect(await ask('sync.checkNow', { account: null })).toEqual({
    ok: false,
    error: { kind: 'unreachable', message: 'work.example does not answer.' },
  })
  expect(await ask('pending.retry', { id: 'x' })).toEqual({ ok: false, error: { kind: 'failed', message: 'broken' } })
  expect(defects).toHaveLength(1)
})

test('neither the system nor the language speaks to the user, and no path is shown', async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write '/home/anna/settings.json'"), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  const busy = Object.assign(new Error("EBUSY: resource busy, open '/home/anna/x'"), { code: 'EBUSY', syscall: 'open' })
  for (const [error, message] of [
    [full, 'The disk is full, so nothing was changed. Free some space and try again.'],
    [busy, expect.stringMatching(/^Something went wrong inside Daystream\./)],
    [
      new TypeError("Cannot read properties of undefined (reading 'x')"),
      expect.stringMatching(/^Something went wrong/),
    ],
  ] as const) {
    const { ask, defects } = serve({
      'pending.retry': async () => {
        throw error
      },
    })
    expect(await ask('pending.retry', { id: 'x' })).toEqual({ ok: false, error: { kind: 'failed', message } })
    expect(defects).toEqual([error])
  }
})
