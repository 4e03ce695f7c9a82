import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A name all processes of this computer agree on for one folder; too long a path cannot be a socket's. */
function addressOf(dataDir: string): string {
  const digest = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 24)
  return process.platform === 'win32' ? `\\\\.\\pipe\\daystream-${digest}` : join(tmpdir(), `daystream-${digest}.sock`)
}

const listen = (address: string): Promise<Server | null> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(address, () => resolve(server.unref()))
  })

const isAnswered = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

async function tryClaim(address: string): Promise<Server | null> {
  const server = await listen(address)
  if (server !== null || (await isAnswered(address))) return server
  rmSync(address, { force: true }) // left by a process that was killed
  return listen(address)
}

/**
 * Makes this process the only one that writes to a folder, for as long as it lives: the claim is a socket, which dies with it, unlike
 * a file with a process number.
 *
 * @param patience milliseconds to wait for another process that is about to end
 * @returns gives the folder up
 * @throws Error if another process has it
 */
export async function claimFolder(dataDir: string, patience: number): Promise<() => Promise<void>> {
  const address = addressOf(dataDir)
  const until = performance.now() + patience
  let server = await tryClaim(address)
  while (server === null && performance.now() < until) {
    await pause(50)
    server = await tryClaim(address)
  }
  if (server === null)
    throw new Error(`The folder ${dataDir} is in use by another Daystream. Close that one, or choose another folder.`)
  const claimed = server
  return () => new Promise((resolve) => claimed.close(() => resolve()))
}
