import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

export type Keyring = {
  /** Leads a program to it. */
  env: Record<string, string>
  electronArgs: string[]
  stop: () => Promise<void>
}

const owned = (env: NodeJS.ProcessEnv, name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
    execFile('dbus-send', [...ask, `string:${name}`], { env }, (error, answer) =>
      resolve(error === null && answer.includes('boolean true')),
    )
  })

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.kill()) await gone
}

/** A desktop's keyring, opened, on a session bus and in a home of its own. */
export async function startKeyring(): Promise<Keyring> {
  const home = await mkdtemp(join(tmpdir(), 'daystream-keyring-'))
  const base = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    bus.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()))
    bus.once('error', reject)
  })
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address }
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end('the keyring’s own')
  for (let tries = 0; !(await owned(env, 'org.freedesktop.secrets')); tries++) {
    if (tries > 100) throw new Error('The keyring did not start.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    electronArgs: ['-r', require.resolve('./use-keyring.cjs')],
    env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: home },
    async stop() {
      await end(daemon)
      await end(bus)
      await rm(home, { recursive: true, force: true })
    },
  }
}
