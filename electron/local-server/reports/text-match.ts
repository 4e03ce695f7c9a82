import type { XmlElement } from '../../dav/xml/element.ts'
import type { XmlName } from '../../dav/xml/names.ts'
import { precondition } from '../exchange/answer.ts'

const foldAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const foldUnicode = (text: string): string => text.normalize('NFKD').toLowerCase().normalize('NFKC')

const collations: Readonly<Record<string, (text: string) => string>> = {
  'i;ascii-casemap': foldAscii,
  'i;octet': (text) => text,
  'i;unicode-casemap': foldUnicode,
}

/** Whether one text matches. */
export type TextMatch = { readonly matches: (text: string) => boolean; readonly negated: boolean }

/**
 * Reads `text-match` (RFC 4791 §9.7.5; RFC 6352 §10.5.4, which adds `match-type`).
 *
 * @param unsupported the precondition for an unknown collation
 * @throws HttpFailure 403
 */
export function readTextMatch(element: XmlElement, usualCollation: string, unsupported: XmlName): TextMatch {
  const named = element.attributes['collation'] ?? usualCollation
  const fold = collations[named === 'default' ? usualCollation : named]
  if (fold === undefined) throw precondition(403, unsupported)
  const wanted = fold(element.text)
  const tests: Readonly<Record<string, (text: string) => boolean>> = {
    contains: (text) => text.includes(wanted),
    equals: (text) => text === wanted,
    'starts-with': (text) => text.startsWith(wanted),
    'ends-with': (text) => text.endsWith(wanted),
  }
  const test = tests[element.attributes['match-type'] ?? 'contains'] ?? tests['contains']
  return {
    matches: (text) => test?.(fold(text)) === true,
    negated: element.attributes['negate-condition'] === 'yes',
  }
}

/** Whether any of the texts matches; negated: whether none does. */
export const anyMatches = ({ matches, negated }: TextMatch, texts: readonly string[]): boolean =>
  texts.some(matches) !== negated
