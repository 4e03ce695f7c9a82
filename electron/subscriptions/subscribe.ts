import { randomUUID } from 'node:crypto'
import { hueColor } from '../../shared/model/hue-color.ts'
import type { Hue } from '../../shared/model/collection.ts'
import { DavError, type DavErrorKind } from '../../shared/model/dav-error.ts'
import { href, type Href } from '../../shared/model/names.ts'
import type { DavConnection } from '../dav/connection.ts'
import { mkcol } from '../dav/requests/create-collection.ts'
import { propfind } from '../dav/requests/propfind.ts'
import { proppatch } from '../dav/requests/proppatch.ts'
import { remove } from '../dav/requests/delete.ts'
import { apple, caldav, dav } from '../dav/xml/names.ts'
import { element } from '../dav/xml/write.ts'

export type SubscriptionWish = {
  /** URL of the feed. */
  source: string
  displayName: string
  hue: Hue
  /** ISO 8601 duration. */
  refreshInterval: string
  deletionsSuppressed: boolean
}

/** Answers by which a server says that it does not know what a subscription is. */
const refusals = new Set<DavErrorKind>(['refused', 'forbidden', 'precondition', 'server', 'not-found'])

/** The server has no subscriptions. */
export class CannotSubscribe extends DavError {
  constructor({ origin }: DavConnection) {
    super('refused', `${new URL(origin).host} cannot subscribe to feeds. Choose “On this computer” for this one.`)
  }
}

async function isSubscription(connection: DavConnection, at: Href): Promise<boolean> {
  const { responses } = await propfind(connection, { href: at, depth: '0', properties: [dav('resourcetype')] })
  for await (const { properties } of responses) {
    const types = properties.children.find(({ name }) => name === dav('resourcetype'))?.children ?? []
    return types.some(({ name }) => name === dav('subscription'))
  }
  return false
}

/**
 * Has the server subscribe to a feed: extended MKCOL with `DAV:subscription` (draft-ietf-calext-serverside-subscriptions §4).
 * A server that does not know the type may answer 201 all the same and make a plain calendar; that one is taken away again.
 *
 * @returns the new collection
 * @throws CannotSubscribe when the server does not know subscriptions; DavError as it answers, e.g. about the feed
 */
export async function subscribe(connection: DavConnection, home: Href, wish: SubscriptionWish): Promise<Href> {
  const target = href(`${home}${randomUUID()}/`)
  try {
    await mkcol(connection, {
      href: target,
      properties: [
        element(
          dav('resourcetype'),
          element(dav('collection')),
          element(caldav('calendar')),
          element(dav('subscription')),
        ),
        element(dav('displayname'), wish.displayName),
        element(apple('calendar-color'), hueColor[wish.hue]),
        element(dav('subscription-href'), wish.source),
        element(dav('subscription-suggested-refresh-interval'), wish.refreshInterval),
        ...(wish.deletionsSuppressed ? [element(dav('subscription-deletions-suppressed'))] : []),
      ],
    })
  } catch (error) {
    const aboutTheFeed = error instanceof DavError && error.preconditions.some((each) => each.includes('subscription'))
    if (aboutTheFeed || !(error instanceof DavError) || !refusals.has(error.kind)) throw error
    throw new CannotSubscribe(connection)
  }
  if (await isSubscription(connection, target)) return target
  await remove(connection, { href: target, condition: { type: 'none' } })
  throw new CannotSubscribe(connection)
}

/** Asks the server to fetch the feed now (draft §5: `subscription-next-refresh-interval` of `PT0S`). */
export const refreshSubscription = (connection: DavConnection, subscription: Href): Promise<void> =>
  proppatch(connection, { href: subscription, set: [element(dav('subscription-next-refresh-interval'), 'PT0S')] })
