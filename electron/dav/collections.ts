import { collectionSchema, type Collection } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import { collectionId, href as asHref, type AccountId, type Href, type SyncToken } from '../../shared/model/names.ts'
import type { DavConnection } from './connection.ts'
import type { Response } from './multistatus.ts'
import { calendarColorOf, calendarOrderOf, componentsOf, displayNameOf } from './properties/calendar.ts'
import { defaultHue, nearestHue } from './properties/hue.ts'
import { privilegesOf } from './properties/privileges.ts'
import { collectionKindOf } from './properties/resource-type.ts'
import { subscriptionOf } from './properties/subscription.ts'
import { ctagOf, promisesSyncCollection, syncTokenOf } from './properties/sync-state.ts'
import { propfind } from './requests/propfind.ts'
import { apple, caldav, calendarserver, dav } from './xml/names.ts'

const coreProperties = [
  dav('resourcetype'),
  dav('displayname'),
  dav('current-user-privilege-set'),
  caldav('supported-calendar-component-set'),
]
const stateProperties = [dav('sync-token'), calendarserver('getctag')]
const allProperties = [
  ...coreProperties,
  dav('supported-report-set'),
  apple('calendar-color'),
  apple('calendar-order'),
  apple('refreshrate'),
  calendarserver('source'),
  dav('subscription-href'),
  dav('subscription-suggested-refresh-interval'),
  dav('subscription-next-refresh-interval'),
  dav('subscription-deletions-suppressed'),
  dav('subscription-disabled'),
]

export type HomeListing = {
  readonly collections: readonly Collection[]
  /** `DAV:sync-token` of the home itself; null where it has none. */
  readonly homeSyncToken: SyncToken | null
  /** Whether the home lists the sync-collection report; whether it really answers it must be tried. */
  readonly homePromisesSync: boolean
}

const withSlash = (href: Href): Href => (href.endsWith('/') ? href : asHref(`${href}/`))

function nameFromPath(href: Href): string {
  const segment = href.split('/').at(-2) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function toCollection(response: Response, account: AccountId, home: Href, now: number): Collection | null {
  const { properties, status } = response
  const kind = collectionKindOf(properties)
  if (kind === null || (status !== null && status >= 300)) return null
  const href = withSlash(response.href)
  const rawColor = calendarColorOf(properties)
  const privileges = privilegesOf(properties)
  const subscription = kind === 'subscribed-calendar' ? subscriptionOf(properties, now) : null
  const refusesWrites = privileges !== null && !privileges.includes('write-content') && !privileges.includes('bind')
  const syncToken = syncTokenOf(properties)
  return collectionSchema.parse({
    id: collectionId(account, href),
    account,
    href,
    home,
    kind,
    displayName: displayNameOf(properties) ?? nameFromPath(href),
    rawColor,
    hue: (rawColor === null ? null : nearestHue(rawColor)) ?? defaultHue(href),
    order: calendarOrderOf(properties),
    components: kind === 'addressbook' ? [] : componentsOf(properties),
    privileges,
    readOnly: (kind !== 'calendar' && kind !== 'addressbook') || refusesWrites,
    supportsSyncCollection: promisesSyncCollection(properties) || syncToken !== null,
    ctag: ctagOf(properties),
    syncToken,
    subscription,
  })
}

/** Some servers answer one property they do not know with an error for all. */
const mayChokeOnProperties = (error: unknown): boolean =>
  error instanceof DavError && ['refused', 'server', 'precondition', 'forbidden', 'malformed'].includes(error.kind)

/**
 * Lists the calendars and address books of a home (RFC 4791 §6.2.1), in one request; also one that serves all of an account's
 * collections for an adaptive poll, since it brings their sync tokens and ctags. The home itself is listed if it is a calendar.
 *
 * @param request.now milliseconds since the epoch
 * @param request.states false: no sync tokens and ctags, which take some servers seconds to find out. Default true
 * @throws DavError as {@link propfind}
 */
export async function listCollections(
  connection: DavConnection,
  request: { account: AccountId; home: Href; now: number; states?: boolean; signal?: AbortSignal | undefined },
): Promise<HomeListing> {
  const { account, home, now, states = true, signal } = request
  const ask = async (wanted: typeof allProperties): Promise<HomeListing> => {
    const properties = states ? [...wanted, ...stateProperties] : wanted
    const collections: Collection[] = []
    let homeSyncToken: SyncToken | null = null
    let homePromisesSync = false
    const { responses } = await propfind(connection, { href: home, depth: '1', properties, signal })
    for await (const response of responses) {
      if (withSlash(response.href) === withSlash(home)) {
        homeSyncToken = syncTokenOf(response.properties)
        homePromisesSync = promisesSyncCollection(response.properties)
      }
      const collection = toCollection(response, account, home, now)
      if (collection !== null) collections.push(collection)
    }
    return { collections, homeSyncToken, homePromisesSync }
  }
  return ask(allProperties).catch((error: unknown) => {
    if (mayChokeOnProperties(error)) return ask(coreProperties)
    throw error
  })
}

/**
 * Reads the sync token of a home itself.
 *
 * @returns null where it has none, or does not list the sync-collection report
 * @throws DavError as {@link propfind}
 */
export async function homeSyncToken(
  connection: DavConnection,
  request: { home: Href; signal?: AbortSignal | undefined },
): Promise<SyncToken | null> {
  const { home, signal } = request
  const properties = [dav('sync-token'), dav('supported-report-set')]
  const { responses } = await propfind(connection, { href: home, depth: '0', properties, signal })
  let token: SyncToken | null = null
  for await (const { href, properties: found } of responses)
    if (withSlash(href) === withSlash(home)) token = promisesSyncCollection(found) ? syncTokenOf(found) : null
  return token
}
