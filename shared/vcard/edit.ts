import { escapeText } from '../icalendar/text-value.ts'
import { writeCardDate } from './card-date.ts'
import type { CardAddress, CardFields, CardInput, CardPatch, CardValue } from './card-fields.ts'
import type { CardLine } from './card-line.ts'
import { writePhoto } from './photo.ts'
import { anniversaryLine, labelReader, plainValue, readCard } from './read.ts'
import { draftOf, hasTypes, otherParameters, typeParameters, type CardDraft, type NewLine } from './splice.ts'

const structured = (parts: readonly string[]): string => parts.map(escapeText).join(';')
const list = (values: readonly string[]): string => values.map(escapeText).join(',')

/** Writes a property that stands once: in the place of the one there is, as a new one, or takes it away. */
function single(draft: CardDraft, line: CardLine | undefined, wanted: NewLine, empty: boolean): void {
  if (line === undefined) {
    if (!empty) draft.add(wanted)
  } else if (empty) draft.remove(line)
  else if (wanted.parameters === undefined) draft.setValue(line, wanted.value)
  else draft.replace(line, { ...wanted, group: line.group, name: line.name })
}

/** The label of a line is another line in the same group (X-ABLabel). */
function setLabel(draft: CardDraft, group: string, label: string): void {
  const line = draft.lines.find((each) => each.name === 'X-ABLABEL' && each.group.toLowerCase() === group.toLowerCase())
  single(draft, line, { group, name: 'X-ABLabel', value: escapeText(label) }, label === '')
}

type Listed = Pick<CardValue, 'index' | 'types' | 'label' | 'preferred'>

/** Writes properties that stand several times; each of `wanted` says by `index` which line it was. */
function several<Item extends Listed>(
  draft: CardDraft,
  name: string,
  wanted: readonly Item[],
  valueOf: (item: Item, line: CardLine | null) => string,
): void {
  const lines = draft.lines.filter((line) => line.name === name)
  const labelOf = labelReader(draft.lines)
  const kept = new Set<CardLine>()
  for (const item of wanted) {
    const line = item.index === null ? undefined : lines[item.index]
    const value = valueOf(item, line ?? null)
    if (line === undefined) {
      const group = item.label === '' ? '' : draft.freshGroup()
      draft.add({ group, name, parameters: typeParameters(item.types, item.preferred, draft.version), value })
      if (group !== '') setLabel(draft, group, item.label)
      continue
    }
    kept.add(line)
    const relabelled = labelOf(line) !== item.label
    const group = line.group === '' && relabelled ? draft.freshGroup() : line.group
    if (group !== line.group || !hasTypes(line, item.types, item.preferred)) {
      const extra = otherParameters(line) + typeParameters(item.types, item.preferred, draft.version)
      draft.replace(line, { group, name, parameters: extra, value })
    } else if (valueOf({ ...item }, line) !== line.value) draft.setValue(line, value)
    if (relabelled) setLabel(draft, group, item.label)
  }
  for (const line of lines.filter((each) => !kept.has(each))) {
    draft.remove(line)
    // What is left of its group is nothing but its label.
    for (const other of draft.lines)
      if (line.group !== '' && other.name.startsWith('X-AB') && other.group.toLowerCase() === line.group.toLowerCase())
        draft.remove(other)
  }
}

/** A value unchanged to its reader stays as it was written, scheme and escapes included. */
const valueOf = (item: CardValue, line: CardLine | null): string => {
  if (line !== null && plainValue(line) === item.value.trim()) return line.value
  const scheme = line === null ? '' : (/^(?:tel|mailto):/i.exec(line.value)?.[0] ?? '')
  return scheme + (line?.name === 'URL' ? item.value.trim() : escapeText(item.value.trim()))
}

const addressOf = ({ poBox, extended, street, locality, region, postalCode, country }: CardAddress): string =>
  structured([poBox, extended, street, locality, region, postalCode, country])

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** RFC 6350 §6.7.4, in the form of the card's version. */
const revision = (now: number, version: string): string => {
  const iso = new Date(now).toISOString().replace(/\.\d+/, '')
  return version === '4.0' ? iso.replaceAll(/[-:]/g, '') : iso
}

function write(draft: CardDraft, before: CardFields, patch: CardPatch): void {
  const first = (...names: string[]): CardLine | undefined => draft.lines.find(({ name }) => names.includes(name))
  const changed = (...keys: (keyof CardInput)[]): boolean =>
    keys.some((key) => patch[key] !== undefined && !same(patch[key], before[key]))
  const after = { ...before, ...patch }
  const text = (key: 'displayName' | 'title' | 'note', name: string): void => {
    if (changed(key))
      single(draft, first(name), { name, value: escapeText(after[key]) }, after[key] === '' && name !== 'FN')
  }
  text('displayName', 'FN')
  if (changed('family', 'given', 'additional', 'prefix', 'suffix'))
    single(
      draft,
      first('N'),
      { name: 'N', value: structured([after.family, after.given, after.additional, after.prefix, after.suffix]) },
      false,
    )
  if (changed('nickname'))
    single(
      draft,
      first('NICKNAME'),
      { name: 'NICKNAME', value: list(after.nickname.split(/,\s*/)) },
      after.nickname === '',
    )
  if (changed('organisation', 'department')) {
    const units = after.department === '' ? [] : [after.department]
    single(
      draft,
      first('ORG'),
      { name: 'ORG', value: structured([after.organisation, ...units]) },
      after.organisation === '' && units.length === 0,
    )
  }
  text('title', 'TITLE')
  if (changed('emails')) several(draft, 'EMAIL', after.emails, valueOf)
  if (changed('phones')) several(draft, 'TEL', after.phones, valueOf)
  if (changed('urls')) several(draft, 'URL', after.urls, valueOf)
  if (changed('addresses'))
    several(draft, 'ADR', after.addresses, (item, line) =>
      line !== null && item.index !== null && same(addressOf(item), addressOf(before.addresses[item.index] ?? item))
        ? line.value
        : addressOf(item),
    )
  if (changed('birthday'))
    single(
      draft,
      first('BDAY'),
      { name: 'BDAY', ...writeCardDate(after.birthday, draft.version) },
      after.birthday === '',
    )
  if (changed('anniversary')) {
    const name = draft.version === '4.0' ? 'ANNIVERSARY' : 'X-ANNIVERSARY'
    single(
      draft,
      anniversaryLine(draft.lines, labelReader(draft.lines)),
      { name, ...writeCardDate(after.anniversary, draft.version) },
      after.anniversary === '',
    )
  }
  text('note', 'NOTE')
  if (changed('photo'))
    single(draft, first('PHOTO'), { name: 'PHOTO', ...writePhoto(after.photo, draft.version) }, after.photo === '')
  if (changed('categories')) {
    const [line, ...more] = draft.lines.filter(({ name }) => name === 'CATEGORIES')
    single(draft, line, { name: 'CATEGORIES', value: list(after.categories) }, after.categories.length === 0)
    for (const each of more) draft.remove(each)
  }
  if (changed('kind')) {
    const name = draft.version === '4.0' ? 'KIND' : 'X-ADDRESSBOOKSERVER-KIND'
    single(draft, first('KIND', 'X-ADDRESSBOOKSERVER-KIND'), { name, value: after.kind }, after.kind === 'individual')
  }
  if (changed('members')) {
    const lines = draft.lines.filter(({ name }) => name === 'MEMBER' || name === 'X-ADDRESSBOOKSERVER-MEMBER')
    for (const line of lines) if (!after.members.includes(line.value.trim())) draft.remove(line)
    const name = draft.version === '4.0' ? 'MEMBER' : 'X-ADDRESSBOOKSERVER-MEMBER'
    for (const value of after.members)
      if (!lines.some((line) => line.value.trim() === value)) draft.add({ name, value })
  }
}

/**
 * Applies a patch: lines it does not touch stay byte for byte, groups and parameters of changed lines are kept.
 *
 * @param now milliseconds since the epoch, for REV where the card has one
 * @throws DavError `malformed` when the text is no card
 */
export function editCard(card: string, patch: CardPatch, now = Date.now()): string {
  const before = readCard(card)
  const draft = draftOf(card)
  write(draft, before, patch)
  if (draft.text() === card) return card
  const rev = draft.lines.find(({ name }) => name === 'REV')
  if (rev !== undefined) draft.setValue(rev, revision(now, draft.version))
  return draft.text()
}

/** Writes a new card; 4.0 where the server takes it (RFC 6352 §6.2.2), else 3.0. */
export function createCard(
  { uid, version = '3.0', ...fields }: CardPatch & { uid?: string; version?: '3.0' | '4.0' },
  now = Date.now(),
): string {
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    'PRODID:-//Daystream//EN',
    `UID:${uid ?? crypto.randomUUID()}`,
    `REV:${revision(now, version)}`,
    'FN:',
    'N:;;;;',
    'END:VCARD',
    '',
  ]
  return editCard(lines.join('\r\n'), fields, now)
}
