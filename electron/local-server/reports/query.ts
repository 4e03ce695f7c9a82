import { resolveTzid } from '../../../shared/icalendar/time-zones.ts'
import { childNamed, childText, type XmlElement } from '../../dav/xml/element.ts'
import { caldav, carddav, dav } from '../../dav/xml/names.ts'
import type { Xml } from '../../dav/xml/write.ts'
import { createPacer } from '../../feeds/pacer.ts'
import type { Context } from '../context.ts'
import { precondition, type Answer } from '../exchange/answer.ts'
import { depthOf, type DavRequest } from '../exchange/request.ts'
import { statusResponse } from '../multistatus.ts'
import { memberResource, type Resource } from '../resource.ts'
import type { Member, StoredCollection } from '../store/model.ts'
import { matchesAddressbookFilter, readAddressbookFilter } from './addressbook-filter.ts'
import { componentOnly, matchesCalendarFilter, readCalendarFilter } from './calendar-filter.ts'
import { reportAnswer, readReportProperties, type ObjectReport } from './object-report.ts'

type Matcher = { readonly member: (member: Member) => boolean | null; readonly text: (text: string) => boolean }

/** The zone of a floating time: what the request says, else the calendar, else this computer. */
function zoneFor(root: XmlElement, collection: StoredCollection): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const given = childText(root, caldav('timezone')) ?? collection.file.properties[caldav('calendar-timezone')]?.text
  const id = childText(root, caldav('timezone-id')) ?? /^TZID:\s*(\S+)\s*$/im.exec(given ?? '')?.[1]
  return (id === undefined ? null : resolveTzid(id)) ?? own
}

/** As things are when the report begins: what changes while it is answered is told by the next one. */
function candidates(request: DavRequest, resource: Resource): Member[] {
  if (resource.type === 'member') return [resource.member]
  // Clients leave Depth out and mean the members; RFC 4791 §7.8 would have them get nothing
  return resource.type === 'collection' && depthOf(request) !== '0' ? [...resource.collection.members.values()] : []
}

async function* matching(
  report: ObjectReport,
  request: DavRequest,
  resource: Resource,
  collection: StoredCollection,
  matcher: Matcher,
  limit: number,
): AsyncIterable<Xml> {
  const pacer = createPacer()
  let count = 0
  for (const member of candidates(request, resource)) {
    if (pacer.due()) await pacer.breathe()
    const known = matcher.member(member)
    if (known === false) continue
    const needed = known === null || report.withData
    const text = needed ? await report.context.store.text(collection, member) : null
    if (needed && (text === null || (known === null && !matcher.text(text)))) continue
    if (count === limit) {
      yield statusResponse(resource.href, 507, dav('number-of-matches-within-limits'))
      return
    }
    count += 1
    yield report.respond(memberResource(collection, member), text)
  }
}

/** CALDAV:calendar-query (RFC 4791 §7.8). */
export function calendarQuery(root: XmlElement, request: DavRequest, resource: Resource, context: Context): Answer {
  if ((resource.type !== 'collection' && resource.type !== 'member') || resource.collection.kind !== 'calendars')
    throw precondition(403, dav('supported-report'))
  const { collection } = resource
  const filter = readCalendarFilter(childNamed(root, caldav('filter')))
  const zone = zoneFor(root, collection)
  const only = componentOnly(filter)
  const report = readReportProperties(root, request, context)
  const matcher: Matcher = {
    member: (member) => (only === null ? null : member.component === only),
    text: (text) => matchesCalendarFilter(text, filter, zone),
  }
  return reportAnswer(report, matching(report, request, resource, collection, matcher, Infinity))
}

/** CARDDAV:addressbook-query (RFC 6352 §8.6). */
export function addressbookQuery(root: XmlElement, request: DavRequest, resource: Resource, context: Context): Answer {
  if ((resource.type !== 'collection' && resource.type !== 'member') || resource.collection.kind !== 'addressbooks')
    throw precondition(403, dav('supported-report'))
  const filter = readAddressbookFilter(childNamed(root, carddav('filter')))
  const limited = childNamed(root, carddav('limit'))
  const limit = limited === undefined ? Infinity : Number(childText(limited, carddav('nresults')) ?? Infinity)
  const report = readReportProperties(root, request, context)
  const matcher: Matcher = {
    member: () => (filter.props.length === 0 ? true : null),
    text: (text) => matchesAddressbookFilter(text, filter),
  }
  return reportAnswer(report, matching(report, request, resource, resource.collection, matcher, limit))
}
