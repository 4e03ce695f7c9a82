import type { XmlElement } from './element.ts'
import { APPLE, CALDAV, CALENDARSERVER, CARDDAV, DAV, PUSH, splitXmlName, XML, type XmlName } from './names.ts'

/** Markup already escaped; its prefixes are declared by {@link xmlDocument} or {@link openXmlDocument}. */
export type Xml = { readonly xml: string }
export type XmlAttribute = { readonly attribute: string; readonly value: string }
/** Strings are character data and get escaped; null and undefined are nothing. */
export type XmlContent = Xml | XmlAttribute | string | null | undefined | readonly XmlContent[]

const prefixes = new Map([
  [DAV, 'D'],
  [CALDAV, 'C'],
  [CARDDAV, 'R'],
  [CALENDARSERVER, 'CS'],
  [APPLE, 'A'],
  [PUSH, 'P'],
  [XML, 'xml'],
])

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const escape = (text: string, characters: RegExp): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '') // XML 1.0 §2.2 has no way to write these
    .replace(characters, (character) => escapes[character] ?? '')

// A bare CR would come out of the reader as LF (XML 1.0 §2.11), and calendar data has CRLF.
const escapeText = (text: string): string => escape(text, /[&<>\r]/g)
const escapeAttribute = (text: string): string => escape(text, /[&<>"\r\n\t]/g)

type Written = { attributes: string; inner: string }

function write(content: XmlContent, into: Written): void {
  if (content === null || content === undefined) return
  if (typeof content === 'string') into.inner += escapeText(content)
  else if ('xml' in content) into.inner += content.xml
  else if ('attribute' in content) into.attributes += writeAttribute(content)
  else for (const item of content) write(item, into)
}

function writeAttribute({ attribute, value }: XmlAttribute): string {
  const written = escapeAttribute(value)
  if (!attribute.startsWith('{')) return ` ${attribute}="${written}"`
  const { namespace, local } = splitXmlName(attribute as XmlName)
  const prefix = prefixes.get(namespace)
  return prefix === undefined
    ? ` ns0:${local}="${written}" xmlns:ns0="${escapeAttribute(namespace)}"`
    : ` ${prefix}:${local}="${written}"`
}

function writeTag(name: XmlName): { tag: string; namespace: string } {
  const { namespace, local } = splitXmlName(name)
  const prefix = prefixes.get(namespace)
  return prefix === undefined
    ? { tag: local, namespace: ` xmlns="${escapeAttribute(namespace)}"` }
    : { tag: `${prefix}:${local}`, namespace: '' }
}

/** An attribute to put among an {@link element}'s content; `attribute` is a local name, or a Clark name. */
export const attribute = (name: string, value: string): XmlAttribute => ({ attribute: name, value })

/** Writes one element: `element(dav('href'), '/a?b&c')`, `element(caldav('comp-filter'), attribute('name', 'VEVENT'), …)`. */
export function element(name: XmlName, ...content: XmlContent[]): Xml {
  const { tag, namespace } = writeTag(name)
  const written: Written = { attributes: '', inner: '' }
  write(content, written)
  const open = `<${tag}${namespace}${written.attributes}`
  return { xml: written.inner === '' ? `${open}/>` : `${open}>${written.inner}</${tag}>` }
}

/** Writes a parsed element again, e.g. a dead property as it was stored. */
export const elementOf = (parsed: XmlElement): Xml =>
  element(
    parsed.name,
    Object.entries(parsed.attributes).map(([name, value]) => attribute(name, value)),
    parsed.text,
    parsed.children.map(elementOf),
  )

const declarations = (used: (prefix: string) => boolean): string =>
  [...prefixes]
    .filter(([namespace, prefix]) => namespace !== XML && used(prefix))
    .map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`)
    .join('')

/** The start of a document whose root is written piece by piece, with every prefix declared. */
export function openXmlDocument(root: XmlName): string {
  const { tag, namespace } = writeTag(root)
  return `${declaration}<${tag}${namespace}${declarations(() => true)}>`
}

/** The end of a document begun with {@link openXmlDocument}. */
export const closeXmlDocument = (root: XmlName): string => `</${writeTag(root).tag}>\n`

/** A whole document: `xmlDocument(element(dav('propfind'), …))`, with the prefixes it uses declared at its root. */
export function xmlDocument({ xml }: Xml): string {
  const end = /^<[^\s/>]+/.exec(xml)?.[0].length ?? 0
  const used = declarations((prefix) => xml.includes(`<${prefix}:`) || xml.includes(` ${prefix}:`))
  return `${declaration}${xml.slice(0, end)}${used}${xml.slice(end)}`
}
