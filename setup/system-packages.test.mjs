import assert from 'node:assert/strict'
import { SetupError } from './command.mjs'
import { prepareSystemPackages } from './system-packages.mjs'
import { listened, test } from './testing.mjs'

const gtk = { library: 'libgtk-3.so.0', packages: ['libgtk-3-0'] }
const font = { file: '/fonts/Noto.ttf', packages: ['fonts-noto-core'] }

async function prepareOn({ absent, ...machine }) {
  const { say, words } = listened()
  const installed = []
  const system = {
    isLinux: true,
    isRoot: false,
    hasApt: true,
    missing: async (items) => items.filter((item) => absent.includes(item) && !installed.includes(item)),
    packageNames: async (items) => items.flatMap(({ packages }) => packages).join(' '),
    install: async (items) => {
      installed.push(...items)
    },
    ...machine,
  }
  await prepareSystemPackages({ say, needs: [gtk], wants: [font], system })
  return { words: words(), installed }
}

test('root on Debian: what is missing, and only that, is installed', async () => {
  assert.deepEqual((await prepareOn({ absent: [gtk], isRoot: true })).installed, [gtk])
})

test('root on Debian: what is missing after the installation is named', async () => {
  await assert.rejects(prepareOn({ absent: [gtk], isRoot: true, install: async () => {} }), /Still missing.*libgtk-3/)
})

test('an ordinary user gets the one command, and nothing is installed', async () => {
  await assert.rejects(prepareOn({ absent: [gtk] }), (error) => {
    assert(error instanceof SetupError)
    assert.match(error.message, /sudo apt-get install -y --no-install-recommends libgtk-3-0\n/)
    return true
  })
})

test('what is only wanted does not stop an ordinary user', async () => {
  const { words, installed } = await prepareOn({ absent: [font] })
  assert.match(words, /sudo apt-get install .*fonts-noto-core[\s\S]*Going on without/)
  assert.deepEqual(installed, [])
})

test('without apt the missing library is named', async () => {
  await assert.rejects(
    prepareOn({ absent: [gtk], hasApt: false, isRoot: true }),
    /libgtk-3\.so\.0[\s\S]*package manager/,
  )
})

test('nothing is asked of a system that is not Linux', async () => {
  const missing = () => assert.fail('asked')
  assert.equal((await prepareOn({ absent: [gtk], isLinux: false, missing })).words, '')
})
