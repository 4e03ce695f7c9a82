import { expect, test } from 'vitest'
import type { PushHealth } from '../../shared/model/health.ts'
import { accountId, collectionId, href } from '../../shared/model/names.ts'
import { accountHealth } from './account-health.ts'

const work = accountId('work')
const part = (change: Partial<PushHealth>): PushHealth => ({
  account: work,
  collection: null,
  mechanism: 'streaming',
  since: 1,
  lastEventAt: null,
  lastCheckedAt: null,
  lastMissAt: null,
  nextPollAt: null,
  whyNotBetter: '',
  error: null,
  ...change,
})

test('nothing known of an account is said as such', () => {
  expect(accountHealth([part({ account: accountId('other') })], work)).toBeNull()
})

test('one part that only polls makes the account poll, and says why', () => {
  const polling = part({ collection: collectionId(work, href('/b/')), mechanism: 'poll', whyNotBetter: 'No hold.' })
  const whole = accountHealth([part({ lastEventAt: 50 }), polling], work)
  expect(whole).toMatchObject({ mechanism: 'poll', whyNotBetter: 'No hold.', lastEventAt: 50 })
})

test('what needs the user comes before everything', () => {
  const parts = [part({ mechanism: 'offline' }), part({ mechanism: 'needs-you', error: 'Wrong password.' })]
  expect(accountHealth(parts, work)).toMatchObject({ mechanism: 'needs-you', error: 'Wrong password.' })
})

test('the latest of each time is kept', () => {
  const parts = [part({ lastCheckedAt: 5, lastMissAt: 9 }), part({ lastCheckedAt: 7, lastMissAt: 3 })]
  expect(accountHealth(parts, work)).toMatchObject({ lastCheckedAt: 7, lastMissAt: 9 })
})
