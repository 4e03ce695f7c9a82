import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './command.mjs'

/**
 * The arguments Electron needs about Chromium's sandbox: none, except on Linux as root or in a container that forbids it,
 * where it cannot work and `--no-sandbox` is given and said. On a desktop that blocks it the set-up stops and says how to
 * allow it; it is never weakened there.
 */
export function sandboxArguments({ dist, say, machine = thisMachine(dist) }) {
  if (!machine.isLinux) return []
  const works = machine.allowsUserNamespaces || machine.hasSandboxHelper
  const why = machine.isRoot ? 'as root' : machine.inContainer && !works ? 'in a container' : undefined
  if (why !== undefined) {
    say(`Running ${why}: Chromium's sandbox cannot work here, so it is off (--no-sandbox)`)
    return ['--no-sandbox']
  }
  if (works) return []
  const helper = join(dist, 'chrome-sandbox')
  throw new SetupError(
    "This system does not let ordinary programs use Chromium's sandbox, and without it the app does not start here.\n" +
      `Allow it for this one Electron with:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\nThen start again.`,
  )
}

function thisMachine(dist) {
  return {
    isLinux: process.platform === 'linux',
    isRoot: process.getuid?.() === 0,
    inContainer: inContainer(),
    allowsUserNamespaces: allowsUserNamespaces(),
    hasSandboxHelper: hasSandboxHelper(dist),
  }
}

// Settings tell of Ubuntu's and Debian's locks; a container's own filter shows only when it is tried.
function allowsUserNamespaces() {
  if (numberIn('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 0) !== 0) return false
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'])
  return error !== undefined || status === 0
}

function inContainer() {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv') || process.env.container) return true
  return /docker|containerd|kubepods|lxc|podman/.test(textOf('/proc/1/cgroup'))
}

function hasSandboxHelper(dist) {
  const stat = statSync(join(dist, 'chrome-sandbox'), { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o7777) === 0o4755
}

const numberIn = (file, otherwise) => Number(textOf(file).trim() || otherwise)

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
