import { hues, type Hue } from '../../shared/model/collection.ts'
import type { CardFields } from '../../shared/vcard/card-fields.ts'

/** One or two letters for a round picture; one where the script joins its letters. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) => {
    const letter = word?.match(/\p{L}/u)?.[0]
    return letter === undefined ? [] : [letter.toUpperCase()]
  })
  return /\p{Script=Arabic}/u.test(name) ? (letters[0] ?? '') : letters.join('')
}

/** A hue that is always the same for the same name. */
export function personHue(name: string): Hue {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return hues[sum % hues.length] ?? 'graphite'
}

/** What a card is called after its name parts were edited: the parts in order, else what else it can be known by. */
export function nameOf({
  prefix,
  given,
  additional,
  family,
  suffix,
  organisation,
  emails,
}: Pick<CardFields, 'prefix' | 'given' | 'additional' | 'family' | 'suffix' | 'organisation' | 'emails'>): string {
  const parts = [prefix, given, additional, family, suffix].map((part) => part.trim()).filter(Boolean)
  return parts.join(' ') || organisation.trim() || (emails[0]?.value.trim() ?? '')
}
