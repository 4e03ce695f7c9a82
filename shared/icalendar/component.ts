import { lineValue, readLine, withLineFeeds } from './content-line.ts'
import type { ContentLine } from './content-line.ts'

/** A component and where it stands: BEGIN line at `start`, END line at `bodyEnd`, next line at `end`. */
export type Component = {
  /** Upper case. */
  name: string
  start: number
  bodyStart: number
  bodyEnd: number
  end: number
  /** Its own properties, in order. */
  lines: ContentLine[]
  components: Component[]
}

/** Deeper nesting is not iCalendar; what is inside is left alone. */
const MAX_DEPTH = 8

/**
 * Reads the tree of components without judging values: an unknown, misspelt or broken line is a line like any other, a missing
 * END closes at the end of the text, a stray one is passed over.
 */
export function readComponents(whole: string): Component[] {
  const text = withLineFeeds(whole)
  const root: Component = { name: '', start: 0, bodyStart: 0, bodyEnd: 0, end: 0, lines: [], components: [] }
  const open: Component[] = [root]
  let current = root
  const close = (line: { start: number; end: number }): void => {
    current.bodyEnd = line.start
    current.end = line.end
    open.pop()
    current = open.at(-1) ?? root
  }
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length;) {
    const line = readLine(text, at)
    at = line.end
    if (line.name === '') continue
    if (line.name === 'BEGIN' && open.length <= MAX_DEPTH) {
      const name = lineValue(line).trim().toUpperCase()
      const child = { name, start: line.start, bodyStart: line.end, bodyEnd: 0, end: 0, lines: [], components: [] }
      current.components.push(child)
      open.push(child)
      current = child
    } else if (line.name === 'END') {
      const name = lineValue(line).trim().toUpperCase()
      if (!open.some((component) => component.name === name)) continue
      while (current.name !== name) close({ start: line.start, end: line.start })
      close(line)
    } else current.lines.push(line)
  }
  while (open.length > 1) close({ start: text.length, end: text.length })
  return root.components
}

/** The first line of this name, or undefined. */
export const property = (component: Component, name: string): ContentLine | undefined =>
  component.lines.find((line) => line.name === name)

/** The components of these names, at any depth (a feed may hold several VCALENDARs, or none around its events). */
export function findComponents(components: readonly Component[], names: ReadonlySet<string>): Component[] {
  return components.flatMap((component) =>
    names.has(component.name) ? [component] : findComponents(component.components, names),
  )
}
