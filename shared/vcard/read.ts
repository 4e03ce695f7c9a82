import { DavError } from '../model/dav-error.ts'
import { splitEscaped, textList, unescapeText } from '../icalendar/text-value.ts'
import { readCardDate } from './card-date.ts'
import type { CardAddress, CardFields, CardIndex, CardValue } from './card-fields.ts'
import { isPreferred, readCardLines, typesOf, type CardLine } from './card-line.ts'
import { readPhoto } from './photo.ts'

/** Apple wraps its own labels: `_$!<HomePage>!$_`. */
const readLabel = (value: string): string =>
  unescapeText(value)
    .replace(/^_\$!<(.*)>!\$_$/, (_, label: string) => label.toLowerCase())
    .trim()

const parts = (line: CardLine | undefined): string[] =>
  line === undefined ? [] : splitEscaped(line.value, ';').map((part) => unescapeText(part).trim())

const text = (line: CardLine | undefined): string => (line === undefined ? '' : unescapeText(line.value).trim())

/** The value of an EMAIL, TEL or URL without the scheme that 4.0 may put before it. */
export const plainValue = (line: CardLine): string =>
  unescapeText(line.value)
    .trim()
    .replace(line.name === 'TEL' ? /^tel:/i : line.name === 'EMAIL' ? /^mailto:/i : /^$/, '')

function personName(fields: Pick<CardFields, 'prefix' | 'given' | 'additional' | 'family' | 'suffix'>): string {
  return [fields.prefix, fields.given, fields.additional, fields.family, fields.suffix]
    .filter((part) => part !== '')
    .join(' ')
}

/** FN, or what else names the card: N, ORG, EMAIL, TEL, NICKNAME. */
function nameOf(formatted: string, others: readonly string[]): string {
  return formatted !== '' ? formatted : (others.find((other) => other !== '') ?? '')
}

const isGroup = (lines: readonly CardLine[]): boolean =>
  lines.some(
    ({ name, value }) => (name === 'KIND' || name === 'X-ADDRESSBOOKSERVER-KIND') && /^\s*group\s*$/i.test(value),
  )

function versionOf(lines: readonly CardLine[]): CardFields['version'] {
  const value = lines.find(({ name }) => name === 'VERSION')?.value.trim()
  return value === '4.0' || value === '2.1' ? value : '3.0'
}

/** The anniversary is a property of its own only since 4.0; before it had two unofficial homes. */
export function anniversaryLine(lines: readonly CardLine[], labelOf: (line: CardLine) => string): CardLine | undefined {
  return lines.find(
    (line) =>
      line.name === 'ANNIVERSARY' ||
      line.name === 'X-ANNIVERSARY' ||
      (line.name === 'X-ABDATE' && labelOf(line) === 'anniversary'),
  )
}

/** Reads the label of a line's group. */
export function labelReader(lines: readonly CardLine[]): (line: CardLine) => string {
  const labels = new Map(
    lines
      .filter(({ name, group }) => name === 'X-ABLABEL' && group !== '')
      .map((line) => [line.group.toLowerCase(), readLabel(line.value)]),
  )
  return ({ group }) => (group === '' ? '' : (labels.get(group.toLowerCase()) ?? ''))
}

const isCard = (text: string): boolean => /^\uFEFF?\s*BEGIN\s*:\s*VCARD/im.test(text)

/**
 * Reads a vCard 2.1, 3.0 or 4.0.
 *
 * @throws DavError `malformed` when there is no BEGIN:VCARD
 */
export function readCard(card: string): CardFields {
  if (!isCard(card))
    throw new DavError('malformed', 'This is not a contact: it does not begin with BEGIN:VCARD. It was left as it is.')
  const lines = readCardLines(card)
  const first = (...names: string[]): CardLine | undefined => lines.find(({ name }) => names.includes(name))
  const all = (name: string): CardLine[] => lines.filter((line) => line.name === name)
  const labelOf = labelReader(lines)
  const values = (name: string): CardValue[] =>
    all(name).map((line, index) => ({
      index,
      value: plainValue(line),
      types: typesOf(line),
      label: labelOf(line),
      preferred: isPreferred(line),
    }))
  const [family = '', given = '', additional = '', prefix = '', suffix = ''] = parts(first('N'))
  const [organisation = '', ...units] = parts(first('ORG'))
  const emails = values('EMAIL')
  const phones = values('TEL')
  const nickname = textList(first('NICKNAME')?.value ?? '').join(', ')
  const person = { prefix, given, additional, family, suffix }
  return {
    uid: text(first('UID')),
    version: versionOf(lines),
    kind: isGroup(lines) ? 'group' : 'individual',
    displayName: nameOf(text(first('FN')), [
      personName(person),
      organisation,
      nickname,
      emails[0]?.value ?? '',
      phones[0]?.value ?? '',
    ]),
    ...person,
    nickname,
    organisation,
    department: units.filter((unit) => unit !== '').join(', '),
    title: text(first('TITLE')),
    emails,
    phones,
    urls: values('URL'),
    addresses: all('ADR').map((line, index): CardAddress => {
      const [poBox = '', extended = '', street = '', locality = '', region = '', postalCode = '', country = ''] =
        parts(line)
      const where = { poBox, extended, street, locality, region, postalCode, country }
      return { index, ...where, types: typesOf(line), label: labelOf(line), preferred: isPreferred(line) }
    }),
    birthday: readCardDate(first('BDAY')),
    anniversary: readCardDate(anniversaryLine(lines, labelOf)),
    note: text(first('NOTE')),
    photo: readPhoto(first('PHOTO')),
    categories: all('CATEGORIES').flatMap((line) => textList(line.value)),
    members: lines
      .filter(({ name }) => name === 'MEMBER' || name === 'X-ADDRESSBOOKSERVER-MEMBER')
      .map(({ value }) => value.trim()),
  }
}

const accents = /\p{M}+/gu
const foldForSort = (name: string): string => name.normalize('NFD').replace(accents, '').toLowerCase()

/** Reads only what the list needs, quickly; null when the text is no vCard. */
export function readCardIndex(card: string): CardIndex | null {
  const lines = readCardLines(card)
  if (lines.length === 0 && !isCard(card)) return null
  const index: CardIndex = {
    uid: '',
    displayName: '',
    given: '',
    family: '',
    organisation: '',
    emails: [],
    phones: [],
    kind: isGroup(lines) ? 'group' : 'individual',
    hasPhoto: false,
    sortKey: '',
  }
  let formatted = ''
  let nickname: string | null = null
  let person = ''
  for (const line of lines) {
    switch (line.name) {
      case 'UID':
        index.uid = text(line)
        break
      case 'FN':
        formatted ||= text(line)
        break
      case 'N': {
        const [family = '', given = '', additional = '', prefix = '', suffix = ''] = parts(line)
        Object.assign(index, { family, given })
        person = personName({ prefix, given, additional, family, suffix })
        break
      }
      case 'NICKNAME':
        nickname ??= textList(line.value).join(', ')
        break
      case 'ORG':
        index.organisation = parts(line)[0] ?? ''
        break
      case 'EMAIL':
        index.emails.push(plainValue(line))
        break
      case 'TEL':
        index.phones.push(plainValue(line))
        break
      case 'PHOTO':
        index.hasPhoto = line.value.trim() !== ''
    }
  }
  index.displayName = nameOf(formatted, [
    person,
    index.organisation,
    nickname ?? '',
    index.emails[0] ?? '',
    index.phones[0] ?? '',
  ])
  index.sortKey = foldForSort(index.family === '' ? index.displayName : `${index.family} ${index.given}`)
  return index
}
