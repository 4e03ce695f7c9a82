import type { XmlElement } from '../../dav/xml/element.ts'
import type { XmlName } from '../../dav/xml/names.ts'
import type { XmlContent } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import type { Resource } from '../resource.ts'

/** One live property: `read` gives its content, or undefined where the resource has no such property. */
export type LiveProperty = {
  /** Part of the answer to `DAV:allprop` (RFC 4918 §9.1: those it defines itself). */
  readonly allprop?: boolean
  readonly read: (resource: Resource, context: Context, request: XmlElement | null) => XmlContent | undefined
}

export type LiveProperties = Readonly<Record<XmlName, LiveProperty>>
