import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { quitAfter } from './quit.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An app that ends with the first `quit` nobody puts off. */
function appThatEnds() {
  let ask = (_event: { preventDefault(): void }): void => undefined
  const app = {
    ended: false,
    on: (_event: 'before-quit', listener: typeof ask) => void (ask = listener),
    quit() {
      let putOff = false
      ask({ preventDefault: () => (putOff = true) })
      if (!putOff) app.ended = true
    },
  }
  return app
}

test('the end waits for what is under way, however often it is asked for', async () => {
  const app = appThatEnds()
  let stopped = (): void => undefined
  const stop = vi.fn(() => new Promise<void>((resolve) => (stopped = resolve)))
  quitAfter(app, stop, () => undefined)
  app.quit()
  app.quit()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(app.ended).toBe(false)
  stopped()
  await vi.advanceTimersByTimeAsync(0)
  expect(app.ended).toBe(true)
  expect(stop).toHaveBeenCalledTimes(1)
})

test('what never stops, or fails to, does not keep the app alive', async () => {
  const stuck = appThatEnds()
  quitAfter(
    stuck,
    () => new Promise(() => undefined),
    () => undefined,
  )
  stuck.quit()
  await vi.advanceTimersByTimeAsync(6_000)
  expect(stuck.ended).toBe(true)

  const broken = appThatEnds()
  const troubles: unknown[] = []
  quitAfter(
    broken,
    () => Promise.reject(new Error('broken')),
    (error) => troubles.push(error),
  )
  broken.quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(broken.ended).toBe(true)
  expect(troubles).toEqual([new Error('broken')])
})
