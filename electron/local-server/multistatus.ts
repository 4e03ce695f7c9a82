import { childNamed, type XmlElement } from '../dav/xml/element.ts'
import { dav, type XmlName } from '../dav/xml/names.ts'
import { closeXmlDocument, element, openXmlDocument, type Xml } from '../dav/xml/write.ts'
import type { Context } from './context.ts'
import { failure } from './exchange/answer.ts'
import { readProperty, requestedElements, type PropertyRequest } from './properties/read.ts'
import type { Resource } from './resource.ts'

const reasons: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  424: 'Failed Dependency',
  507: 'Insufficient Storage',
}

/** `DAV:status` with a status line. */
const statusElement = (status: number): Xml =>
  element(dav('status'), `HTTP/1.1 ${status} ${reasons[status] ?? 'Unknown'}`)

/** `DAV:response` with a status of its own and no properties. */
export const statusResponse = (href: string, status: number, error?: XmlName): Xml =>
  element(
    dav('response'),
    element(dav('href'), href),
    statusElement(status),
    error === undefined ? null : element(dav('error'), element(error)),
  )

const propstat = (status: number, properties: readonly Xml[], error?: XmlName): Xml =>
  element(
    dav('propstat'),
    element(dav('prop'), properties),
    statusElement(status),
    error === undefined ? null : element(dav('error'), element(error)),
  )

/** Properties with one status, and why. */
export type PropertyGroup = {
  readonly status: number
  readonly properties: readonly Xml[]
  readonly error?: XmlName
}

/** Properties by status, a `DAV:propstat` each; at least one, as a changed member must have. */
export function propstats(groups: readonly PropertyGroup[]): Xml[] {
  const filled = groups.filter(({ properties }) => properties.length > 0)
  const shown: readonly PropertyGroup[] = filled.length > 0 ? filled : [{ status: 200, properties: [] }]
  return shown.map(({ status, properties, error }) => propstat(status, properties, error))
}

/** `DAV:response` with properties by status. */
export const propstatResponse = (href: string, groups: readonly PropertyGroup[]): Xml =>
  element(dav('response'), element(dav('href'), href), propstats(groups))

/** Reads the properties of a resource beyond those that every resource has: the data of an object, asked for in a REPORT. */
export type DataReader = (request: XmlElement) => Xml | undefined

/**
 * `DAV:response` with what was asked of one resource.
 *
 * @param minimal leave out what is not there (RFC 8144 §2.1)
 */
export function resourceResponse(
  resource: Resource,
  context: Context,
  request: PropertyRequest,
  minimal: boolean,
  readData?: DataReader,
): Xml {
  const found: Xml[] = []
  const missing: Xml[] = []
  for (const wanted of requestedElements(resource, context, request)) {
    const property = readData?.(wanted) ?? readProperty(resource, context, wanted)
    if (request.type === 'propname') found.push(element(wanted.name))
    else if (property !== undefined) found.push(property)
    else if (!minimal) missing.push(element(wanted.name))
  }
  return propstatResponse(resource.href, [
    { status: 200, properties: found },
    { status: 404, properties: missing },
  ])
}

/** Reads `DAV:prop`, `DAV:allprop` or `DAV:propname` among the children of a request's root. */
export function readPropertyRequest(root: XmlElement): PropertyRequest {
  const prop = childNamed(root, dav('prop'))
  if (prop !== undefined) return { type: 'prop', elements: prop.children }
  if (childNamed(root, dav('propname')) !== undefined) return { type: 'propname' }
  if (childNamed(root, dav('allprop')) === undefined)
    throw failure(400, 'The request asks for neither prop, allprop nor propname.')
  return { type: 'allprop', include: childNamed(root, dav('include'))?.children ?? [] }
}

const piece = 64 * 1024

/** A multistatus document in pieces of some size, so that a long one is never held whole. */
export async function* multistatusPieces(responses: Iterable<Xml> | AsyncIterable<Xml>): AsyncIterable<string> {
  let text = openXmlDocument(dav('multistatus'))
  for await (const { xml } of responses) {
    text += xml
    if (text.length < piece) continue
    yield text
    text = ''
  }
  yield text + closeXmlDocument(dav('multistatus'))
}
