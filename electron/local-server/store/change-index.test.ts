import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChangeIndex, type ChangeRow } from './change-index.ts'

describe('createChangeIndex', () => {
  it('tells each path once, by its latest change, in order, whatever was recorded', () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), deleted: fc.boolean() }), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(steps, fc.nat(300), (changes, since) => {
        const index = createChangeIndex()
        const rows = changes.map((change, at): ChangeRow => ({ ...change, seq: at + 1, at: 0 }))
        for (const row of rows) index.record(row)
        const expected = rows.filter(
          (row) => row.seq > since && !rows.some((later) => later.key === row.key && later.seq > row.seq),
        )
        expect([...index.since(since)]).toEqual(expected)
        expect(index.lastSeq()).toBe(rows.length)
      }),
    )
  })

  it('remembers up to where it forgot removals', () => {
    const index = createChangeIndex(3)
    index.record({ key: 'living', seq: 2, deleted: false, at: 0 })
    expect([index.floor(), index.lastSeq()]).toEqual([3, 3])
    const row = { key: 'a', seq: 7, deleted: true, at: 0 }
    index.record(row)
    index.trim(row)
    expect([index.floor(), index.lastSeq(), [...index.since(2)]]).toEqual([7, 7, []])
  })
})
