import { StringDecoder } from 'node:string_decoder'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { DavError } from '../../../shared/model/dav-error.ts'
import type { XmlElement } from './element.ts'
import { xmlName, type XmlName } from './names.ts'

export type XmlLimits = {
  /** Deepest nesting; saxes resolves namespaces in time quadratic to it. */
  readonly maxDepth: number
  /** Largest emitted element, in characters of text and attributes plus 64 for every element in it. */
  readonly maxElementSize: number
}

const defaultLimits: XmlLimits = { maxDepth: 100, maxElementSize: 16 * 1024 * 1024 }
const elementCost = 64

export type XmlReaderOptions = {
  /** What is read, to begin messages with: "The answer of cal.example". */
  readonly source: string
  /** Elements with this many ancestors are emitted as they close: 0 is the root, 1 its children. */
  readonly emitDepth: number
  readonly onElement: (element: XmlElement) => void
  /** Called with the root's start tag, before anything is emitted. */
  readonly onRoot?: (root: { readonly name: XmlName; readonly attributes: XmlElement['attributes'] }) => void
  readonly limits?: Partial<XmlLimits>
}

export type XmlReader = {
  /** Takes the next piece of the document, cut anywhere; UTF-8. Callbacks run before it returns. */
  readonly write: (chunk: Uint8Array | string) => void
  /** Says that there is no more. */
  readonly end: () => void
}

type Open = {
  name: XmlName
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

const noAttributes: Record<string, string> = {}

/** Text holding a control character breaks the rules of XML, but refusing one such description would lose its whole collection. */
const tolerated = new Set(['disallowed character.', 'malformed character entity.'])

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  let attributes = noAttributes
  for (const key in tag.attributes) {
    const attribute = tag.attributes[key]
    if (attribute === undefined || attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue
    if (attributes === noAttributes) attributes = {}
    attributes[attribute.uri === '' ? attribute.local : xmlName(attribute.uri, attribute.local)] = attribute.value
  }
  return attributes
}

/** Building a Clark name for every tag costs more than looking one up. */
function nameCache(): (namespace: string, local: string) => XmlName {
  const namespaces = new Map<string, Map<string, XmlName>>()
  return (namespace, local) => {
    let names = namespaces.get(namespace)
    if (names === undefined) namespaces.set(namespace, (names = new Map()))
    let name = names.get(local)
    if (name === undefined) names.set(local, (name = xmlName(namespace, local)))
    return name
  }
}

/**
 * Reads an XML document as it arrives and hands on each element of one depth when it closes, so that a long multistatus is never
 * held whole. No DOCTYPE is accepted, hence no entities but XML's five.
 *
 * @throws DavError from `write` and `end`: `malformed` (not well-formed, DOCTYPE, nested too deep), `too-large` (one element over
 *   the limit) or `truncated` (ended inside the document)
 */
export function createXmlReader(options: XmlReaderOptions): XmlReader {
  const { source, emitDepth, onElement, onRoot } = options
  const limits = { ...defaultLimits, ...options.limits }
  const decoder = new StringDecoder('utf8')
  const parser = new SaxesParser({ xmlns: true, position: false })
  const toName = nameCache()
  const building: Open[] = []
  let depth = 0
  let size = 0
  let sinceLastEvent = 0
  let quiet = true
  let started = false
  let ending = false

  const tooLarge = (): DavError =>
    new DavError('too-large', `${source} holds one item over ${limits.maxElementSize} characters; it was not read.`)
  const grow = (by: number): void => {
    size += by
    if (size > limits.maxElementSize) throw tooLarge()
  }

  parser.on('error', (error) => {
    if (tolerated.has(error.message)) return
    throw ending
      ? new DavError(
          'truncated',
          `${source} ended before its end. Nothing was changed by it. If it lasts, try again later.`,
          { cause: error },
        )
      : new DavError(
          'malformed',
          `${source} is not well-formed XML (${error.message}). Nothing was changed here; if it stays so, tell whoever runs the server.`,
          { cause: error },
        )
  })
  parser.on('doctype', () => {
    throw new DavError('malformed', `${source} has a DOCTYPE, which is never part of WebDAV.`)
  })
  parser.on('opentag', (tag) => {
    quiet = false
    if (depth >= limits.maxDepth)
      throw new DavError('malformed', `${source} nests elements more than ${limits.maxDepth} deep.`)
    const name = toName(tag.uri, tag.local)
    const attributes = attributesOf(tag)
    if (depth === 0) onRoot?.({ name, attributes })
    if (depth >= emitDepth) {
      let cost = elementCost
      for (const key in attributes) cost += key.length + (attributes[key]?.length ?? 0)
      grow(cost)
      building.push({ name, attributes, children: [], text: '' })
    }
    depth += 1
  })
  const onText = (text: string): void => {
    quiet = false
    const open = building.at(-1)
    if (open === undefined) return
    grow(text.length)
    open.text += text
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    quiet = false
    depth -= 1
    const closed = building.pop()
    if (closed === undefined) return
    const parent = building.at(-1)
    if (parent === undefined) {
      size = 0
      onElement(closed)
    } else parent.children.push(closed)
  })

  const feed = (text: string): void => {
    // Some servers write blank lines before the XML declaration.
    const fed = started ? text : text.replace(/^[\uFEFF\s]+/, '')
    if (fed === '') return
    started = true
    quiet = true
    parser.write(fed)
    // saxes gathers a text, attribute or comment over many chunks before it says anything
    sinceLastEvent = quiet ? sinceLastEvent + fed.length : 0
    if (sinceLastEvent > limits.maxElementSize) throw tooLarge()
  }

  return {
    write: (chunk) => feed(typeof chunk === 'string' ? chunk : decoder.write(chunk)),
    end: () => {
      feed(decoder.end())
      ending = true
      parser.close()
    },
  }
}

/**
 * Parses a whole document into its root element.
 *
 * @param source what it is, to begin messages with: "The answer of cal.example", "The request body"
 * @throws DavError `malformed`, `too-large` or `truncated` as {@link createXmlReader}
 */
export function parseXml(document: Uint8Array | string, source: string, limits?: Partial<XmlLimits>): XmlElement {
  let root: XmlElement | undefined
  const reader = createXmlReader({
    source,
    emitDepth: 0,
    onElement: (element) => {
      root = element
    },
    ...(limits === undefined ? {} : { limits }),
  })
  reader.write(document)
  reader.end()
  if (root === undefined) throw new DavError('malformed', `${source} is not XML.`)
  return root
}
