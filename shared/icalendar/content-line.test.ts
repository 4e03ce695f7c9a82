import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typedText } from '../testing/arbitraries.ts'
import { lineValue, parameter, parameters, readLines } from './content-line.ts'
import { encodeParameter, escapeText, foldLine, unescapeText } from './text-value.ts'

const only = (text: string) => {
  const [line] = readLines(text)
  if (line === undefined) throw new Error('no line')
  return line
}

test('what is folded and escaped is read back, with its place', () => {
  fc.assert(
    fc.property(typedText, typedText, (value, name) => {
      const text = `BEGIN:X\r\n${foldLine(`A;CN=${encodeParameter(name)};B=c:${escapeText(value)}`)}END:X\r\n`
      const line = readLines(text)[1]
      if (line === undefined) throw new Error('no line')
      expect(unescapeText(lineValue(line))).toBe(value)
      expect(parameter(line, 'B')).toBe('c')
      expect(text.slice(0, line.start)).toBe('BEGIN:X\r\n')
      expect(text.slice(line.end)).toBe('END:X\r\n')
    }),
  )
})

test('parameters are read as they are written', () => {
  const line = only('item1.tel;type=home,"a;b:c";PREF;X-a="^n^^^\'":+1:2')
  expect(line).toMatchObject({ name: 'TEL', group: 'item1' })
  expect(parameters(line)).toEqual([
    { name: 'TYPE', values: ['home', 'a;b:c'], raw: ';type=home,"a;b:c"' },
    { name: 'TYPE', values: ['PREF'], raw: ';PREF' },
    { name: 'X-A', values: ['\n^"'], raw: ';X-a="^n^^^\'"' },
  ])
  expect(lineValue(line)).toBe('+1:2')
})

test('a quote that is never closed ends at the first colon', () => {
  expect(lineValue(only('DTSTART;TZID="Europe/Berlin:20260101T100000'))).toBe('20260101T100000')
})

test('all ends of line are taken', () => {
  const names = (text: string): string[] => readLines(text).map(({ name }) => name)
  expect(names('A:1\r\nB:2\r\n')).toEqual(['A', 'B'])
  expect(names('A:1\nB:2')).toEqual(['A', 'B'])
  expect(names('A:1\rB:2\r')).toEqual(['A', 'B'])
  expect(names('\uFEFFA:1\r\r\nB:2\r\r\n')).toEqual(['A', 'B'])
})
