import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/** A set-up step that failed for a reason the user can act on: shown as its message alone, without a stack. */
export class SetupError extends Error {}

/**
 * Runs a program to its end and collects what it wrote. Never rejects for a non-zero exit: the caller words the error.
 * `code` is null when the program was ended by a signal or is not there at all (then `text` says so).
 */
export function run(file, args, options = {}) {
  const { onChild, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...spawnOptions })
    let stdout = ''
    let text = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      text += chunk
    })
    child.stderr?.on('data', (chunk) => {
      text += chunk
    })
    child.on('error', (error) => resolve({ code: null, stdout, text: `${text}${error.message}` }))
    child.on('close', (code) => resolve({ code, stdout, text }))
    onChild?.(child)
  })
}

/**
 * How npm is started: by its own script where npm started us (no shell, no npm.cmd), by name otherwise.
 * Windows runs `.cmd` files through a shell only; our arguments hold no user input.
 */
export function npmCommand(args, env = process.env, platform = process.platform) {
  const script = env.npm_execpath
  if (script && basename(script) === 'npm-cli.js')
    return { file: process.execPath, args: [script, ...args], shell: false }
  return platform === 'win32' ? { file: 'npm.cmd', args, shell: true } : { file: 'npm', args, shell: false }
}

export function runNpm(args, options = {}) {
  const { file, args: all, shell } = npmCommand(args)
  return run(file, all, { ...options, shell })
}

/** Whether a program of this name is on the path (Linux and macOS). */
export function hasCommand(name, path = process.env.PATH ?? '') {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
