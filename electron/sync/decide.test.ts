import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ctag, syncToken } from '../../shared/model/names.ts'
import { believesEmpty, ctagAsToken, decide, doubtsNoChange, remedyFor, type Facts, type Plan } from './decide.ts'

const facts: Facts = {
  supportsSyncCollection: true,
  listed: { syncToken: syncToken('t2'), ctag: ctag('c2') },
  state: { token: syncToken('t1') },
  rows: 5,
  inlineData: null,
  quirks: { syncBroken: false, listingBroken: false, syncedCtag: null },
  audit: false,
}
const noSync = { supportsSyncCollection: false }
const broken = { quirks: { ...facts.quirks, syncBroken: true } }

describe('decide', () => {
  const table: [string, Partial<Facts>, Plan][] = [
    ['the token moved', {}, { type: 'incremental', token: syncToken('t1'), data: true }],
    ['contents never come inside', { inlineData: false }, { type: 'incremental', token: syncToken('t1'), data: false }],
    ['the token is the same', { state: { token: syncToken('t2') } }, { type: 'nothing' }],
    ['not listed now', { listed: null }, { type: 'incremental', token: syncToken('t1'), data: true }],
    [
      'no token listed, but the ctag of the last sync',
      { listed: { syncToken: null, ctag: ctag('c2') }, quirks: { ...facts.quirks, syncedCtag: 'c2' } },
      { type: 'nothing' },
    ],
    ['never synchronised, nothing cached', { state: null, rows: 0 }, { type: 'initial', data: true }],
    [
      'the same where contents never come inside',
      { state: null, rows: 0, inlineData: false },
      { type: 'initial', data: false },
    ],
    ['taken up again', { state: null }, { type: 'initial', data: false }],
    [
      'sync came to a server known by its ctag',
      { state: { token: ctagAsToken(ctag('c2')) } },
      { type: 'initial', data: false },
    ],
    ['no sync, nothing known', { ...noSync, state: null }, { type: 'etag-diff', by: 'propfind' }],
    ['no sync, same ctag', { ...noSync, state: { token: ctagAsToken(ctag('c2')) } }, { type: 'nothing' }],
    [
      'no sync, other ctag',
      { ...noSync, state: { token: ctagAsToken(ctag('c1')) } },
      { type: 'etag-diff', by: 'propfind' },
    ],
    ['no sync, no ctag', { ...noSync, listed: { syncToken: null, ctag: null } }, { type: 'etag-diff', by: 'propfind' }],
    ['sync promised and broken', broken, { type: 'etag-diff', by: 'propfind' }],
    [
      'PROPFIND lists nothing either',
      { quirks: { ...broken.quirks, listingBroken: true } },
      { type: 'etag-diff', by: 'calendar-query' },
    ],
    ['an audit', { audit: true, state: { token: syncToken('t2') } }, { type: 'etag-diff', by: 'propfind' }],
  ]
  it.each(table)('%s', (_name, change, plan) => {
    expect(decide({ ...facts, ...change })).toEqual(plan)
  })

  it('never sends a ctag as a sync token', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.boolean(), (text, supportsSyncCollection, syncBroken) => {
        const plan = decide({
          ...facts,
          supportsSyncCollection,
          state: { token: ctagAsToken(ctag(text)) },
          quirks: { ...facts.quirks, syncBroken },
        })
        expect(plan.type).not.toBe('incremental')
      }),
    )
  })
})

describe('remedyFor', () => {
  const incremental: Plan = { type: 'incremental', token: syncToken('t'), data: true }
  const initial: Plan = { type: 'initial', data: true }
  const fresh = { resetAt: null, tokenFailures: 0 }
  const justReset = { resetAt: 1_000, tokenFailures: 0 }
  const named = (status: number, ...preconditions: string[]) => ({ status, preconditions })
  it.each([
    ['the standard refusal of a token', named(403, 'valid-sync-token'), incremental, justReset, 'reset'],
    ['418 after deletions', named(418), incremental, fresh, 'reset'],
    ['418 again soon', named(418), incremental, justReset, 'no-sync'],
    ['a 500 the first time', named(500), incremental, fresh, 'fail'],
    ['a 500 the third time', named(500), incremental, { resetAt: null, tokenFailures: 2 }, 'reset'],
    ['too much for one answer', named(507), incremental, fresh, 'no-sync'],
    ['a plain 403: rights, or a rate limit', named(403), incremental, fresh, 'fail'],
    ['busy', named(503), incremental, fresh, 'fail'],
    ['no such report', named(403, 'supported-report'), initial, fresh, 'no-sync'],
    ['a plain 403 without a token', named(403), initial, fresh, 'fail'],
    ['405', named(405), initial, fresh, 'no-sync'],
    ['no answer', { status: null, preconditions: [] }, initial, fresh, 'fail'],
    ['a listing that fails', named(400), { type: 'etag-diff', by: 'propfind' } as Plan, fresh, 'fail'],
  ] as const)('%s', (_name, error, plan, quirks, remedy) => {
    expect(remedyFor(error, plan, quirks, 2_000)).toBe(remedy)
  })
})

test('an empty listing is believed where nothing is lost by it, or when it lasts', () => {
  expect(believesEmpty(0, { emptySince: null }, 0)).toBe(true)
  expect(believesEmpty(3, { emptySince: null }, 0)).toBe(false)
  expect(believesEmpty(3, { emptySince: 0 }, 59_999)).toBe(false)
  expect(believesEmpty(3, { emptySince: 0 }, 60_000)).toBe(true)
})

test('“no changes” is doubted once a day where the collection says otherwise', () => {
  const day = 24 * 60 * 60_000
  expect(doubtsNoChange(syncToken('a'), null, { auditedAt: null }, 0)).toBe(false)
  expect(doubtsNoChange(syncToken('a'), syncToken('a'), { auditedAt: null }, 0)).toBe(false)
  expect(doubtsNoChange(syncToken('a'), syncToken('b'), { auditedAt: null }, 0)).toBe(true)
  expect(doubtsNoChange(syncToken('a'), syncToken('b'), { auditedAt: 0 }, day)).toBe(false)
  expect(doubtsNoChange(syncToken('a'), syncToken('b'), { auditedAt: 0 }, day + 1)).toBe(true)
})
