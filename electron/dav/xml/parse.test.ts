import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DavError } from '../../../shared/model/dav-error.ts'
import { childNamed, childrenNamed, childText, localName, type XmlElement } from './element.ts'
import { caldav, dav } from './names.ts'
import { createXmlReader, parseXml } from './parse.ts'

const parse = (text: string | Uint8Array, limits = {}): XmlElement => parseXml(text, 'The answer', limits)

function failure(run: () => unknown): DavError {
  try {
    run()
  } catch (error) {
    if (error instanceof DavError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('parseXml', () => {
  it('knows names by namespace, whatever the prefix', () => {
    const root = parse(
      '<x:multistatus xmlns:x="DAV:"><response xmlns="DAV:"><href> /a </href></response>' +
        '<c:comp xmlns:c="urn:ietf:params:xml:ns:caldav" name="VEVENT" x:odd="1"/></x:multistatus>',
    )
    expect(root.name).toBe(dav('multistatus'))
    const response = childNamed(root, dav('response'))
    expect(response && childText(response, dav('href'))).toBe('/a')
    const comp = childNamed(root, caldav('comp'))
    expect(comp?.attributes).toEqual({ name: 'VEVENT', '{DAV:}odd': '1' })
    expect(comp && localName(comp)).toBe('comp')
    expect(childrenNamed(root, dav('href'))).toEqual([])
  })

  it('joins character data, CDATA and references, and skips a byte order mark', () => {
    expect(parse('\uFEFF<?xml version="1.0"?><a>1 &lt;<![CDATA[<&>]]><!-- no -->&#228;&#13;\n</a>').text).toBe(
      '1 <<&>ä\r\n',
    )
  })

  it('takes blank lines before the declaration', () => {
    expect(parse('\uFEFF\n\n <?xml version="1.0"?><a>1</a>').text).toBe('1')
  })

  it('keeps a control character in text rather than losing the collection', () => {
    expect(parse('<a>b\u000bc&#x1;</a>').text).toBe('b\u000bc&#x1;')
  })

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'malformed'],
    ['an undefined entity', '<a>&nbsp;</a>', 'malformed'],
    ['a tag that is not closed in order', '<a><b></a></b>', 'malformed'],
    ['an unbound prefix', '<D:a/>', 'malformed'],
    ['a page of HTML', '<html><br></html>', 'malformed'],
    ['two roots', '<a/><b/>', 'malformed'],
    ['plain text', 'Forbidden', 'malformed'],
    ['an early end', '<a><b>text', 'truncated'],
    ['an end inside a tag', '<a><b', 'truncated'],
    ['nothing', '', 'truncated'],
    ['deep nesting', '<a>'.repeat(101) + '</a>'.repeat(101), 'malformed'],
    ['deep nesting without an end', '<a>'.repeat(200_000), 'malformed'],
  ])('refuses %s', (_, text, kind) => {
    const error = failure(() => parse(text))
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(/^The answer /)
  })

  it.each([
    ['text', `<a>${'x'.repeat(2000)}</a>`],
    ['an attribute', `<a b="${'x'.repeat(2000)}"/>`],
    ['a comment', `<a><!--${'x'.repeat(2000)}--></a>`],
    ['many small children', `<a>${'<b/>'.repeat(20)}</a>`],
    ['text that never ends', `<a>${'x'.repeat(2000)}`],
  ])('refuses %s over the size limit', (_, text) => {
    const reader = createXmlReader({
      source: 'The answer',
      emitDepth: 0,
      onElement: () => undefined,
      limits: { maxElementSize: 1000 },
    })
    const error = failure(() => {
      for (const character of text) reader.write(character)
      reader.end()
    })
    expect(error.kind).toBe('too-large')
  })

  it('allows 100 levels', () => {
    expect(parse('<a>'.repeat(100) + '</a>'.repeat(100)).children).toHaveLength(1)
  })
})

describe('createXmlReader', () => {
  it('emits each element of the depth as it closes', () => {
    const seen: string[] = []
    const reader = createXmlReader({
      source: 'The answer',
      emitDepth: 1,
      onRoot: (root) => seen.push(root.name),
      onElement: (element) => seen.push(element.text),
    })
    reader.write('<m xmlns="DAV:"><r>1</r')
    expect(seen).toEqual(['{DAV:}m'])
    reader.write('>')
    expect(seen).toEqual(['{DAV:}m', '1'])
    reader.write('<r>2</r></m>')
    reader.end()
    expect(seen).toEqual(['{DAV:}m', '1', '2'])
  })

  it('counts the size of each element for itself', () => {
    let count = 0
    const reader = createXmlReader({
      source: 'The answer',
      emitDepth: 1,
      onElement: () => (count += 1),
      limits: { maxElementSize: 200 },
    })
    reader.write(`<m>${`<r>${'x'.repeat(100)}</r>`.repeat(50)}</m>`)
    reader.end()
    expect(count).toBe(50)
  })

  it('gives the same tree however the bytes are cut', () => {
    const bytes = new TextEncoder().encode(
      '<?xml version="1.0"?>\r\n<D:m xmlns:D="DAV:"><D:r a="ü">𝄞\r\n€ &amp; &#128512;</D:r><D:r><D:b/>x<![CDATA[]]]]>y</D:r></D:m>',
    )
    const whole = parse(bytes)
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        let root: XmlElement | undefined
        const reader = createXmlReader({ source: 'x', emitDepth: 0, onElement: (element) => (root = element) })
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        for (let i = 1; i < places.length; i++) reader.write(bytes.subarray(places[i - 1], places[i]))
        reader.end()
        expect(root).toEqual(whole)
      }),
    )
  })
})
