import { childNamed, type XmlElement } from '../../dav/xml/element.ts'
import { dav } from '../../dav/xml/names.ts'
import type { Xml } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { XML_TYPE, type Answer } from '../exchange/answer.ts'
import { preferenceApplied, readPrefer } from '../exchange/prefer.ts'
import type { DavRequest } from '../exchange/request.ts'
import { multistatusPieces, readPropertyRequest, resourceResponse } from '../multistatus.ts'
import type { PropertyRequest } from '../properties/read.ts'
import type { MemberResource } from '../resource.ts'
import { asksForData, dataReader } from './object-data.ts'

/** How a report shows objects. */
export type ObjectReport = {
  readonly context: Context
  readonly minimal: boolean
  /** Their texts are asked for. */
  readonly withData: boolean
  readonly respond: (resource: MemberResource, text: string | null) => Xml
}

const nothingAsked: PropertyRequest = { type: 'prop', elements: [] }

/** Reads what a query or multiget wants to be told of each object. */
export function readReportProperties(root: XmlElement, request: DavRequest, context: Context): ObjectReport {
  const says = ['prop', 'allprop', 'propname'].some((local) => childNamed(root, dav(local)) !== undefined)
  const wanted = says ? readPropertyRequest(root) : nothingAsked
  const minimal = readPrefer(request.header('prefer')).returns === 'minimal'
  return {
    context,
    minimal,
    withData: wanted.type === 'prop' && asksForData(wanted.elements),
    respond: (resource, text) =>
      resourceResponse(
        resource,
        context,
        wanted,
        minimal,
        text === null ? undefined : dataReader(resource.collection.kind, text),
      ),
  }
}

/** The multistatus of a query or multiget. */
export function reportAnswer({ minimal }: ObjectReport, responses: AsyncIterable<Xml>): Answer {
  const applied = preferenceApplied({ minimal })
  return {
    status: 207,
    headers: {
      'Content-Type': XML_TYPE,
      Vary: 'Prefer',
      ...(applied === undefined ? {} : { 'Preference-Applied': applied }),
    },
    body: multistatusPieces(responses),
  }
}
