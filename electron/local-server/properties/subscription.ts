import { calendarserver, dav } from '../../dav/xml/names.ts'
import { element, type Xml } from '../../dav/xml/write.ts'
import { writeDuration } from '../../feeds/duration.ts'
import type { Resource } from '../resource.ts'
import type { SubscriptionState } from '../store/collection-file.ts'
import type { StoredCollection } from '../store/model.ts'
import { intervalOf } from '../subscribed/state.ts'
import type { LiveProperties } from './property.ts'

/** The types a subscription shows beside `C:calendar` (draft-ietf-calext-serverside-subscriptions §5.1). */
export const subscriptionTypes = ({ file }: StoredCollection): Xml[] =>
  file.subscription === null ? [] : [element(dav('subscription'))]

const stateOf = (resource: Resource): SubscriptionState | null =>
  resource.type === 'collection' ? resource.collection.file.subscription : null

/** Draft §5.2–§5.6, and the de-facto `CS:source`. */
export const subscriptionProperties: LiveProperties = {
  [dav('subscription-href')]: { read: (resource) => stateOf(resource)?.source },
  [dav('subscription-suggested-refresh-interval')]: {
    read: (resource) => {
      const state = stateOf(resource)
      return state === null ? undefined : writeDuration(intervalOf(state))
    },
  },
  [dav('subscription-next-refresh-interval')]: {
    read: (resource, { now }) => {
      const state = stateOf(resource)
      if (state === null || state.disabled) return undefined
      return writeDuration(Math.max(0, Math.round((state.nextRefreshAt - now()) / 1000)))
    },
  },
  [dav('subscription-deletions-suppressed')]: {
    read: (resource) => (stateOf(resource)?.deletionsSuppressed === true ? [] : undefined),
  },
  [dav('subscription-disabled')]: { read: (resource) => (stateOf(resource)?.disabled === true ? [] : undefined) },
  [calendarserver('source')]: {
    read: (resource) => {
      const source = stateOf(resource)?.source
      return source === undefined ? undefined : element(dav('href'), source)
    },
  },
}
