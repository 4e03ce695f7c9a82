import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'

const shell = vi.hoisted(() => ({ births: 0, cleared: 0, waits: [] as number[], newest: (): void => undefined }))

vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void shell.waits.push(ms) }))
vi.mock('electron', () => ({
  MessageChannelMain: class {
    port1 = {}
    port2 = { once: () => undefined }
  },
  session: { defaultSession: { clearStorageData: async () => void (shell.cleared += 1) } },
}))
vi.mock('./windows.ts', () => ({
  openCacheWindow: () => {
    shell.births += 1
    const window = Object.assign(new EventEmitter(), {
      webContents: Object.assign(new EventEmitter(), { postMessage: () => undefined }),
      isDestroyed: () => false,
      destroy: () => window.emit('closed'),
    })
    shell.newest = () => window.webContents.emit('render-process-gone')
    return window
  },
}))
const { keepCacheWindow } = await import('./cache-window.ts')

test('a window that dies at once, time and again, is born ever later, and its cache is cleared each third time', async () => {
  const states: string[] = []
  const kept = keepCacheWindow(
    () => undefined,
    (state) => states.push(state),
  )
  for (let death = 1; death <= 12; death += 1) {
    shell.newest()
    await vi.waitFor(() => expect(shell.births).toBe(death + 1))
  }
  expect(shell.cleared).toBe(4)
  expect(states.slice(0, 5)).toEqual(['starting', 'starting', 'starting', 'rebuilding', 'starting'])
  expect(shell.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  kept.close()
})
