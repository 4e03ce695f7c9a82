import { lineValue, parameters, readLines, type ContentLine } from '../../../shared/icalendar/content-line.ts'
import { unescapeText } from '../../../shared/icalendar/text-value.ts'
import { childNamed, childrenNamed, type XmlElement } from '../../dav/xml/element.ts'
import { carddav } from '../../dav/xml/names.ts'
import { precondition } from '../exchange/answer.ts'
import { anyMatches, readTextMatch, type TextMatch } from './text-match.ts'

type Test = 'anyof' | 'allof'
type ParamFilter = { readonly name: string; readonly absent: boolean; readonly text: TextMatch | null }
type PropFilter = {
  /** Upper case; `group` is null where any will do. */
  readonly name: string
  readonly group: string | null
  readonly test: Test
  readonly absent: boolean
  readonly texts: readonly TextMatch[]
  readonly params: readonly ParamFilter[]
}
/** `R:filter` (RFC 6352 §10.5). */
export type AddressbookFilter = { readonly test: Test; readonly props: readonly PropFilter[] }

const testOf = (element: XmlElement): Test => (element.attributes['test'] === 'allof' ? 'allof' : 'anyof')
const isAbsent = (element: XmlElement): boolean => childNamed(element, carddav('is-not-defined')) !== undefined
const textsIn = (element: XmlElement): TextMatch[] =>
  childrenNamed(element, carddav('text-match')).map((text) =>
    readTextMatch(text, 'i;unicode-casemap', carddav('supported-collation')),
  )

function nameIn(element: XmlElement): string {
  const name = element.attributes['name']
  if (name === undefined || name === '') throw precondition(403, carddav('supported-filter'))
  return name.toUpperCase()
}

function readPropFilter(element: XmlElement): PropFilter {
  const full = nameIn(element)
  const dot = full.indexOf('.')
  return {
    name: full.slice(dot + 1),
    group: dot < 0 ? null : full.slice(0, dot),
    test: testOf(element),
    absent: isAbsent(element),
    texts: textsIn(element),
    params: childrenNamed(element, carddav('param-filter')).map((param) => ({
      name: nameIn(param),
      absent: isAbsent(param),
      text: textsIn(param)[0] ?? null,
    })),
  }
}

/** Reads `R:filter`; without any prop-filter every card matches. @throws HttpFailure 403 */
export const readAddressbookFilter = (filter: XmlElement | undefined): AddressbookFilter =>
  filter === undefined
    ? { test: 'anyof', props: [] }
    : { test: testOf(filter), props: childrenNamed(filter, carddav('prop-filter')).map(readPropFilter) }

const combine = (test: Test, outcomes: readonly boolean[]): boolean =>
  outcomes.length === 0 || (test === 'allof' ? outcomes.every(Boolean) : outcomes.some(Boolean))

function paramMatches(lines: readonly ContentLine[], { name, absent, text }: ParamFilter): boolean {
  const values = lines.flatMap((line) =>
    parameters(line).flatMap((parameter) => (parameter.name === name ? parameter.values : [])),
  )
  if (absent) return values.length === 0
  return values.length > 0 && (text === null || anyMatches(text, values))
}

function propMatches(card: readonly ContentLine[], filter: PropFilter): boolean {
  const lines = card.filter(
    (line) => line.name === filter.name && (filter.group === null || line.group.toUpperCase() === filter.group),
  )
  if (filter.absent) return lines.length === 0
  if (lines.length === 0) return false
  const values = lines.map((line) => unescapeText(lineValue(line)))
  return combine(filter.test, [
    ...filter.texts.map((text) => anyMatches(text, values)),
    ...filter.params.map((param) => paramMatches(lines, param)),
  ])
}

/** Whether a vCard matches (RFC 6352 §10.5). */
export function matchesAddressbookFilter(text: string, { test, props }: AddressbookFilter): boolean {
  const card = readLines(text)
  return combine(
    test,
    props.map((prop) => propMatches(card, prop)),
  )
}
