import { existsSync } from 'node:fs'
import { hasCommand, run, SetupError } from './command.mjs'

// Each item says how its presence is seen (a shared library, a program or a file) and which Debian or Ubuntu packages
// bring it: the first name the machine's package lists know. Newer releases renamed some of them (t64).
const library = (name, ...packages) => ({ library: name, packages })
const command = (name, ...packages) => ({ command: name, packages })
const file = (name, ...packages) => ({ file: name, packages })

/** What Electron itself needs on Linux; the rest comes along with these. */
export const ELECTRON_LIBRARIES = [
  library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('libnss3.so', 'libnss3'),
  library('libasound.so.2', 'libasound2t64', 'libasound2'),
  library('libgbm.so.1', 'libgbm1'),
]

export const VIRTUAL_DISPLAY = [command('Xvfb', 'xvfb')]

export const UNZIP = [command('unzip', 'unzip')]

/** Fonts for every language shown in tests and pictures. */
export const TEST_FONTS = [
  file('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', 'fonts-noto-core'),
  file('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'fonts-noto-cjk'),
  file('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf', 'fonts-noto-color-emoji'),
]

/** Programs by other people that the tests run against: a server, a client, and a desktop's keyring. */
export const TEST_SERVERS = [
  command('radicale', 'radicale'),
  command('vdirsyncer', 'vdirsyncer'),
  command('dbus-daemon', 'dbus-daemon', 'dbus'),
  command('gnome-keyring-daemon', 'gnome-keyring'),
]

/**
 * Makes sure that `needs` and `wants` are there on Linux: as root on Debian or Ubuntu they are installed, otherwise the one
 * command that does it is printed. Throws a SetupError when something of `needs` stays missing; without `wants` the
 * set-up goes on.
 */
export async function prepareSystemPackages({ say, needs = [], wants = [], system = linuxSystem() }) {
  if (!system.isLinux) return
  const missing = await system.missing([...needs, ...wants])
  if (missing.length === 0) return
  if (system.isRoot && system.hasApt) {
    await system.install(missing, say)
    const still = await system.missing(needs)
    if (still.length > 0) throw new SetupError(`Still missing after the installation: ${namesOf(still)}.`)
    return
  }
  const stops = missing.some((item) => needs.includes(item))
  const hint = system.hasApt
    ? `Install what is missing with:\n  sudo apt-get install -y --no-install-recommends ${await system.packageNames(missing)}`
    : `Install them with your system's package manager.`
  const message = `Missing on this system: ${namesOf(missing)}.\n${hint}`
  if (stops) throw new SetupError(`${message}\nThen start again.`)
  say(`${message}\nGoing on without.`)
}

const namesOf = (items) => items.map((item) => item.library ?? item.command ?? item.file).join(', ')

function linuxSystem() {
  return {
    isLinux: process.platform === 'linux',
    isRoot: process.getuid?.() === 0,
    hasApt: hasCommand('apt-get'),
    missing: missingItems,
    packageNames: async (items) => (await packagesFor(items)).join(' '),
    install,
  }
}

async function missingItems(items) {
  const libraries = items.some((item) => item.library) ? await knownLibraries() : undefined
  return items.filter((item) => {
    if (item.library) return libraries !== undefined && !libraries.has(item.library)
    return item.command ? !hasCommand(item.command) : !existsSync(item.file)
  })
}

// Undefined where there is no loader cache to ask (musl, NixOS): Electron's own message must then do.
async function knownLibraries() {
  const { code, stdout } = await run('/sbin/ldconfig', ['-p'])
  if (code !== 0) return undefined
  return new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0]))
}

async function packagesFor(items) {
  const names = items.map(async ({ packages }) => {
    for (const name of packages.slice(0, -1)) {
      const { code, stdout } = await run('apt-cache', ['show', '--no-all-versions', name])
      if (code === 0 && stdout.includes(`Package: ${name}\n`)) return name
    }
    return packages.at(-1)
  })
  return Promise.all(names)
}

let listsRead = false

async function install(items, say) {
  if (!listsRead) {
    say('Reading the package lists (apt-get update)')
    await apt(['update'], say, 'Reading')
    listsRead = true
  }
  // An interrupted installation leaves packages unpacked but not set up; apt refuses everything until that is done.
  await run('dpkg', ['--configure', '-a'], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  const names = await packagesFor(items)
  say(`Installing system packages: ${names.join(' ')}`)
  await apt(['install', '-y', '--no-install-recommends', ...names], say, 'Installing')
}

async function apt(args, say, label) {
  const progress = say.progress(label)
  const onChild = (child) => {
    child.stdio[3].on('data', (chunk) => {
      const last = String(chunk).trim().split('\n').at(-1)
      // dlstatus:item:percent:text while downloading, pmstatus:package:percent:text while setting up.
      const [kind, , percent] = last.split(':')
      if (kind === 'dlstatus') progress.percent(Number(percent) / 2)
      if (kind === 'pmstatus') progress.percent(50 + Number(percent) / 2)
    })
  }
  const { code, text } = await run(
    'apt-get',
    ['-q', '-o', 'APT::Status-Fd=3', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Update::Error-Mode=any', ...args],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      onChild,
    },
  )
  progress.end()
  if (code === 0) return
  say.tail(text)
  throw new SetupError(`apt-get ${args[0]} failed (its words are above). Mend that and start again.`)
}
