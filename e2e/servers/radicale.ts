import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainClient } from '../plain-client.ts'

export type ForeignServer = { url: string; user: string; password: string; folder: string; stop: () => Promise<void> }

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

/** Starts Debian's Radicale as a server that Daystream does not know, with one user and an empty store of its own. */
export async function startRadicale({ user = 'user', password = 'pass' } = {}): Promise<ForeignServer> {
  const folder = await mkdtemp(join(tmpdir(), 'daystream-radicale-'))
  const port = await freePort()
  await writeFile(join(folder, 'users'), `${user}:${password}\n`)
  await mkdir(join(folder, 'data'), { recursive: true })
  const config = {
    server: { hosts: `127.0.0.1:${port}` },
    auth: { type: 'htpasswd', htpasswd_filename: join(folder, 'users'), htpasswd_encryption: 'plain', delay: '0' },
    rights: { type: 'owner_only' },
    storage: { filesystem_folder: join(folder, 'data') },
    logging: { level: 'warning' },
  }
  const lines = Object.entries(config).flatMap(([section, values]) => [
    `[${section}]`,
    ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
  ])
  await writeFile(join(folder, 'config'), `${lines.join('\n')}\n`)
  const child: ChildProcess = spawn('radicale', ['--config', join(folder, 'config')], {
    env: { ...process.env, HOME: folder },
    stdio: 'ignore',
  })
  const gone = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', reject)
  })
  const url = `http://127.0.0.1:${port}`
  const ask = plainClient(user, password)
  for (let tries = 0; ; tries++) {
    const answer = await ask('PROPFIND', `${url}/${user}/`, '', { depth: '0' }).catch(() => null)
    if (answer?.status === 207) break
    if (tries > 150 || child.exitCode !== null)
      throw new Error('Radicale did not start: is the Debian package installed?')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    user,
    password,
    folder,
    async stop() {
      child.kill()
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a collection and gives its URL. */
export async function makeRadicaleCollection(
  server: ForeignServer,
  name: string,
  kind: 'calendar' | 'addressbook',
  displayName: string,
): Promise<string> {
  const ask = plainClient(server.user, server.password)
  const type =
    kind === 'calendar'
      ? '<C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
      : '<R:addressbook xmlns:R="urn:ietf:params:xml:ns:carddav"/>'
  const body = `<?xml version="1.0"?><D:mkcol xmlns:D="DAV:"><D:set><D:prop><D:resourcetype><D:collection/>${type}</D:resourcetype><D:displayname>${displayName}</D:displayname></D:prop></D:set></D:mkcol>`
  const url = `${server.url}/${server.user}/${name}/`
  const { status } = await ask('MKCOL', url, body, { 'content-type': 'application/xml' })
  if (status !== 201) throw new Error(`MKCOL ${name}: ${status}`)
  return url
}
