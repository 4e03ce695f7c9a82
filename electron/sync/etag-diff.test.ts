import fc from 'fast-check'
import { expect, test } from 'vitest'
import { etag, href, type ETag, type Href } from '../../shared/model/names.ts'
import { diffEtags } from './etag-diff.ts'

const names = fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map((name) => href(`/w/${name}.ics`)))
const tags = fc.option(fc.constantFrom(...['"1"', '"2"', 'W/"1"'].map(etag)), { nil: null })
const listing = fc.array(fc.tuple(names, tags)).map((rows) => new Map<Href, ETag | null>(rows))

test('a diff carried out leaves what was listed, and fetches nothing that is known', () => {
  fc.assert(
    fc.property(listing, listing, (cached, listed) => {
      const { fetch, remove } = diffEtags(cached, listed)
      const result = new Map(cached)
      for (const gone of remove) result.delete(gone)
      for (const changed of fetch) result.set(changed, listed.get(changed) ?? null)
      expect(result).toEqual(new Map(listed))
      for (const changed of fetch)
        expect(listed.get(changed) === null || cached.get(changed) !== listed.get(changed)).toBe(true)
    }),
  )
})
