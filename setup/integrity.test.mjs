import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { integrityOf } from './integrity.mjs'
import { emptyFolder, test } from './testing.mjs'

test('the integrity of a file is npm’s: the SHA-512 of the empty file as published', async () => {
  const file = join(emptyFolder(), 'empty')
  await writeFile(file, '')
  const published = 'z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=='
  assert.equal(await integrityOf(file), `sha512-${published}`)
})
