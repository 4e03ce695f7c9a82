import type { CardInput, CardPatch } from '../../shared/vcard/card-fields.ts'
import { nameOf } from './person.ts'

const nameParts = ['prefix', 'given', 'additional', 'family', 'suffix'] as const
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What an editor changed, and nothing else, so that everything untouched stays in the card as it was written. Empty lines fall out, and
 * the display name follows the name parts when these were changed, or when there was none.
 */
export function changedFields(before: CardInput, after: CardInput): CardPatch {
  const clean: CardInput = {
    ...after,
    emails: after.emails.filter(({ value }) => value.trim() !== ''),
    phones: after.phones.filter(({ value }) => value.trim() !== ''),
    addresses: after.addresses.filter(({ poBox, extended, street, locality, region, postalCode, country }) =>
      [poBox, extended, street, locality, region, postalCode, country].some((part) => part.trim() !== ''),
    ),
  }
  const renamed = nameParts.some((part) => before[part] !== clean[part])
  const named = { ...clean, displayName: renamed || before.displayName === '' ? nameOf(clean) : clean.displayName }
  return Object.fromEntries(
    Object.entries(named).filter(([key, value]) => !same(value, before[key as keyof CardInput])),
  )
}

/** A card with nothing in it yet. */
export const emptyCard: CardInput = {
  kind: 'individual',
  displayName: '',
  given: '',
  family: '',
  additional: '',
  prefix: '',
  suffix: '',
  nickname: '',
  organisation: '',
  department: '',
  title: '',
  emails: [],
  phones: [],
  urls: [],
  addresses: [],
  birthday: '',
  anniversary: '',
  note: '',
  photo: '',
  categories: [],
  members: [],
}
