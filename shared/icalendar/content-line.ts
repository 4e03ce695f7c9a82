/** One content line (RFC 5545 §3.1, RFC 6350 §3.3) and where it stands in its text. */
export type ContentLine = {
  /** Upper case, without its group. */
  name: string
  /** The vCard group before the name, as written; empty for none. */
  group: string
  /** Offset of its first character, and the offset after its line break. */
  start: number
  end: number
  /** Unfolded, from the `;` or `:` after the name on; empty when the line has neither. */
  rest: string
}

const LF = 10
const CR = 13

/** End of the logical line that begins at `start`: the offset after the line break of its last folded part. */
function logicalEnd(text: string, start: number): { end: number; folded: boolean } {
  let folded = false
  for (let at = start; ; folded = true) {
    const feed = text.indexOf('\n', at)
    if (feed < 0) return { end: text.length, folded }
    at = feed + 1
    const next = text.charCodeAt(at)
    if (next !== 32 && next !== 9) return { end: at, folded }
  }
}

function contentEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start && (text.charCodeAt(at - 1) === LF || text.charCodeAt(at - 1) === CR)) at--
  return at
}

const isPlainName = /^[A-Z0-9-]*$/

/** The logical line that begins at `start`, read; blank lines have an empty name. */
export function readLine(text: string, start: number): ContentLine {
  const { end, folded } = logicalEnd(text, start)
  const raw = text.slice(start, contentEnd(text, start, end))
  const line = folded ? raw.replaceAll(/\r*\n[ \t]/g, '') : raw
  let stop = 0
  while (stop < line.length && line.charCodeAt(stop) !== 58 && line.charCodeAt(stop) !== 59) stop++
  const name = line.slice(0, stop)
  const rest = line.slice(stop)
  if (isPlainName.test(name)) return { name, group: '', start, end, rest }
  const dot = name.indexOf('.')
  const group = dot < 0 ? '' : name.slice(0, dot).trim()
  return {
    name: name
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    group,
    start,
    end,
    rest,
  }
}

/** Old Mac files end their lines with CR alone: the same text with line feeds, each offset as it was. */
export const withLineFeeds = (text: string): string => (text.includes('\n') ? text : text.replaceAll('\r', '\n'))

/** All content lines, blank ones left out. */
export function readLines(whole: string): ContentLine[] {
  const text = withLineFeeds(whole)
  const lines: ContentLine[] = []
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length;) {
    const line = readLine(text, at)
    if (line.name !== '') lines.push(line)
    at = line.end
  }
  return lines
}

/** Where the value begins in `rest`: after the first colon outside quotes (or, quotes never closed, after the first). */
function valueStart(rest: string): number {
  if (rest.charCodeAt(0) === 58) return 1
  let quoted = false
  for (let at = 0; at < rest.length; at++) {
    const code = rest.charCodeAt(at)
    if (code === 34) quoted = !quoted
    else if (code === 58 && !quoted) return at + 1
  }
  const colon = rest.indexOf(':')
  return colon < 0 ? rest.length : colon + 1
}

/** The value as written, still escaped. */
export const lineValue = (line: ContentLine): string => line.rest.slice(valueStart(line.rest))

/** `raw` is the parameter as written, its `;` included. */
export type Parameter = { name: string; values: string[]; raw: string }

/** RFC 6868 §3.1. */
const decodeParameter = (value: string): string =>
  value.includes('^')
    ? value.replaceAll(/\^([n^'])/g, (_, code: string) => (code === 'n' ? '\n' : code === '^' ? '^' : '"'))
    : value

/** The parameters, names in upper case, quotes removed. A bare vCard 2.1 parameter (`;HOME`) becomes a TYPE. */
export function parameters(line: ContentLine): Parameter[] {
  const found: Parameter[] = []
  const { rest } = line
  const stop = valueStart(rest) - 1
  const part = /;([^=;:"]*)(?:=((?:"[^"]*"|[^;:"])*))?/y
  for (;;) {
    const at = part.lastIndex
    if (at >= stop || rest.charCodeAt(at) !== 59) return found
    const match = part.exec(rest)
    if (match === null) return found
    const name = (match[1] ?? '').trim().toUpperCase()
    if (match[2] === undefined) {
      if (name !== '') found.push({ name: 'TYPE', values: [name], raw: match[0] })
      continue
    }
    const values = (match[2].match(/"[^"]*"|[^,"]+/g) ?? []).map((value) =>
      decodeParameter(value.startsWith('"') ? value.slice(1, -1) : value.trim()),
    )
    found.push({ name, values, raw: match[0] })
  }
}

/** First value of a parameter, or null. */
export function parameter(line: ContentLine, name: string): string | null {
  const { rest } = line
  if (rest.charCodeAt(0) !== 59) return null
  const plain = rest.indexOf(`;${name}=`)
  if (plain === 0 && rest.charCodeAt(name.length + 2) !== 34) {
    let end = name.length + 2
    while (end < rest.length && !';:,'.includes(rest.charAt(end))) end++
    const value = rest.slice(name.length + 2, end)
    if (!value.includes('^')) return value.trim()
  }
  return parameters(line).find((entry) => entry.name === name)?.values[0] ?? null
}
