import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'
import { build } from 'vite'

/** The server as one file for Node, as a release has it. */
export type Bundle = { file: string; remove: () => Promise<void> }

export async function bundleServer(): Promise<Bundle> {
  const outDir = await mkdtemp(join(tmpdir(), 'daystream-bundle-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      outDir,
      ssr: resolve(import.meta.dirname, '../process.ts'),
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'local-server.cjs' } },
    },
  })
  return { file: join(outDir, 'local-server.cjs'), remove: () => rm(outDir, { recursive: true, force: true }) }
}

export type Alone = {
  child: ChildProcess
  /** The first line it printed, once it did. */
  ready: Promise<string>
  /** Everything it printed, when it has ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

/** Starts the bundle by itself. */
export function startBundle(bundle: Bundle, argv: string[]): Alone {
  const child = spawn(process.execPath, [bundle.file, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (data) => (stderr += String(data)))
  const ready = new Promise<string>((done, failed) => {
    child.stdout.on('data', (data) => {
      stdout += String(data)
      if (stdout.includes('\n')) done(stdout.slice(0, stdout.indexOf('\n')))
    })
    child.on('exit', (code) => failed(new Error(`It ended with ${code} before it was ready: ${stderr}`)))
  })
  ready.catch(() => undefined) // a test of its failures looks at `ended`
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code) => done({ code, stdout, stderr })),
  )
  return { child, ready, ended }
}

/** What the one line says. */
export function readReady(line: string): { url: string; user: string; password: string } {
  const match = /^ready url=(\S+) user=(\S+) password=(\S+)$/.exec(line)
  if (match === null) throw new Error(`This is not the line: ${line}`)
  return { url: match[1] ?? '', user: match[2] ?? '', password: match[3] ?? '' }
}
