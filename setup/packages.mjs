import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm, SetupError } from './command.mjs'

/**
 * Whether node_modules holds what the lock file names. npm writes its hidden lock file at the very end of an
 * installation, so an interrupted one has none; and it stays right when somebody installs by hand.
 * Packages for other platforms are optional and may be missing.
 */
export function packagesAreCurrent(root) {
  try {
    const wanted = packagesOf(join(root, 'package-lock.json'))
    const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
      if (path === '') return true
      const here = present[path]
      if (here === undefined) return Boolean(optional || devOptional)
      return here.version === version && here.integrity === integrity
    })
  } catch {
    return false
  }
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** Installs the locked packages when they are missing, unfinished or other than the lock file says. */
export async function preparePackages({ root, say }) {
  if (packagesAreCurrent(root)) return
  const count = Object.keys(packagesOf(join(root, 'package-lock.json'))).length - 1
  say(`Installing up to ${count} packages with npm ci`)
  const progress = say.progress('Installing')
  const began = Date.now()
  const timer = setInterval(() => progress.seconds(Math.round((Date.now() - began) / 1000)), 1000)
  // Without --prefer-offline npm asks the registry about every package it already has, and hangs with no network.
  const npm = (...args) => runNpm([...args, '--prefer-offline', '--loglevel', 'error'], { cwd: root })
  let { code, text } = await npm('ci')
  // A lock file made against a registry that lacks other platforms' packages is incomplete for `ci`; its versions hold.
  if (code !== 0 && text.includes('EUSAGE')) ({ code, text } = await npm('install', '--no-save'))
  clearInterval(timer)
  progress.end()
  if (code === 0) return
  say.head(text)
  throw new SetupError('npm could not install the packages (its words are above). Mend that and start again.')
}
