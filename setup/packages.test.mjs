import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagesAreCurrent } from './packages.mjs'
import { emptyFolder, test } from './testing.mjs'

const react = { version: '19.3.1', integrity: 'sha512-r' }
const forWindows = { version: '1.0.0', integrity: 'sha512-w', optional: true }

async function project({ wanted, present }) {
  const root = emptyFolder()
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': { name: 'x' }, ...wanted } }))
  await mkdir(join(root, 'node_modules'))
  if (present) await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }))
  return root
}

const cases = [
  {
    what: 'nothing installed, or an installation that was interrupted',
    folders: { wanted: { react } },
    current: false,
  },
  { what: 'everything there', folders: { wanted: { react }, present: { react } }, current: true },
  { what: 'a package missing', folders: { wanted: { react, zod: react }, present: { react } }, current: false },
  {
    what: 'another version',
    folders: { wanted: { react }, present: { react: { ...react, version: '19.3.0' } } },
    current: false,
  },
  {
    what: 'a package of another platform missing',
    folders: { wanted: { react, forWindows }, present: { react } },
    current: true,
  },
]

for (const { what, folders, current } of cases) {
  test(`${what}: ${current ? 'current' : 'to be installed'}`, async () => {
    assert.equal(packagesAreCurrent(await project(folders)), current)
  })
}
