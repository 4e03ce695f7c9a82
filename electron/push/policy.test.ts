import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { DavError } from '../../shared/model/dav-error.ts'
import { href } from '../../shared/model/names.ts'
import { aCollection } from '../../shared/testing/builders.ts'
import type { HoldEnd } from './mechanism.ts'
import {
  chooseTargets,
  freshWatch,
  isMissingChanges,
  isRetrialDue,
  nextStep,
  nothingDisproved,
  safetyInterval,
  stepDown,
  waitFor,
  type Circumstances,
  type HomeFacts,
  type Step,
  type WatchState,
} from './policy.ts'

describe('chooseTargets', () => {
  const calendars: HomeFacts = { href: href('/cal/'), infinite: true, collections: [aCollection('/cal/a/')] }
  const contacts: HomeFacts = {
    href: href('/card/'),
    infinite: true,
    collections: [aCollection('/card/b/', { kind: 'addressbook' })],
  }
  const single: HomeFacts = {
    href: href('/plain/'),
    infinite: false,
    collections: [
      aCollection('/plain/book/', { kind: 'addressbook' }),
      aCollection('/plain/second/', { order: 2 }),
      aCollection('/plain/first/', { order: 1 }),
      aCollection('/plain/old/', { order: 0, supportsSyncCollection: false }),
      aCollection('/plain/inbox/', { order: 0, kind: 'schedule-inbox' }),
    ],
  }
  const streaming = { holding: 'streaming', shown: true } as const
  it.each([
    ['whole homes', [calendars, contacts], streaming, ['/cal/', '/card/']],
    ['single calendars first, in order, two at most', [single], streaming, ['/plain/first/', '/plain/second/']],
    ['a whole home before single collections', [single, calendars], streaming, ['/cal/', '/plain/first/']],
    ['one until the server has held one', [calendars, contacts], { ...streaming, shown: false }, ['/cal/']],
    ['nothing where nothing is held', [calendars], { holding: 'none', shown: true } as const, []],
  ])('%s', (_name, homes, knowledge, targets) => {
    expect(chooseTargets(homes, knowledge).map((target) => target.href)).toEqual(targets)
  })
})

const away: Circumstances = { holding: 'streaming', level: 'infinite', nearby: false, random: 0.5 }
const polling: Circumstances = { ...away, holding: 'long-poll' }
const failed = (kind: DavError['kind'], details: ConstructorParameters<typeof DavError>[2] = {}): HoldEnd => ({
  type: 'failed',
  error: new DavError(kind, 'It failed.', details),
})
const cut = (heldMs: number): HoldEnd => ({ type: 'cut', heldMs, error: new DavError('truncated', 'It was cut.') })
const again = (delayMs: number, state: Partial<WatchState> = {}): Step => ({
  type: 'again',
  delayMs,
  state: { ...freshWatch, ...state },
})
const down = (to: 'long-poll' | 'none', reason: 'not-held' | 'not-streamed' | 'hung' | 'cut' | 'refused'): Step => ({
  type: 'down',
  to,
  reason,
})

describe('nextStep', () => {
  const state = (more: Partial<WatchState>): WatchState => ({ ...freshWatch, ...more })
  const table: [string, HoldEnd, Partial<WatchState>, Circumstances, Step][] = [
    ['a stream over', { type: 'ended', changes: 1 }, { failures: 3 }, away, again(500)],
    ['a stream over, on this computer', { type: 'ended', changes: 1 }, {}, { ...away, nearby: true }, again(0)],
    ['a long-poll with changes', { type: 'ended', changes: 2 }, {}, polling, again(0)],
    ['a quiet long-poll', { type: 'ended', changes: 0 }, {}, polling, again(1_000, { waitSeconds: 75 })],
    ['the longest', { type: 'ended', changes: 0 }, { waitSeconds: 280 }, polling, again(1_000, { waitSeconds: 290 })],
    ['held in one piece', { type: 'not-streamed' }, {}, away, down('long-poll', 'not-streamed')],
    ['answered at once', { type: 'not-held' }, {}, away, down('none', 'not-held')],
    ['a stream kept back', { type: 'hung' }, {}, away, down('long-poll', 'hung')],
    ['a long-poll kept back', { type: 'hung' }, {}, polling, down('none', 'hung')],
    ['cut after a while', cut(90_000), { failures: 5 }, away, again(1_000, { failures: 1 })],
    ['cut young', cut(1_000), { failures: 1 }, away, again(2_000, { failures: 2, cuts: 1 })],
    ['cut young the third time', cut(1_000), { cuts: 2 }, away, down('long-poll', 'cut')],
    ['a long-poll cut', cut(60_000), { waitSeconds: 112 }, polling, again(1_000, { failures: 1, waitSeconds: 48 })],
    ['cut at the shortest, thrice', cut(2_000), { cuts: 2, waitSeconds: 20 }, polling, down('none', 'cut')],
    [
      'a gateway gave up',
      failed('server', { status: 504 }),
      {},
      polling,
      again(1_000, { failures: 1, cuts: 1, waitSeconds: 20 }),
    ],
    ['no answer', failed('unreachable'), { failures: 1 }, away, again(2_000, { failures: 2 })],
    [
      'busy, saying when',
      failed('overload', { status: 503, retryAfter: 30_000 }),
      {},
      away,
      again(30_000, { failures: 1 }),
    ],
    ['busy', failed('overload', { status: 429 }), { failures: 1 }, away, again(600_000, { failures: 2 })],
    [
      'a dead token',
      failed('precondition', { status: 403, preconditions: ['valid-sync-token'] }),
      {},
      away,
      { type: 'resync' },
    ],
    ['the home gone', failed('not-found', { status: 404 }), {}, away, { type: 'resync' }],
    ['no token', { type: 'no-state' }, {}, away, { type: 'resync' }],
    [
      'infinite refused',
      failed('precondition', { status: 403, preconditions: ['supported-report'] }),
      {},
      away,
      { type: 'not-infinite' },
    ],
    ['infinite unknown', failed('refused', { status: 400 }), {}, away, { type: 'not-infinite' }],
    ['one refused', failed('refused', { status: 400 }), {}, { ...away, level: '1' }, down('none', 'refused')],
    ['a password refused', failed('unauthorized', { status: 401 }), {}, away, { type: 'needs-user' }],
    ['stopped', { type: 'stopped' }, {}, away, { type: 'stop' }],
  ]
  it.each(table)('%s', (_name, end, before, now, step) => {
    expect(nextStep(end, state(before), now)).toEqual(step)
  })

  it('never asks again and again without a pause, whatever fails', () => {
    const ends = fc.constantFrom<HoldEnd>(
      cut(10),
      failed('unreachable'),
      failed('server', { status: 500 }),
      failed('malformed'),
    )
    fc.assert(
      fc.property(fc.array(ends, { minLength: 6, maxLength: 30 }), fc.boolean(), (sequence, streams) => {
        let now = freshWatch
        let waited = 0
        for (const end of sequence) {
          const step = nextStep(end, now, { ...away, holding: streams ? 'streaming' : 'long-poll', nearby: true })
          if (step.type !== 'again') return
          waited += step.delayMs
          now = step.state
        }
        expect(waited).toBeGreaterThanOrEqual(1_000 * (2 ** Math.min(6, sequence.length) - 1))
      }),
    )
  })
})

test('streams may rest long, long-polls learn how long', () => {
  expect(waitFor('streaming', freshWatch, true)).toBe(900)
  expect(waitFor('streaming', freshWatch, false)).toBe(240)
  expect(waitFor('long-poll', { ...freshWatch, waitSeconds: 77 }, true)).toBe(77)
})

test('what was disproved is tried again after a day, and only then', () => {
  const day = 24 * 60 * 60_000
  expect(isRetrialDue(stepDown('none', 'not-held', 0), day - 1)).toBe(false)
  expect(isRetrialDue(stepDown('none', 'not-held', 0), day)).toBe(true)
  expect(isRetrialDue(nothingDisproved(0), day)).toBe(false)
})

test('a miss brings the next look closer, two in a day the next rung', () => {
  const day = 24 * 60 * 60_000
  expect([safetyInterval([], day), safetyInterval([1], day), safetyInterval([0], day)]).toEqual([
    3_600_000, 900_000, 3_600_000,
  ])
  expect([isMissingChanges([1], day), isMissingChanges([1, 2], day), isMissingChanges([0, 2], day)]).toEqual([
    false,
    true,
    false,
  ])
})
