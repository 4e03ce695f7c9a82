import type { Component } from './component.ts'
import { parameters } from './content-line.ts'
import type { ContentLine } from './content-line.ts'
import { encodeParameter, foldLine } from './text-value.ts'

/** Puts `text` in the place of what lies in [start, end). */
export type Splice = { start: number; end: number; text: string }

/** Applies splices that do not overlap; those at one place in the order given. All else stays byte for byte. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let out = ''
  let at = 0
  for (const splice of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return out + text.slice(at)
}

/** The line break a text uses. */
export const lineBreakOf = (text: string): string => {
  const feed = text.indexOf('\n')
  return feed > 0 && text[feed - 1] !== '\r' ? '\n' : '\r\n'
}

/** A parameter as written, its `;` included. */
export const formatParameter = (name: string, value: string): string => `;${name}=${encodeParameter(value)}`

/** The parameters of a line as they are written, but those named. */
export const parametersWithout = (line: ContentLine | undefined, ...names: readonly string[]): string =>
  line === undefined
    ? ''
    : parameters(line)
        .filter(({ name }) => !names.includes(name))
        .map(({ raw }) => raw)
        .join('')

/** Where a new property of a component goes: after its own lines, before what is nested in it. */
const insertionPoint = (component: Component): number => component.components[0]?.start ?? component.bodyEnd

/**
 * Replaces the first of `old` by `lines` and removes the others; lines that are not there yet are inserted at the end of the
 * component's own.
 *
 * @param lines unfolded, without break
 */
export function replaceLines(
  text: string,
  component: Component,
  old: readonly ContentLine[],
  lines: readonly string[],
): Splice[] {
  const lineBreak = lineBreakOf(text)
  const written = lines.map((line) => foldLine(line, lineBreak)).join('')
  const first = old[0]
  if (first === undefined) {
    const at = insertionPoint(component)
    return written === '' ? [] : [{ start: at, end: at, text: written }]
  }
  const removed = old.slice(1).map(({ start, end }) => ({ start, end, text: '' }))
  return [{ start: first.start, end: first.end, text: written }, ...removed]
}
