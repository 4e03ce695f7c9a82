import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileKey, freeFileName, safeFileName, segmentOfFile } from './file-names.ts'

const strange = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('.', '/', '\\', ':', ' ', '%', '~', 'A', 'a', '\u0000', 'é', 'e\u0301', '\u{1F4C5}'),
    maxLength: 40,
  }),
  fc.constantFrom('.', '..', '', 'CON', 'nul.ics', 'com1', 'lpt9.x', 'x'.repeat(400)),
)

describe('safeFileName', () => {
  it('gives a name that every file system takes, and leads nowhere', () => {
    fc.assert(
      fc.property(strange, (segment) => {
        const name = safeFileName(segment)
        expect(name).not.toMatch(/[\p{Cc}"*/:<>?\\|]/u)
        expect(name).not.toMatch(/^[. ]|[. ]$|^$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
      }),
    )
  })

  it('can be read back where it was not cut', () => {
    fc.assert(
      fc.property(strange, (segment) => {
        const name = safeFileName(segment)
        fc.pre(segment !== '' && Buffer.byteLength(segment) < 50)
        expect(segmentOfFile(name)).toBe(segment)
      }),
    )
  })

  it('leaves the names people and programs choose as they are', () => {
    for (const name of ['Büro 2026', '6f1c-AB', 'a@b.example', 'Team (neu)']) expect(safeFileName(name)).toBe(name)
  })
})

describe('freeFileName', () => {
  it('gives no two members one file, upper case and composition aside', () => {
    fc.assert(
      fc.property(fc.uniqueArray(strange, { maxLength: 30 }), (segments) => {
        const taken = new Set<string>()
        for (const segment of segments) {
          const file = freeFileName(segment, '.ics', (key) => taken.has(key))
          expect(file.endsWith('.ics')).toBe(true)
          expect(taken.has(fileKey(file))).toBe(false)
          taken.add(fileKey(file))
        }
      }),
    )
  })
})
