import { splitXmlName, type XmlName } from './names.ts'

/** A parsed element. Mixed content is not kept in order: `text` is its own character data joined, without its children's. */
export type XmlElement = {
  readonly name: XmlName
  /** By local name, or by Clark name where the attribute has a namespace. Namespace declarations are left out. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** The first child of that name. */
export const childNamed = (parent: XmlElement, name: XmlName): XmlElement | undefined =>
  parent.children.find((child) => child.name === name)

/** All children of that name, in document order. */
export const childrenNamed = (parent: XmlElement, name: XmlName): XmlElement[] =>
  parent.children.filter((child) => child.name === name)

/** The text of the first child of that name, without blanks around it; null if there is no such child or it is blank. */
export function childText(parent: XmlElement, name: XmlName): string | null {
  const text = childNamed(parent, name)?.text.trim()
  return text === undefined || text === '' ? null : text
}

/** The name without its namespace. */
export const localName = (element: XmlElement): string => splitXmlName(element.name).local
