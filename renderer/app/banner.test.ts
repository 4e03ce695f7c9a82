import { expect, test } from 'vitest'
import type { CommandOutput } from '../../shared/ipc/commands.ts'
import type { PushHealth } from '../../shared/model/health.ts'
import { anAccount } from '../../shared/testing/builders.ts'
import { bannerContent } from './banner.ts'

const work = anAccount('work', { displayName: 'Work', origin: 'https://work.example' })

const health = (mechanism: PushHealth['mechanism'], error: string | null): PushHealth => ({
  account: work.id,
  collection: null,
  mechanism,
  since: 0,
  lastEventAt: null,
  lastCheckedAt: null,
  lastMissAt: null,
  nextPollAt: null,
  whyNotBetter: '',
  error,
})

const state = (change: Partial<CommandOutput<'app.state'>> = {}): CommandOutput<'app.state'> => ({
  settings: { localAccount: true, theme: 'system', allowFeedOrigins: [], weakCredentialStorage: false },
  health: [],
  progress: [],
  cache: 'ready',
  online: true,
  credentialStorage: 'keyring',
  version: '1',
  ...change,
})

const none = new Set<string>()

test('nothing is said while all is well', () => {
  expect(bannerContent(state({ health: [health('streaming', null)] }), [work], null, none)).toBeNull()
})

test('an account that needs its user comes before the network, and is named', () => {
  const content = bannerContent(
    state({ online: false, health: [health('needs-you', 'work.example refused the password.')] }),
    [work],
    null,
    none,
  )
  expect(content).toMatchObject({ type: 'needs-you', name: 'Work', message: 'work.example refused the password.' })
})

test('without a network no single server is blamed', () => {
  const offline = state({ online: false, health: [health('offline', 'work.example is not reachable.')] })
  expect(bannerContent(offline, [work], null, none)?.type).toBe('offline')
})

test('a closed banner gives way to the next', () => {
  const both = state({ cache: 'rebuilding', credentialStorage: 'memory' })
  expect(bannerContent(both, [work], null, none)?.type).toBe('rebuilding')
  expect(bannerContent(both, [work], null, new Set(['rebuilding']))?.type).toBe('no-keyring')
  expect(bannerContent(both, [work], null, new Set(['rebuilding', 'no-keyring']))).toBeNull()
})

test('the keyring matters only where there is a password to keep', () => {
  const memory = state({ credentialStorage: 'memory' })
  expect(bannerContent(memory, [{ ...work, kind: 'local' }], null, none)).toBeNull()
})

test('what was just refused is said first', () => {
  expect(bannerContent(state({ online: false }), [work], 'The calendar is read only.', none)).toMatchObject({
    type: 'notice',
    message: 'The calendar is read only.',
  })
})
