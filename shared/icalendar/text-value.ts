/** Decodes a TEXT value (RFC 5545 §3.3.11). */
export const unescapeText = (value: string): string =>
  value.includes('\\')
    ? value.replaceAll(/\\([\s\S])/g, (_, code: string) => (code === 'n' || code === 'N' ? '\n' : code))
    : value

/** Encodes a TEXT value. */
export const escapeText = (value: string): string =>
  value.replaceAll(/[\\;,]/g, (code) => `\\${code}`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`)

/** Splits a value at unescaped separators; the parts are still escaped. */
export function splitEscaped(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === separator) {
      parts.push(value.slice(from, at))
      from = at + 1
    }
  }
  parts.push(value.slice(from))
  return parts
}

/** A list of TEXT values, decoded, empty ones left out. */
export const textList = (value: string): string[] =>
  splitEscaped(value, ',')
    .map((part) => unescapeText(part).trim())
    .filter((part) => part !== '')

/** Octets a character takes in UTF-8, given its code point. */
const octets = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)

/** Folds a content line at 75 octets, never inside a character (RFC 5545 §3.1), and ends it. */
export function foldLine(line: string, lineBreak = '\r\n'): string {
  let folded = ''
  let width = 0
  for (const character of line) {
    const size = octets(character.codePointAt(0) ?? 0)
    if (width + size > 75) {
      folded += `${lineBreak} `
      width = 1
    }
    folded += character
    width += size
  }
  return folded + lineBreak
}

/** A parameter value as written: quoted where needed, RFC 6868 encoding for what quotes cannot hold. */
export function encodeParameter(value: string): string {
  const encoded = value
    .replaceAll('^', '^^')
    .replaceAll(/\r\n|\r|\n/g, '^n')
    .replaceAll('"', "^'")
  return /[:;,]/.test(encoded) ? `"${encoded}"` : encoded
}
