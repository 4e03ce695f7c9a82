import { lineValue, parameter, parameters, readLine, type ContentLine } from '../icalendar/content-line.ts'

/** One property of a card: its content line, with the encodings of vCard 2.1 taken off the value. */
export type CardLine = ContentLine & {
  /** As written in 3.0 and 4.0: still escaped. */
  value: string
}

const isQuotedPrintable = (line: ContentLine): boolean =>
  /;(?:ENCODING=)?QUOTED-PRINTABLE\b/i.test(line.rest.slice(0, line.rest.indexOf(':') + 1))

function decodeQuotedPrintable(value: string, charset: string | null): string {
  const bytes: number[] = []
  const joined = value.replaceAll(/=\r*\n[ \t]?|=$/g, '')
  const encoder = new TextEncoder()
  for (let at = 0; at < joined.length; at++) {
    const code = /^=[0-9A-F]{2}/i.exec(joined.slice(at, at + 3))?.[0]
    if (code === undefined) bytes.push(...encoder.encode(joined.charAt(at)))
    else {
      bytes.push(Number.parseInt(code.slice(1), 16))
      at += 2
    }
  }
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(charset ?? 'utf-8')
  } catch {
    decoder = new TextDecoder() // a charset nobody knows
  }
  return decoder.decode(new Uint8Array(bytes))
}

/** A soft line break of quoted-printable (RFC 2045 §6.7) carries a line on without folding it. */
function withSoftBreaks(text: string, line: ContentLine): ContentLine {
  let { end, rest } = line
  while (rest.endsWith('=') && end < text.length) {
    const next = text.indexOf('\n', end)
    const stop = next < 0 ? text.length : next + 1
    rest = rest.slice(0, -1) + text.slice(end, stop).replace(/\r*\n$/, '')
    end = stop
  }
  return { ...line, end, rest }
}

function decoded(text: string, line: ContentLine): CardLine {
  if (!isQuotedPrintable(line)) return { ...line, value: lineValue(line) }
  const whole = withSoftBreaks(text, line)
  // Escaped again, since readers of the value take escapes off; 2.1 itself escapes only `;`.
  const plain = decodeQuotedPrintable(lineValue(whole), parameter(whole, 'CHARSET'))
  return { ...whole, value: plain.replaceAll(/\r?\n/g, String.raw`\n`) }
}

/** The properties of the first card in a text, without BEGIN and END; an AGENT's card inside it is left out. */
export function readCardLines(text: string): CardLine[] {
  const lines: CardLine[] = []
  let depth = 0
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length;) {
    const line = decoded(text, readLine(text, at))
    at = line.end
    const isCard = /^vcard$/i.test(line.value.trim())
    if (line.name === 'BEGIN' && isCard) depth += 1
    else if (line.name === 'END' && isCard) {
      depth -= 1
      if (depth === 0) return lines
    } else if (depth === 1 && line.name !== '') lines.push(line)
  }
  return lines
}

/** Offset of the END line of the first card, or the text's length where it has none. */
export function endOfCard(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length;) {
    const line = readLine(text, at)
    const isCard = /^:\s*vcard\s*$/i.test(line.rest)
    if (line.name === 'BEGIN' && isCard) depth += 1
    if (line.name === 'END' && isCard && --depth === 0) return line.start
    at = line.end
  }
  return text.length
}

/** TYPEs in lower case, without those that say nothing to a reader. */
export const typesOf = (line: ContentLine): string[] => [
  ...new Set(
    parameters(line)
      .filter(({ name }) => name === 'TYPE')
      .flatMap(({ values }) => values.flatMap((value) => value.toLowerCase().split(',')))
      .map((type) => type.trim())
      .filter((type) => !['', 'pref', 'internet', 'quoted-printable', 'base64', 'x-internet'].includes(type)),
  ),
]

/** RFC 6350 §5.3; `TYPE=PREF` before it. */
export const isPreferred = (line: ContentLine): boolean =>
  parameters(line).some(
    ({ name, values }) => name === 'PREF' || (name === 'TYPE' && values.some((value) => /(^|,)pref(,|$)/i.test(value))),
  )
