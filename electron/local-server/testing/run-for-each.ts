import { afterEach, beforeEach } from 'vitest'
import { run, type Running } from './client.ts'

/** Starts a server before each test of a file and ends it after; what is given back speaks to the one of the present test. */
export function runForEach(): Running {
  let running: Running
  beforeEach(async () => {
    running = await run()
  })
  afterEach(() => running.close())
  return {
    get server() {
      return running.server
    },
    get dataDir() {
      return running.dataDir
    },
    send: (...request) => running.send(...request),
    open: () => running.open(),
    restart: (options) => running.restart(options),
    close: () => running.close(),
  }
}
