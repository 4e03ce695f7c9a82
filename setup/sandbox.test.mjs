import assert from 'node:assert/strict'
import { sandboxArguments } from './sandbox.mjs'
import { listened, test } from './testing.mjs'

const desktop = {
  isLinux: true,
  isRoot: false,
  inContainer: false,
  allowsUserNamespaces: true,
  hasSandboxHelper: false,
}

function argumentsOn(machine) {
  const { say, words } = listened()
  return { args: sandboxArguments({ dist: '/electron', say, machine }), words }
}

test('the sandbox stays on for a desktop user, on Windows and on macOS', () => {
  assert.deepEqual(argumentsOn(desktop).args, [])
  assert.deepEqual(argumentsOn({ ...desktop, isLinux: false, isRoot: true }).args, [])
})

test('it stays on in a container that allows it, as desktop containers do', () => {
  assert.deepEqual(argumentsOn({ ...desktop, inContainer: true }).args, [])
})

for (const { where, machine } of [
  { where: 'as root', machine: { isRoot: true } },
  { where: 'in a container', machine: { inContainer: true, allowsUserNamespaces: false } },
]) {
  test(`${where} it is off, and that is said`, () => {
    const { args, words } = argumentsOn({ ...desktop, ...machine })
    assert.deepEqual(args, ['--no-sandbox'])
    assert.match(words(), new RegExp(`${where}.*--no-sandbox`))
  })
}

test('a desktop that blocks it is told how to allow it and never started without', () => {
  const blocked = { ...desktop, allowsUserNamespaces: false }
  assert.throws(() => argumentsOn(blocked), /chown root:root '.*chrome-sandbox' && sudo chmod 4755/)
  assert.deepEqual(argumentsOn({ ...blocked, hasSandboxHelper: true }).args, [])
})
