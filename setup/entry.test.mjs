import assert from 'node:assert/strict'
import { npmCommand } from './command.mjs'
import { requireNode } from './entry.mjs'
import { test } from './testing.mjs'

test('a Node that is too old is named, with the one that is needed', () => {
  for (const version of ['18.20.4', '20.18.3'])
    assert.throws(() => requireNode(version), new RegExp(`${version}.*20\\.19`))
  for (const version of ['20.19.0', '22.0.0', '24.1.0']) requireNode(version)
})

test('npm is started by its own script where npm started us, and through the shell on Windows only', () => {
  const script = '/usr/lib/npm-cli.js'
  assert.deepEqual(npmCommand(['ci'], { npm_execpath: script }, 'win32'), {
    file: process.execPath,
    args: [script, 'ci'],
    shell: false,
  })
  assert.deepEqual(npmCommand(['ci'], {}, 'win32'), { file: 'npm.cmd', args: ['ci'], shell: true })
  assert.deepEqual(npmCommand(['ci'], {}, 'linux'), { file: 'npm', args: ['ci'], shell: false })
})
