import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMultipartSplitter, multipartBoundary, type MultipartEvent } from './multipart.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** Parts and end as short strings: what must not depend on how the bytes were cut. */
const shown = (events: readonly MultipartEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'part'
      ? [`${event.headers['content-type'] ?? ''}|${Buffer.from(event.body).toString('latin1')}`]
      : event.type === 'end'
        ? ['end']
        : [],
  )

const split = (text: string, boundary = 'b'): string[] => shown(createMultipartSplitter(boundary).write(bytes(text)))

const part = (body: string, length: number | null = body.length): string =>
  `--b\r\nContent-Type: t\r\n${length === null ? '' : `Content-Length: ${length}\r\n`}\r\n${body}`

describe('multipartBoundary', () => {
  it.each([
    ['multipart/mixed; boundary="s-9f3c"', 's-9f3c'],
    ['Multipart/X-Mixed-Replace;BOUNDARY=a:b', 'a:b'],
    ['multipart/mixed; charset=utf-8; boundary="a \\"b"', 'a "b'],
    [`multipart/mixed; boundary=${'x'.repeat(70)}`, 'x'.repeat(70)],
    ['application/xml; charset=utf-8', null],
    ['multipart/related; boundary=x', null],
    [undefined, null],
  ])('of %j', (type, boundary) => expect(multipartBoundary(type)).toBe(boundary))

  it.each(['multipart/mixed', 'multipart/mixed; boundary=""', `multipart/mixed; boundary=${'x'.repeat(71)}`])(
    'refuses %j',
    (type) => expect(() => multipartBoundary(type)).toThrow('boundary'),
  )
})

describe('createMultipartSplitter', () => {
  it('hands a part on with its last byte', () => {
    const splitter = createMultipartSplitter('b')
    expect(shown(splitter.write(bytes(part('<a/>').slice(0, -1))))).toEqual([])
    expect(shown(splitter.write(bytes('>')))).toEqual(['t|<a/>'])
  })

  it('reads parts with and without length, preamble and epilogue', () => {
    expect(
      split(
        `preamble\r\n${part('one')}\r\n${part('two\r\n--bee\r\n--b-\r\n', null)}\r\n${part('')}\r\n--b--\r\n--b\r\n`,
      ),
    ).toEqual(['t|one', 't|two\r\n--bee\r\n--b-\r\n', 't|', 'end'])
  })

  it('does not cut a counted part at what looks like a delimiter', () => {
    expect(split(`${part('x\r\n--b\r\ny')}\r\n--b--`)).toEqual(['t|x\r\n--b\r\ny', 'end'])
  })

  it('finds its place again when a length was wrong', () => {
    expect(split(`${part('too short', 3)}\r\n${part('next')}\r\n--b--`)).toEqual(['t|too', 't|next', 'end'])
    expect(split(`${part('no number').replace('9', 'x')}\r\n--b--`)).toEqual(['t|no number', 'end'])
  })

  it('takes bare LF, padding after the delimiter, and parts without header or body', () => {
    expect(split('--b \t\nContent-Type: t\n\none\n--b\n\ntwo\n--b\n\n--b\r\n\r\n--b--')).toEqual([
      't|one',
      '|two',
      '|',
      '|',
      'end',
    ])
  })

  it('does not take a longer boundary for its own', () => {
    expect(split('--bee\r\n\r\nx\r\n--b\r\n\r\nmine\r\n--b--')).toEqual(['|mine', 'end'])
  })

  it('reports blank bytes between parts, but not the line end of a delimiter', () => {
    const splitter = createMultipartSplitter('b')
    const types = (text: string): string[] => splitter.write(bytes(text)).map(({ type }) => type)
    expect(types('\r\n')).toEqual(['heartbeat'])
    expect(types(part('one'))).toEqual(['part'])
    expect(types('\r\n')).toEqual([])
    expect(types('\r\n')).toEqual(['heartbeat'])
    expect(types('\r')).toEqual(['heartbeat'])
    expect(types('\n--b')).toEqual([])
    expect(types('\r\n')).toEqual([])
    expect(types('Content-Length: 3\r\n\r\n \r\n')).toEqual(['part'])
    expect(types('--b--')).toEqual(['end'])
    expect(types('\r\n')).toEqual([])
  })

  it('refuses headers and bodies without end', () => {
    const header = createMultipartSplitter('b')
    expect(() => header.write(bytes(`--b\r\nX: ${'x'.repeat(9000)}`))).toThrow('header')
    const line = createMultipartSplitter('b')
    expect(() => line.write(bytes(`--b ${' '.repeat(9000)}`))).toThrow('header')
    const counted = createMultipartSplitter('b')
    expect(() => counted.write(bytes('--b\r\nContent-Length: 16777217\r\n\r\n'))).toThrow('larger')
    const uncounted = createMultipartSplitter('b')
    uncounted.write(bytes('--b\r\n\r\n'))
    expect(() => {
      for (let i = 0; i < 300; i++) uncounted.write(Buffer.alloc(64 * 1024, 'x'))
    }).toThrow('larger')
  })

  it('gives the same parts however the bytes are cut', () => {
    const text = fc.string({
      unit: fc.constantFrom('\r', '\n', '-', '-b', '--b', 'x', '\r\n--b\r\n', '\r\n--b--'),
      maxLength: 12,
    })
    const plainPart = fc.record({ body: text, counted: fc.boolean(), beats: fc.nat(3) })
    fc.assert(
      fc.property(
        text,
        fc.array(plainPart, { maxLength: 5 }),
        text,
        fc.array(fc.nat(400), { maxLength: 30 }),
        (preamble, parts, epilogue, cuts) => {
          const body = parts
            .map(({ body, counted, beats }) => `${part(body, counted ? body.length : null)}\r\n${'\r\n'.repeat(beats)}`)
            .join('')
          const stream = bytes(`${preamble}\r\n${body}--b--${epilogue}`)
          const whole = shown(createMultipartSplitter('b').write(stream))
          const splitter = createMultipartSplitter('b')
          const places = [
            0,
            ...cuts.map((cut) => Math.min(cut, stream.length)).toSorted((a, b) => a - b),
            stream.length,
          ]
          const pieces = places.slice(1).flatMap((end, i) => shown(splitter.write(stream.subarray(places[i], end))))
          expect(pieces).toEqual(whole)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('brings counted parts back whole, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), fc.integer({ min: 1, max: 40 }), (bodies, size) => {
        const stream = Buffer.concat([
          ...bodies.flatMap((body) => [bytes(`--b\r\nContent-Length: ${body.length}\r\n\r\n`), body, bytes('\r\n')]),
          bytes('--b--'),
        ])
        const splitter = createMultipartSplitter('b')
        const found: Uint8Array[] = []
        for (let at = 0; at < stream.length; at += size)
          for (const event of splitter.write(stream.subarray(at, at + size)))
            if (event.type === 'part') found.push(event.body)
        expect(found.map((body) => Buffer.from(body).toString('hex'))).toEqual(
          bodies.map((body) => Buffer.from(body).toString('hex')),
        )
      }),
    )
  })
})
