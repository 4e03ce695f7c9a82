import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, SetupError } from './command.mjs'

const SOURCES = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const NOT_BUILT = /\.(test|bench)\.tsx?$/

/** Says what the sources are by name, size and time of each, so that an added, changed or removed file shows. */
export function fingerprint(root) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (stat === undefined || NOT_BUILT.test(path)) return
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).toSorted()) visit(`${path}/${name}`)
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const source of SOURCES) visit(source)
  return hash.digest('hex')
}

// Written after everything else, so a build that was interrupted has none.
const stampOf = (root) => join(root, 'out', '.sources')

export function buildIsCurrent(root) {
  const stamp = stampOf(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root)
}

/** Builds the app into out/ when its sources are not those of the last build, or always with `force`. */
export async function prepareBuild({ root, say, force = false }) {
  if (!force && buildIsCurrent(root)) return
  say('Building the app')
  const sources = fingerprint(root)
  const script = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, text } = await run(process.execPath, [script, 'build', '--logLevel', 'warn'], { cwd: root })
  if (code !== 0) {
    say.tail(text, 60)
    throw new SetupError('The app could not be built (the compiler’s words are above).')
  }
  writeFileSync(stampOf(root), sources)
}
