import type { XmlElement } from '../../dav/xml/element.ts'
import { dav, type XmlName } from '../../dav/xml/names.ts'
import { element, elementOf, type Xml } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import type { Resource } from '../resource.ts'
import type { StoredProperties } from '../store/collection-file.ts'
import { caldavProperties } from './caldav.ts'
import { calendarserverProperties } from './calendarserver.ts'
import { carddavProperties } from './carddav.ts'
import type { LiveProperties } from './property.ts'
import { subscriptionProperties } from './subscription.ts'
import { webdavProperties } from './webdav.ts'

/** All properties the server computes; none can be written as a dead one. */
export const liveProperties: LiveProperties = {
  ...webdavProperties,
  ...caldavProperties,
  ...carddavProperties,
  ...calendarserverProperties,
  ...subscriptionProperties,
}

/** What a client asked for: elements of `DAV:prop`, or one of the two words. */
export type PropertyRequest =
  | { readonly type: 'prop'; readonly elements: readonly XmlElement[] }
  | { readonly type: 'allprop'; readonly include: readonly XmlElement[] }
  | { readonly type: 'propname' }

const noProperties: StoredProperties = {}

/** What clients wrote on a resource. */
function storedPropertiesOf(resource: Resource): StoredProperties {
  if (resource.type === 'collection') return resource.collection.file.properties
  if (resource.type === 'member') return resource.collection.file.memberProperties[resource.member.name] ?? noProperties
  return noProperties
}

/** One property as an element, or undefined where the resource lacks it. */
export function readProperty(resource: Resource, context: Context, request: XmlElement): Xml | undefined {
  const live = liveProperties[request.name]
  if (live !== undefined) {
    const content = live.read(resource, context, request)
    return content === undefined ? undefined : element(request.name, content)
  }
  const stored = storedPropertiesOf(resource)[request.name]
  if (stored !== undefined) return elementOf(stored)
  if (request.name === dav('displayname') && resource.type === 'principal') return element(request.name, context.user)
  return undefined
}

const asRequest = (name: XmlName): XmlElement => ({ name, attributes: {}, children: [], text: '' })

/** The elements to look for: the words replaced by the names they stand for (RFC 4918 §9.1). */
export function requestedElements(
  resource: Resource,
  context: Context,
  request: PropertyRequest,
): readonly XmlElement[] {
  if (request.type === 'prop') return request.elements
  const stored = Object.keys(storedPropertiesOf(resource)) as XmlName[]
  const live = (Object.keys(liveProperties) as XmlName[]).filter(
    (name) => request.type === 'propname' || liveProperties[name]?.allprop === true,
  )
  const present = [...live.map(asRequest), ...stored.map(asRequest)].filter(
    (wanted) => readProperty(resource, context, wanted) !== undefined,
  )
  return request.type === 'allprop' ? [...present, ...request.include] : present
}
