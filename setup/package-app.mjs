import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from './command.mjs'
import { runHere } from './entry.mjs'
import { ROOT } from './prepare.mjs'

/**
 * `npm run package`: the unpacked app for this platform, in dist/. `npm run package -- --release` makes the installers and
 * archives of electron-builder.yml. A release is made from the official runtime only; where that cannot be had, the
 * unpacked app is built on the republished one, for testing.
 */
export function packageApp(args, { env, electron, say }) {
  const release = args.includes('--release')
  const official = electron.source === 'official'
  if (release && !official) {
    throw new SetupError('A release is packaged from the official Electron only, and this machine has another one.')
  }
  if (!official) say('Packaging on an Electron that is not the official one: for testing only, never for release')
  const script = fileURLToPath(import.meta.resolve('electron-builder/cli.js'))
  return runHere(process.execPath, [script, ...builderArguments({ release, electron })], { cwd: ROOT, env })
}

function builderArguments({ release, electron }) {
  if (release) return []
  if (electron.source === 'official') return ['--dir']
  const version = readFileSync(join(electron.dist, 'version'), 'utf8').trim()
  return ['--dir', `-c.electronDist=${electron.dist}`, `-c.electronVersion=${version}`]
}
