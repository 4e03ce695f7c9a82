import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasCommand, SetupError } from './command.mjs'

const START_MS = 15_000
const FAMILY_WILD = 0xffff
const PROTOCOL = 'MIT-MAGIC-COOKIE-1'

/** Whether windows can be shown: always on Windows and macOS, on Linux where a display server is named. */
export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/**
 * Starts a virtual display on a free number, open only to who holds its cookie. Returns the environment that leads to it and
 * `stop`, which ends it. It also ends when this process dies.
 */
export async function startVirtualDisplay({ say, size = '1600x1000x24' }) {
  const folder = await mkdtemp(join(tmpdir(), 'daystream-display-'))
  const authority = join(folder, 'Xauthority')
  await writeFile(authority, cookieFor(randomBytes(16)), { mode: 0o600 })
  const xvfb = ['Xvfb', '-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-auth', authority]
  // setpriv has the kernel end Xvfb with us, however we end.
  const [file, ...args] = hasCommand('setpriv') ? ['setpriv', '--pdeathsig', 'TERM', ...xvfb] : xvfb
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const stop = async () => {
    child.kill()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const number = await displayNumber(child)
    say(`No display here: running on a virtual one (Xvfb :${number})`)
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function displayNumber(child) {
  return new Promise((resolve, reject) => {
    let words = ''
    const fail = () =>
      reject(new SetupError(`The virtual display (Xvfb) did not start: ${words.trim() || 'no answer'}`))
    const timer = setTimeout(fail, START_MS)
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.stdio[3].once('data', (chunk) => {
      clearTimeout(timer)
      resolve(Number(String(chunk)))
    })
    child.once('error', (error) => {
      words += error.message
      fail()
    })
    child.once('exit', fail)
  })
}

// One entry of an .Xauthority file: family, address, display number, protocol and cookie, each with a 16-bit length
// (big endian). An empty address and number of the wild family fit any, so the number need not be known beforehand.
function cookieFor(cookie) {
  const counted = (bytes) => Buffer.concat([uint16(bytes.length), bytes])
  const empty = Buffer.alloc(0)
  return Buffer.concat([
    uint16(FAMILY_WILD),
    counted(empty),
    counted(empty),
    counted(Buffer.from(PROTOCOL)),
    counted(cookie),
  ])
}

function uint16(value) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
