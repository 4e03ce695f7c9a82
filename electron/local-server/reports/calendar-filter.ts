import { readComponents, type Component } from '../../../shared/icalendar/component.ts'
import { lineValue, parameters, type ContentLine } from '../../../shared/icalendar/content-line.ts'
import { unescapeText } from '../../../shared/icalendar/text-value.ts'
import { childNamed, childrenNamed, type XmlElement } from '../../dav/xml/element.ts'
import { caldav } from '../../dav/xml/names.ts'
import { precondition } from '../exchange/answer.ts'
import { anyMatches, readTextMatch, type TextMatch } from './text-match.ts'
import { componentsTouch, propertyTouches, readTimeRange, type TimeRange } from './time-range.ts'

type ParamFilter = { readonly name: string; readonly absent: boolean; readonly text: TextMatch | null }
type PropFilter = {
  readonly name: string
  readonly absent: boolean
  readonly range: TimeRange | null
  readonly text: TextMatch | null
  readonly params: readonly ParamFilter[]
}
/** `C:comp-filter` (RFC 4791 §9.7.1). */
export type CompFilter = {
  readonly name: string
  readonly absent: boolean
  readonly range: TimeRange | null
  readonly props: readonly PropFilter[]
  readonly comps: readonly CompFilter[]
}

function nameOf(element: XmlElement): string {
  const name = element.attributes['name']?.toUpperCase()
  if (name === undefined || name === '') throw precondition(403, caldav('valid-filter'))
  return name
}

const isAbsent = (element: XmlElement): boolean => childNamed(element, caldav('is-not-defined')) !== undefined

function rangeIn(element: XmlElement): TimeRange | null {
  const range = childNamed(element, caldav('time-range'))
  return range === undefined ? null : readTimeRange(range)
}

function textIn(element: XmlElement): TextMatch | null {
  const text = childNamed(element, caldav('text-match'))
  return text === undefined ? null : readTextMatch(text, 'i;ascii-casemap', caldav('supported-collation'))
}

const readCompFilter = (element: XmlElement): CompFilter => ({
  name: nameOf(element),
  absent: isAbsent(element),
  range: rangeIn(element),
  props: childrenNamed(element, caldav('prop-filter')).map((prop) => ({
    name: nameOf(prop),
    absent: isAbsent(prop),
    range: rangeIn(prop),
    text: textIn(prop),
    params: childrenNamed(prop, caldav('param-filter')).map((param) => ({
      name: nameOf(param),
      absent: isAbsent(param),
      text: textIn(param),
    })),
  })),
  comps: childrenNamed(element, caldav('comp-filter')).map(readCompFilter),
})

/**
 * Reads `C:filter`: one comp-filter, for VCALENDAR.
 *
 * @throws HttpFailure 403 with `C:valid-filter` or `C:supported-collation`
 */
export function readCalendarFilter(filter: XmlElement | undefined): CompFilter {
  const roots = filter === undefined ? [] : childrenNamed(filter, caldav('comp-filter'))
  const [root] = roots
  if (root === undefined || roots.length > 1 || nameOf(root) !== 'VCALENDAR')
    throw precondition(403, caldav('valid-filter'))
  return readCompFilter(root)
}

const linesNamed = (component: Component, name: string): ContentLine[] =>
  component.lines.filter((line) => line.name === name)

function paramMatches(lines: readonly ContentLine[], filter: ParamFilter): boolean {
  const values = lines.flatMap((line) =>
    parameters(line)
      .filter(({ name }) => name === filter.name)
      .map(({ values: list }) => list.join(',')),
  )
  if (filter.absent) return values.length === 0
  return values.length > 0 && (filter.text === null || anyMatches(filter.text, values))
}

function propMatches(component: Component, filter: PropFilter, zone: string): boolean {
  const lines = linesNamed(component, filter.name)
  if (filter.absent) return lines.length === 0
  if (lines.length === 0) return false
  if (filter.range !== null && !propertyTouches(component, filter.name, filter.range, zone)) return false
  const values = lines.map((line) => unescapeText(lineValue(line)))
  if (filter.text !== null && !anyMatches(filter.text, values)) return false
  return filter.params.every((param) => paramMatches(lines, param))
}

function compMatches(parent: Component, filter: CompFilter, text: string, zone: string): boolean {
  const named = parent.components.filter(({ name }) => name === filter.name)
  if (filter.absent) return named.length === 0
  if (filter.range !== null && (named.length === 0 || !componentsTouch(filter.name, text, named, filter.range, zone)))
    return false
  return named.some((component) => insideMatches(component, filter, text, zone))
}

const insideMatches = (component: Component, filter: CompFilter, text: string, zone: string): boolean =>
  filter.props.every((prop) => propMatches(component, prop, zone)) &&
  filter.comps.every((comp) => compMatches(component, comp, text, zone))

/** The component a filter asks for where that is all it asks: then no text need be read. */
export function componentOnly(filter: CompFilter): string | null {
  const [only, ...others] = filter.comps
  if (only === undefined || others.length > 0 || filter.props.length > 0 || filter.absent) return null
  const bare = !only.absent && only.range === null && only.props.length === 0 && only.comps.length === 0
  return bare ? only.name : null
}

/**
 * Whether a calendar object matches (RFC 4791 §9.7).
 *
 * @param zone IANA name for floating times and days
 */
export function matchesCalendarFilter(text: string, filter: CompFilter, zone: string): boolean {
  const [calendar] = readComponents(text)
  return calendar !== undefined && insideMatches(calendar, filter, text, zone)
}
