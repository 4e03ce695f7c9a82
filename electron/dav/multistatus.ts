import { setImmediate } from 'node:timers/promises'
import { DavError } from '../../shared/model/dav-error.ts'
import { normaliseHref } from '../../shared/model/href.ts'
import { href as asHref, syncToken, type Href, type SyncToken } from '../../shared/model/names.ts'
import { preconditionsIn } from './failure.ts'
import { childNamed, childrenNamed, type XmlElement } from './xml/element.ts'
import { dav } from './xml/names.ts'
import { createXmlReader } from './xml/parse.ts'

type PropStat = {
  readonly status: number
  readonly prop: XmlElement
  readonly preconditions: readonly string[]
}

/** One `DAV:response` of a multistatus (RFC 4918 §14.24). */
export type Response = {
  readonly href: Href
  /** Of the response as a whole; null where propstats have their own, or where nothing was said. */
  readonly status: number | null
  readonly propstats: readonly PropStat[]
  /** A `DAV:prop` with all properties that were found (2xx). */
  readonly properties: XmlElement
  /** Local names in the response's own `DAV:error`. */
  readonly preconditions: readonly string[]
}

export type MultistatusItem =
  | { readonly type: 'response'; readonly response: Response }
  | { readonly type: 'sync-token'; readonly token: SyncToken }

export type MultistatusContext = {
  /** URL that was answered, after redirects: relative hrefs are resolved against it. */
  readonly url: string
  /** The account's own origin; see `normaliseHref`. */
  readonly origin: string
}

const names = {
  multistatus: dav('multistatus'),
  response: dav('response'),
  syncResponse: dav('sync-response'), // drafts of RFC 6578 before -03
  syncToken: dav('sync-token'),
  href: dav('href'),
  status: dav('status'),
  propstat: dav('propstat'),
  prop: dav('prop'),
  error: dav('error'),
}

const noProperties: XmlElement = { name: names.prop, attributes: {}, children: [], text: '' }

/** Paths that are already in the one spelling `normaliseHref` would give them: most, and a URL for each would cost more than the rest. */
const plainPath =
  /^\/(?:[A-Za-z0-9_~!$&'()*+,;=:@-][A-Za-z0-9._~!$&'()*+,;=:@-]*\/)*(?:[A-Za-z0-9_~!$&'()*+,;=:@-][A-Za-z0-9._~!$&'()*+,;=:@-]*)?$/

function hrefReader({ url, origin }: MultistatusContext): (raw: string) => Href {
  const own = new URL(url).origin === new URL(origin).origin
  return (raw) => {
    const trimmed = raw.trim()
    if (own && plainPath.test(trimmed)) return asHref(trimmed)
    try {
      return normaliseHref(trimmed, url, origin)
    } catch (error) {
      throw new DavError('malformed', `The answer of ${new URL(url).host} names something that is no address.`, {
        cause: error,
      })
    }
  }
}

/** `HTTP/1.1 404 Not Found`; null if there is no number in it. */
function statusOf(parent: XmlElement): number | null {
  const match = /(?:^|\s)(\d{3})(?:\s|$)/.exec(childNamed(parent, names.status)?.text ?? '')
  return match === null ? null : Number(match[1])
}

const errorsOf = (parent: XmlElement): readonly string[] => {
  const error = childNamed(parent, names.error)
  return error === undefined ? [] : preconditionsIn(error)
}

function propstatsOf(element: XmlElement): PropStat[] {
  const propstats: PropStat[] = []
  for (const child of element.children) {
    if (child.name === names.propstat)
      propstats.push({
        status: statusOf(child) ?? 200,
        prop: childNamed(child, names.prop) ?? noProperties,
        preconditions: errorsOf(child),
      })
    // as the samples of WebDAV-Push write it
    else if (child.name === names.prop) propstats.push({ status: 200, prop: child, preconditions: [] })
  }
  return propstats
}

function foundProperties(propstats: readonly PropStat[]): XmlElement {
  const found = propstats.filter(({ status }) => status >= 200 && status < 300)
  const [first] = found
  if (first === undefined) return noProperties
  if (found.length === 1) return first.prop
  return { ...noProperties, children: found.flatMap(({ prop }) => prop.children) }
}

function responsesOf(element: XmlElement, toHref: (raw: string) => Href): Response[] {
  const propstats = propstatsOf(element)
  const status = statusOf(element)
  const properties = foundProperties(propstats)
  const preconditions = errorsOf(element)
  return childrenNamed(element, names.href).map(({ text }) => ({
    href: toHref(text),
    status,
    propstats,
    properties,
    preconditions,
  }))
}

const pieceBytes = 64 * 1024
const longestTurnMs = 8

/**
 * Reads a multistatus (RFC 4918 §13, RFC 6578 §6.4) as it arrives: every response is given out when its element closes. It lets
 * other work have a turn every few milliseconds. Tolerates what servers are known to send: `sync-response`, a status on the
 * response, several hrefs in one, no propstat at all, a prop without propstat, the token first or last with blanks around it.
 *
 * @throws DavError `malformed`, `truncated`, `too-large`; `not-dav` if the document is no multistatus; `precondition` if it is a
 *   DAV:error in spite of its status; and whatever reading the chunks throws
 */
export async function* readMultistatus(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  context: MultistatusContext,
): AsyncGenerator<MultistatusItem> {
  const { host } = new URL(context.url)
  const toHref = hrefReader(context)
  const failed: string[] = []
  let isError = false
  let items: MultistatusItem[] = []
  const reader = createXmlReader({
    source: `The answer of ${host}`,
    emitDepth: 1,
    onRoot: ({ name }) => {
      if (name === names.error) isError = true
      else if (name !== names.multistatus)
        throw new DavError('not-dav', `${host} does not answer as a calendar or contacts server. Check the address.`)
    },
    onElement: (element) => {
      if (isError) failed.push(...preconditionsIn({ ...noProperties, name: names.error, children: [element] }))
      else if (element.name === names.response || element.name === names.syncResponse)
        for (const response of responsesOf(element, toHref)) items.push({ type: 'response', response })
      else if (element.name === names.syncToken && element.text.trim() !== '')
        items.push({ type: 'sync-token', token: syncToken(element.text.trim()) })
    },
  })
  let turnBegan = performance.now()
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      reader.write(chunk.subarray(at, at + pieceBytes))
      const ready = items
      items = []
      yield* ready
      if (performance.now() - turnBegan > longestTurnMs) {
        await setImmediate()
        turnBegan = performance.now()
      }
    }
  reader.end()
  yield* items
  if (isError)
    throw new DavError('precondition', `${host} refused (${failed.join(', ') || 'without a reason'}).`, {
      preconditions: failed,
    })
}
