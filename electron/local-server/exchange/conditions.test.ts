import { describe, expect, it } from 'vitest'
import { HttpFailure } from './answer.ts'
import { parseIf } from './conditions.ts'

const token = (state: string, not = false): object => ({ not, state, etag: null })
const tag = (etag: string, not = false): object => ({ not, state: null, etag })

describe('parseIf', () => {
  // The examples of RFC 4918 §10.4.6–§10.4.10
  it.each([
    [
      '(<urn:uuid:1> ["I am an ETag"]) (["I am another ETag"])',
      [
        { tag: null, conditions: [token('urn:uuid:1'), tag('"I am an ETag"')] },
        { tag: null, conditions: [tag('"I am another ETag"')] },
      ],
    ],
    ['(Not <urn:uuid:1> <urn:uuid:2>)', [{ tag: null, conditions: [token('urn:uuid:1', true), token('urn:uuid:2')] }]],
    [
      '(<urn:uuid:1>) (Not <DAV:no-lock>)',
      [
        { tag: null, conditions: [token('urn:uuid:1')] },
        { tag: null, conditions: [token('DAV:no-lock', true)] },
      ],
    ],
    [
      '</resource1> (<urn:uuid:1> [W/"A weak ETag"]) (["strong ETag"])',
      [
        { tag: '/resource1', conditions: [token('urn:uuid:1'), tag('W/"A weak ETag"')] },
        { tag: '/resource1', conditions: [tag('"strong ETag"')] },
      ],
    ],
    [
      '<http://www.example.com/specs/> (["4217"])',
      [{ tag: 'http://www.example.com/specs/', conditions: [tag('"4217"')] }],
    ],
    ['</a>(not["4217"])', [{ tag: '/a', conditions: [tag('"4217"', true)] }]],
  ])('reads %s', (header, lists) => {
    expect(parseIf(header)).toEqual(lists)
  })

  it.each(['', '()', '(<a>', '<a>', '<a> <b>', '((<a>))', '(Not)', '"x"', '(["x)', '(<a>) x'])(
    'refuses %j',
    (header) => {
      expect(() => parseIf(header)).toThrow(HttpFailure)
    },
  )
})
