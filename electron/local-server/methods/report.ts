import type { XmlElement } from '../../dav/xml/element.ts'
import { caldav, carddav, dav, type XmlName } from '../../dav/xml/names.ts'
import type { Context } from '../context.ts'
import { failure, precondition, type Answer } from '../exchange/answer.ts'
import { readXml, type DavRequest } from '../exchange/request.ts'
import { multiget } from '../reports/multiget.ts'
import { addressbookQuery, calendarQuery } from '../reports/query.ts'
import { syncCollection } from '../reports/sync-collection.ts'
import { resolveResource, type Resource } from '../resource.ts'

type Report = (root: XmlElement, request: DavRequest, resource: Resource, context: Context) => Answer | Promise<Answer>

const reports: Readonly<Record<XmlName, Report>> = {
  [dav('sync-collection')]: syncCollection,
  // The mail of 2014 writes the root in CalDAV's namespace
  [caldav('sync-collection')]: syncCollection,
  [caldav('calendar-query')]: calendarQuery,
  [caldav('calendar-multiget')]: multiget('calendars'),
  [carddav('addressbook-query')]: addressbookQuery,
  [carddav('addressbook-multiget')]: multiget('addressbooks'),
}

/** REPORT (RFC 3253 §3.6): which one, the root of the body says. */
export async function report(request: DavRequest, context: Context): Promise<Answer> {
  const root = await readXml(request.incoming)
  if (root === null) throw failure(400, 'A REPORT needs a body that names the report.')
  const resource = resolveResource(context, request.segments)
  if (resource.type === 'unmapped') throw failure(404, 'Nothing is at this address.')
  const answer = reports[root.name]
  if (answer === undefined) throw precondition(403, dav('supported-report'))
  return answer(root, request, resource, context)
}
