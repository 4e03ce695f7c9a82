import { describe, expect, test } from 'vitest'
import { DavError } from '../../shared/model/dav-error.ts'
import { accountId, href } from '../../shared/model/names.ts'
import { aCollection } from '../../shared/testing/builders.ts'
import { healthRows, type HealthFacts, type HomeFactsForHealth, type WatchFacts } from './health.ts'
import { nothingDisproved, stepDown } from './policy.ts'

const account = accountId('a')
const home: HomeFactsForHealth = {
  href: href('/cal/'),
  collections: [aCollection('/cal/a/'), aCollection('/cal/b/')],
  lastCheckedAt: 10,
  lastEventAt: 5,
  lastMissAt: null,
  nextPollAt: 99,
  pollMinutes: 4,
  error: null,
  partial: null,
}
const watch: WatchFacts = {
  collection: null,
  home: home.href,
  holding: 'streaming',
  established: true,
  since: 7,
  lastEventAt: 20,
  error: null,
}
const rows = (more: Partial<HealthFacts>) =>
  healthRows(
    { account, host: 'work.example', knowledge: nothingDisproved(0), homes: [home], watches: [watch], ...more },
    () => 7,
  )

describe('health', () => {
  test('a stream over the whole home', () => {
    expect(rows({})).toEqual([
      {
        account,
        collection: null,
        mechanism: 'streaming',
        since: 7,
        lastEventAt: 20,
        lastCheckedAt: 10,
        lastMissAt: null,
        nextPollAt: 99,
        whyNotBetter: '',
        error: null,
      },
    ])
  })

  test('one collection streamed, the other polled: the account is as good as its least', () => {
    const single = { ...watch, collection: aCollection('/cal/a/').id }
    expect(rows({ watches: [single] })).toMatchObject([
      {
        collection: null,
        mechanism: 'poll',
        whyNotBetter: expect.stringContaining('single collections only') as string,
      },
      { collection: single.collection, mechanism: 'streaming', whyNotBetter: '' },
    ])
  })

  test('why not better, in words that name the host', () => {
    const knowledge = stepDown('none', 'not-held', 0)
    expect(rows({ knowledge, watches: [] })[0]?.whyNotBetter).toBe(
      'work.example answers the streaming request at once instead of holding it, and offers no push. It is asked again tomorrow, ' +
        'or when you check now. Changes show within 4 minutes.',
    )
  })

  test('a server away, one not to be trusted, one that fails', () => {
    const failing = (error: DavError) => rows({ homes: [{ ...home, error }], watches: [] })[0]
    const away = new DavError('unreachable', 'work.example could not be reached.')
    expect(failing(away)).toMatchObject({ mechanism: 'offline', error: away.message, whyNotBetter: '' })
    const untrusted = new DavError('certificate', 'The certificate of work.example has expired.')
    expect(failing(untrusted)).toMatchObject({ mechanism: 'needs-you', error: untrusted.message })
    const broken = new DavError('server', 'work.example failed (500).')
    expect(failing(broken)).toMatchObject({ mechanism: 'poll', error: broken.message })
  })

  test('what could not be read is said while all else goes well', () => {
    expect(rows({ homes: [{ ...home, partial: 'One item could not be read.' }] })[0]).toMatchObject({
      mechanism: 'streaming',
      error: 'One item could not be read.',
    })
  })
})
