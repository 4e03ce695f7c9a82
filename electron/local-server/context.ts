import type { Holds } from './holding/holds.ts'
import type { Store } from './store/store.ts'
import type { Subscriptions } from './subscribed/subscriptions.ts'

/** What every method works on. */
export type Context = {
  /** The owner: the one user this server has. */
  readonly user: string
  readonly homes: Store['homes']
  readonly store: Store
  readonly holds: Holds
  readonly subscriptions: Subscriptions
  /** Milliseconds since the epoch. */
  readonly now: () => number
}
