import { childrenNamed, childText, type XmlElement } from '../../dav/xml/element.ts'
import { apple, caldav, calendarserver, dav, xmlName, type XmlName } from '../../dav/xml/names.ts'
import { readDuration } from '../../feeds/duration.ts'
import type { CollectionFile, StoredProperties } from '../store/collection-file.ts'
import type { HomeKind } from '../store/model.ts'
import { inspectTimeZone } from '../store/object-facts.ts'
import { liveProperties } from './read.ts'

/** One step of a PROPPATCH, MKCOL or MKCALENDAR, in the order they came. */
export type Instruction =
  | { readonly type: 'set'; readonly element: XmlElement }
  | { readonly type: 'remove'; readonly name: XmlName }

/** Why a property cannot be written: a status and, where an RFC names one, a precondition. */
export type Refusal = { readonly name: XmlName; readonly status: number; readonly error?: XmlName }

export type Written = {
  readonly file: CollectionFile
  readonly refusals: readonly Refusal[]
  /** The client asked for a refresh now (draft-ietf-calext-serverside-subscriptions §5.5: an interval of nothing). */
  readonly refresh: boolean
}

/** Preconditions that no RFC has a name for. */
export const own = (local: string): XmlName => xmlName('urn:daystream', local)

const PROTECTED = dav('cannot-modify-protected-property')
const knownComponents = ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VAVAILABILITY']

/** Reads `DAV:set` and `DAV:remove` below a root, in document order (RFC 4918 §9.2). */
export function readInstructions(root: XmlElement): Instruction[] {
  return root.children.flatMap((step): Instruction[] => {
    const properties = childrenNamed(step, dav('prop')).flatMap(({ children }) => children)
    if (step.name === dav('set')) return properties.map((element) => ({ type: 'set', element }))
    if (step.name === dav('remove')) return properties.map(({ name }) => ({ type: 'remove', name }))
    return []
  })
}

const nameOf = (instruction: Instruction): XmlName =>
  instruction.type === 'set' ? instruction.element.name : instruction.name

const without = (properties: StoredProperties, name: XmlName): StoredProperties =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name))

/** Writes a property that means nothing to the server. */
export function writeStored(properties: StoredProperties, instruction: Instruction): StoredProperties {
  const name = nameOf(instruction)
  return instruction.type === 'set' ? { ...properties, [name]: instruction.element } : without(properties, name)
}

type Step = { readonly file: CollectionFile; readonly refusal?: Omit<Refusal, 'name'>; readonly refresh?: boolean }

const refused = (file: CollectionFile, status: number, error?: XmlName): Step => ({
  file,
  refusal: error === undefined ? { status } : { status, error },
})

const isOff = (text: string): boolean => ['false', '0'].includes(text.trim().toLowerCase())

/** The address a subscription is to be fetched from; `CS:source` says it in a `DAV:href`. */
export const sourceIn = (element: XmlElement): string =>
  element.name === calendarserver('source') ? (childText(element, dav('href')) ?? '') : element.text.trim()

/**
 * @param mayFetch says whether an address may be subscribed to
 */
function writeSubscription(file: CollectionFile, instruction: Instruction, mayFetch: (url: string) => boolean): Step {
  const { subscription } = file
  const name = nameOf(instruction)
  const text = instruction.type === 'set' ? instruction.element.text.trim() : null
  if (subscription === null) return refused(file, 403)
  switch (name) {
    case dav('subscription-href'):
    case calendarserver('source'): {
      if (instruction.type === 'remove') return refused(file, 403, own('missing-subscription-href'))
      const source = sourceIn(instruction.element)
      if (!mayFetch(source)) return refused(file, 403, own('subscription-href-not-allowed'))
      const fresh = source === subscription.source ? {} : { etag: null, lastModified: null, hash: null, movedTo: null }
      return { file: { ...file, subscription: { ...subscription, ...fresh, source } }, refresh: 'hash' in fresh }
    }
    case dav('subscription-suggested-refresh-interval'):
    case apple('refreshrate'): {
      if (text !== null && readDuration(text) === null) return refused(file, 409)
      return { file: { ...file, subscription: { ...subscription, suggestedRefreshInterval: text } } }
    }
    case dav('subscription-deletions-suppressed'): {
      const deletionsSuppressed = text !== null && !isOff(text)
      return { file: { ...file, subscription: { ...subscription, deletionsSuppressed } } }
    }
    case dav('subscription-next-refresh-interval'):
      return readDuration(text ?? '') === 0 ? { file, refresh: true } : refused(file, 403, PROTECTED)
    default:
      return refused(file, 403, PROTECTED)
  }
}

const subscriptionNames: readonly XmlName[] = [
  dav('subscription-href'),
  calendarserver('source'),
  dav('subscription-suggested-refresh-interval'),
  dav('subscription-deletions-suppressed'),
  dav('subscription-next-refresh-interval'),
]

function writeOne(
  file: CollectionFile,
  kind: HomeKind,
  creating: boolean,
  instruction: Instruction,
  mayFetch: (url: string) => boolean,
): Step {
  const name = nameOf(instruction)
  if (subscriptionNames.includes(name) || (name === apple('refreshrate') && file.subscription !== null))
    return writeSubscription(file, instruction, mayFetch)
  if (creating && name === dav('resourcetype')) return { file } // read before, as it decides what is made
  if (creating && name === caldav('supported-calendar-component-set') && instruction.type === 'set') {
    const components = childrenNamed(instruction.element, caldav('comp')).map((comp) =>
      (comp.attributes['name'] ?? '').toUpperCase(),
    )
    const usable = kind === 'calendars' && components.length > 0
    if (!usable || !components.every((component) => knownComponents.includes(component)))
      return refused(file, 403, caldav('supported-calendar-component'))
    return { file: { ...file, components } }
  }
  if (liveProperties[name] !== undefined) return refused(file, 403, PROTECTED)
  if (name === caldav('calendar-timezone') && instruction.type === 'set' && !inspectTimeZone(instruction.element.text))
    return refused(file, 403, caldav('valid-calendar-data'))
  return { file: { ...file, properties: writeStored(file.properties, instruction) } }
}

/**
 * Applies instructions to a collection, in order. Where one is refused, none may count: the caller looks at `refusals`.
 *
 * @param creating at MKCOL and MKCALENDAR more can be set than later
 */
export function writeProperties(
  file: CollectionFile,
  kind: HomeKind,
  instructions: readonly Instruction[],
  mayFetch: (url: string) => boolean,
  creating = false,
): Written {
  let current = file
  let refresh = false
  const refusals: Refusal[] = []
  for (const instruction of instructions) {
    const step = writeOne(current, kind, creating, instruction, mayFetch)
    current = step.file
    refresh = refresh || step.refresh === true
    if (step.refusal !== undefined) refusals.push({ name: nameOf(instruction), ...step.refusal })
  }
  return { file: current, refusals, refresh }
}

/** The names in a `DAV:resourcetype`; null where there is none. */
export function resourceTypesIn(instructions: readonly Instruction[]): XmlName[] | null {
  for (const instruction of instructions)
    if (instruction.type === 'set' && instruction.element.name === dav('resourcetype'))
      return instruction.element.children.map(({ name }) => name)
  return null
}

/** Where a new subscription is to be fetched from; null where nothing says it. */
export function sourceOf(instructions: readonly Instruction[]): string | null {
  for (const instruction of instructions) {
    if (instruction.type !== 'set') continue
    const { name } = instruction.element
    if (name !== dav('subscription-href') && name !== calendarserver('source')) continue
    const source = sourceIn(instruction.element)
    if (source !== '') return source
  }
  return null
}
