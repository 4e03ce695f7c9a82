import type { Subscription } from '../../../shared/model/collection.ts'
import { childNamed, childText, type XmlElement } from '../xml/element.ts'
import { apple, calendarserver, dav } from '../xml/names.ts'

/** Present and not said to be false: the draft's schema has it empty, its sample has `true`. */
function isSet(properties: XmlElement, local: string): boolean {
  const found = childNamed(properties, dav(local))
  return found !== undefined && !['false', '0'].includes(found.text.trim().toLowerCase())
}

const sourceIn = (element: XmlElement): string | null =>
  childText(element, dav('href')) ?? (element.text.trim() || null)

/**
 * The feed behind a subscribed calendar: the server's own (draft-ietf-calext-serverside-subscriptions), or one the server only
 * keeps for its clients (`CS:source`). null if there is none.
 *
 * @param readAt milliseconds since the epoch
 */
export function subscriptionOf(properties: XmlElement, readAt: number): Subscription | null {
  const kept = childNamed(properties, calendarserver('source'))
  const fetched = childNamed(properties, dav('subscription-href'))
  const source = fetched === undefined ? kept && sourceIn(kept) : sourceIn(fetched)
  if (source === undefined || source === null) return null
  return {
    source,
    fetchedBy: fetched === undefined ? 'client' : 'server',
    suggestedRefreshInterval:
      childText(properties, dav('subscription-suggested-refresh-interval')) ??
      childText(properties, apple('refreshrate')),
    nextRefreshInterval: childText(properties, dav('subscription-next-refresh-interval')),
    deletionsSuppressed: isSet(properties, 'subscription-deletions-suppressed'),
    disabled: isSet(properties, 'subscription-disabled'),
    readAt,
  }
}
