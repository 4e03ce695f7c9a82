import type { XmlElement } from '../../dav/xml/element.ts'
import { dav } from '../../dav/xml/names.ts'
import { closeXmlDocument, element, openXmlDocument, type Xml } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { resourceResponse, statusResponse } from '../multistatus.ts'
import { collectionResource, memberResource, type Resource } from '../resource.ts'
import type { ChangeRow } from '../store/change-index.ts'
import { encodeSegment, lastSegment, parentOf } from '../store/href.ts'
import type { Member, StoredCollection } from '../store/model.ts'
import { writeSyncToken, type SyncPosition, type SyncTarget } from '../sync-token.ts'
import { asksForData, dataReader } from './object-data.ts'

/** How the rows of one REPORT are to be shown. */
export type SyncRendering = {
  readonly context: Context
  readonly target: SyncTarget
  /** The request-URI, as the 507 of a truncated answer names it. */
  readonly href: string
  readonly elements: readonly XmlElement[]
  readonly minimal: boolean
}

type Located = { readonly href: string; readonly resource: Resource | null }

function locate({ target, context }: SyncRendering, row: ChangeRow): Located {
  const href = 'file' in target ? target.href + encodeSegment(row.key) : row.key
  if (row.deleted) return { href, resource: null }
  const home = context.homes[target.kind]
  if (href.endsWith('/')) {
    const collection = home.collections.get(lastSegment(href))
    return { href, resource: collection === undefined ? null : collectionResource(collection) }
  }
  const collection = 'file' in target ? target : home.collections.get(lastSegment(parentOf(href)))
  const member = collection?.members.get(lastSegment(href))
  return {
    href,
    resource: collection === undefined || member === undefined ? null : memberResource(collection, member),
  }
}

const respond = (rendering: SyncRendering, { href, resource }: Located, text: string | null): Xml =>
  resource === null
    ? statusResponse(href, 404)
    : resourceResponse(
        resource,
        rendering.context,
        { type: 'prop', elements: rendering.elements },
        rendering.minimal,
        text === null || resource.type !== 'member' ? undefined : dataReader(resource.collection.kind, text),
      )

const memberOf = (located: Located): { collection: StoredCollection; member: Member } | null =>
  located.resource?.type === 'member' ? located.resource : null

/** One `DAV:response` a row, reading the texts that are asked for and not in memory. */
export async function* syncResponses(rendering: SyncRendering, rows: readonly ChangeRow[]): AsyncIterable<Xml> {
  const withData = asksForData(rendering.elements)
  const { store } = rendering.context
  const ahead = 64
  for (let start = 0; start < rows.length; start += ahead) {
    const batch = rows.slice(start, start + ahead).map((row) => locate(rendering, row))
    const texts = await Promise.all(
      batch.map(async (located) => {
        const found = memberOf(located)
        return withData && found !== null ? store.text(found.collection, found.member) : null
      }),
    )
    for (const [index, located] of batch.entries()) {
      const text = texts[index] ?? null
      const gone = withData && text === null && memberOf(located) !== null
      yield respond(rendering, gone ? { ...located, resource: null } : located, text)
    }
  }
}

/** The same in one go; null if a text would have to be read from the disk. */
export function syncResponsesFromMemory(rendering: SyncRendering, rows: readonly ChangeRow[]): Xml[] | null {
  const withData = asksForData(rendering.elements)
  const responses: Xml[] = []
  for (const row of rows) {
    const located = locate(rendering, row)
    const found = memberOf(located)
    const text = withData && found !== null ? rendering.context.store.textInMemory(found.member) : null
    if (text === undefined) return null
    responses.push(respond(rendering, located, text))
  }
  return responses
}

/** What follows the rows: the mark of a truncated answer (RFC 6578 §3.6), and the token. */
export function syncEnd(rendering: SyncRendering, next: SyncPosition, truncated: boolean): Xml[] {
  const token = element(dav('sync-token'), writeSyncToken(rendering.target, rendering.context.store.log.epochOf, next))
  return truncated ? [statusResponse(rendering.href, 507, dav('number-of-matches-within-limits')), token] : [token]
}

/** A whole multistatus of these elements. */
export const multistatusDocument = (content: readonly Xml[]): string =>
  openXmlDocument(dav('multistatus')) + content.map(({ xml }) => xml).join('') + closeXmlDocument(dav('multistatus'))
