import { encodeParameter, foldLine } from '../icalendar/text-value.ts'
import { parameters } from '../icalendar/content-line.ts'
import { endOfCard, isPreferred, readCardLines, typesOf, type CardLine } from './card-line.ts'

/** Changes to single lines of a card, gathered and then made at once: every other line stays byte for byte. */
export type CardDraft = {
  readonly lines: readonly CardLine[]
  readonly version: string
  /** Gives a line another value; its group and the parameters that still hold stay. */
  setValue(line: CardLine, value: string): void
  /** Writes a line anew, in its place. */
  replace(line: CardLine, written: NewLine): void
  remove(line: CardLine): void
  add(line: NewLine): void
  /** A group name no line has. */
  freshGroup(): string
  text(): string
}

export type NewLine = { group?: string; name: string; parameters?: string; value: string }

const writtenName = (card: string, line: CardLine): string =>
  /^[^:;\r\n]*/.exec(card.slice(line.start, line.end))?.[0] ?? line.name

/** Parameters of 2.1 that tell how the old value was encoded: the new one is plain UTF-8. */
const isEncoding = ({ name, values }: { name: string; values: string[] }): boolean =>
  name === 'ENCODING' ||
  name === 'CHARSET' ||
  (name === 'TYPE' && /^(?:quoted-printable|base64)$/i.test(values[0] ?? ''))

/** TYPE and PREF as a card of this version writes them. */
export function typeParameters(types: readonly string[], preferred: boolean, version: string): string {
  const all = [
    ...types.map((type) => (version === '4.0' ? type : type.toUpperCase())),
    ...(preferred && version !== '4.0' ? ['PREF'] : []),
  ]
  return (
    all.map((type) => `;TYPE=${encodeParameter(type)}`).join('') + (preferred && version === '4.0' ? ';PREF=1' : '')
  )
}

/** All parameters but TYPE and PREF, as they stand. */
export const otherParameters = (line: CardLine): string =>
  parameters(line)
    .filter((parameter) => parameter.name !== 'TYPE' && parameter.name !== 'PREF' && !isEncoding(parameter))
    .map(({ raw }) => raw)
    .join('')

/** The TYPEs that {@link typesOf} leaves out but a line may still carry, e.g. `internet`. */
export const hasTypes = (line: CardLine, types: readonly string[], preferred: boolean): boolean =>
  typesOf(line).join() === types.join() && isPreferred(line) === preferred

export function draftOf(card: string): CardDraft {
  const lines = readCardLines(card)
  const version = lines.find(({ name }) => name === 'VERSION')?.value.trim() ?? '3.0'
  const lineBreak = card.includes('\r\n') || !card.includes('\n') ? '\r\n' : '\n'
  const changes = new Map<CardLine, string>()
  const added: string[] = []
  const groups = new Set(lines.map(({ group }) => group.toLowerCase()))

  const encoded = (value: string): string =>
    // 2.1 knows no escaped line break; nothing above ASCII may stand in it without its charset.
    version === '2.1' && /[^\x20-\x7e]|\\n/.test(value) ? quotedPrintable(value) : ''
  const write = ({ group = '', name, parameters: extra = '', value }: NewLine): string => {
    const dotted = group === '' ? name : `${group}.${name}`
    const asQuoted = encoded(value)
    if (asQuoted === '') return foldLine(`${dotted}${extra}:${value}`, lineBreak)
    return `${dotted}${extra};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${asQuoted}${lineBreak}`
  }

  return {
    lines,
    version,
    setValue(line, value) {
      const kept = parameters(line).filter((parameter) => !isEncoding(parameter))
      changes.set(
        line,
        write({ name: writtenName(card, line), parameters: kept.map(({ raw }) => raw).join(''), value }),
      )
    },
    replace: (line, written) => void changes.set(line, write(written)),
    remove: (line) => void changes.set(line, ''),
    add: (line) => void added.push(write(line)),
    freshGroup() {
      let number = 1
      while (groups.has(`item${number}`)) number += 1
      groups.add(`item${number}`)
      return `item${number}`
    },
    text() {
      let result = ''
      let at = 0
      for (const line of lines) {
        const change = changes.get(line)
        if (change === undefined) continue
        result += card.slice(at, line.start) + change
        at = line.end
      }
      const end = endOfCard(card)
      const before = card.slice(at, end)
      const break_ = before === '' || before.endsWith('\n') || added.length === 0 ? '' : lineBreak
      return result + before + break_ + added.join('') + card.slice(end)
    },
  }
}

function quotedPrintable(value: string): string {
  const plain = value.replaceAll(String.raw`\n`, '\r\n')
  return [...new TextEncoder().encode(plain)]
    .map((byte) =>
      byte < 32 || byte > 126 || byte === 61
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
}
