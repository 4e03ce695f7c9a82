import { caldav, calendarserver, carddav, dav, type XmlName } from '../../dav/xml/names.ts'
import { element } from '../../dav/xml/write.ts'
import type { Context } from '../context.ts'
import { emptyAnswer, failure, HttpFailure, precondition, xmlAnswer, type Answer } from '../exchange/answer.ts'
import { checkConditions } from '../exchange/conditions.ts'
import { readXml, type DavRequest } from '../exchange/request.ts'
import { propstats } from '../multistatus.ts'
import {
  own,
  readInstructions,
  resourceTypesIn,
  sourceOf,
  writeProperties,
  type Instruction,
  type Refusal,
} from '../properties/write.ts'
import { resolveResource } from '../resource.ts'
import { newCollectionFile, type CollectionFile } from '../store/collection-file.ts'
import { ALL_COMPONENTS, type HomeKind } from '../store/model.ts'
import { newSubscription } from '../subscribed/state.ts'
import { propertyOutcomes } from './property-answer.ts'

type Wanted = { readonly kind: HomeKind; readonly subscribed: boolean }

const understood = [
  dav('collection'),
  dav('subscription'),
  caldav('calendar'),
  carddav('addressbook'),
  calendarserver('subscribed'),
]

/** What a resourcetype asks to be made; null where it is nothing this server has. */
function wantedBy(types: readonly XmlName[]): Wanted | null {
  const subscribed = types.includes(dav('subscription')) || types.includes(calendarserver('subscribed'))
  const calendar = types.includes(caldav('calendar')) || types.includes(calendarserver('subscribed'))
  const addressbook = types.includes(carddav('addressbook'))
  if (!types.every((name) => understood.includes(name)) || calendar === addressbook) return null
  return addressbook && subscribed ? null : { kind: calendar ? 'calendars' : 'addressbooks', subscribed }
}

/** Reads the body of MKCOL (RFC 5689 §3) or MKCALENDAR (RFC 4791 §5.3.1). */
async function readWanted(
  request: DavRequest,
): Promise<{ wanted: Wanted; instructions: Instruction[]; root: XmlName }> {
  const root = await readXml(request.incoming)
  const expected = request.method === 'MKCALENDAR' ? caldav('mkcalendar') : dav('mkcol')
  if (root !== null && root.name !== expected) throw failure(415, `The request body is not a ${expected}.`)
  const instructions = root === null ? [] : readInstructions(root)
  const types = resourceTypesIn(instructions)
  if (request.method === 'MKCALENDAR' && types === null)
    return { wanted: { kind: 'calendars', subscribed: false }, instructions, root: caldav('mkcalendar-response') }
  const wanted = wantedBy(types ?? [])
  if (wanted === null) throw precondition(403, dav('valid-resourcetype'))
  return { wanted, instructions, root: dav('mkcol-response') }
}

const refusedAnswer = (
  root: XmlName,
  instructions: readonly Instruction[],
  refusals: readonly Refusal[],
): HttpFailure =>
  new HttpFailure(xmlAnswer(403, element(root, propstats(propertyOutcomes(instructions, refusals)))), 'refused')

/** The home a new collection goes into. @throws HttpFailure 403, 405, 409 */
function homeFor(request: DavRequest, context: Context, { kind }: Wanted): string {
  const place = resolveResource(context, request.segments)
  checkConditions(request, place, context)
  if (place.type !== 'unmapped') throw failure(405, 'Something is at this address already.')
  if (place.parent === null) throw failure(409, 'The folder this would be in does not exist.')
  if (place.parent.type !== 'home' || place.parent.home.kind !== kind)
    throw precondition(
      403,
      kind === 'calendars' ? caldav('calendar-collection-location-ok') : carddav('addressbook-collection-location-ok'),
    )
  return place.name
}

/** MKCOL and MKCALENDAR: a calendar, an address book, or a calendar the server fills from a feed. Atomic. */
export async function mkcol(request: DavRequest, context: Context): Promise<Answer> {
  const { wanted, instructions, root } = await readWanted(request)
  const { kind, subscribed } = wanted
  const now = context.now()
  return context.store.exclusively(async (commit) => {
    const name = homeFor(request, context, wanted)
    const source = sourceOf(instructions)
    if (subscribed && source === null) throw precondition(403, own('missing-subscription-href'))
    const empty: CollectionFile = {
      ...newCollectionFile(name, now),
      components: kind === 'calendars' ? ALL_COMPONENTS : [],
      subscription: subscribed && source !== null ? newSubscription(source, now) : null,
    }
    const { file, refusals } = writeProperties(empty, kind, instructions, context.subscriptions.mayFetch, true)
    const notAllowed = refusals.find(({ error }) => error === own('subscription-href-not-allowed'))
    if (notAllowed?.error !== undefined) throw precondition(403, notAllowed.error)
    if (refusals.length > 0) throw refusedAnswer(root, instructions, refusals)
    await commit([{ type: 'create-collection', home: kind, file }])
    const made = context.homes[kind].collections.get(name)
    if (subscribed && made !== undefined) context.subscriptions.begin(made)
    return emptyAnswer(201, { 'Cache-Control': 'no-cache' })
  })
}
