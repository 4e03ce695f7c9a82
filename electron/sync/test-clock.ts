import type { Clock } from './clock.ts'

/** A clock that stands still until it is moved, for tests. */
export type TestClock = Clock & { advance(ms: number): void }

export function createTestClock(): TestClock {
  let now = 1_000_000
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    random: () => 0.5,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      now += ms
      for (const timer of [...timers].toSorted((a, b) => a.at - b.at))
        if (timer.at <= now && timers.delete(timer)) timer.run()
    },
  }
}
