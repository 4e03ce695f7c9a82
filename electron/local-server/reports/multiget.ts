import { childrenNamed, type XmlElement } from '../../dav/xml/element.ts'
import { dav } from '../../dav/xml/names.ts'
import type { Xml } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { failure, HttpFailure, precondition, type Answer } from '../exchange/answer.ts'
import { readPath, type DavRequest } from '../exchange/request.ts'
import { statusResponse } from '../multistatus.ts'
import { resolveResource, type MemberResource, type Resource } from '../resource.ts'
import type { HomeKind } from '../store/model.ts'
import { readReportProperties, reportAnswer, type ObjectReport } from './object-report.ts'

function memberAt(href: string, scope: Resource, kind: HomeKind, context: Context): MemberResource | null {
  try {
    const found = resolveResource(context, readPath(href).segments)
    const inside = found.type === 'member' && found.collection.kind === kind && found.href.startsWith(scope.href)
    return inside ? found : null
  } catch (error) {
    if (error instanceof HttpFailure) return null
    throw error
  }
}

const ahead = 64

async function* responsesFor(
  report: ObjectReport,
  hrefs: readonly string[],
  scope: Resource,
  kind: HomeKind,
): AsyncIterable<Xml> {
  const { store } = report.context
  for (let start = 0; start < hrefs.length; start += ahead) {
    const batch = hrefs.slice(start, start + ahead)
    const found = batch.map((href) => memberAt(href, scope, kind, report.context))
    const texts = await Promise.all(
      found.map(async (each) => (each === null || !report.withData ? null : store.text(each.collection, each.member))),
    )
    for (const [index, href] of batch.entries()) {
      const resource = found[index] ?? null
      const text = texts[index] ?? null
      const missing = resource === null || (report.withData && text === null)
      yield missing ? statusResponse(href, 404) : report.respond(resource, text)
    }
  }
}

/** CALDAV:calendar-multiget (RFC 4791 §7.9) and CARDDAV:addressbook-multiget (RFC 6352 §8.7); each href asked for gets its row. */
export const multiget =
  (kind: HomeKind) =>
  (root: XmlElement, request: DavRequest, resource: Resource, context: Context): Answer => {
    const fits =
      resource.type === 'home'
        ? resource.home.kind === kind
        : (resource.type === 'collection' || resource.type === 'member') && resource.collection.kind === kind
    if (!fits) throw precondition(403, dav('supported-report'))
    const hrefs = childrenNamed(root, dav('href')).map(({ text }) => text.trim())
    if (hrefs.length === 0) throw failure(400, 'The report names no href.')
    const report = readReportProperties(root, request, context)
    return reportAnswer(report, responsesFor(report, hrefs, resource, kind))
  }
