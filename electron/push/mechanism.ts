import type { DavError } from '../../shared/model/dav-error.ts'
import type { PushMechanismName } from '../../shared/model/health.ts'
import type { Watch } from '../sync/home-sync.ts'
import type { Part } from '../sync/take-answer.ts'

/** What a server and the path to it have once shown, and may be held to from then on. */
export type Proven = {
  /** Streams begin with an empty part. */
  hello: boolean
  /** Blank lines come while nothing happens. */
  heartbeat: boolean
  /** Requests are held at all. */
  wait: boolean
}

export const nothingProven = (): Proven => ({ hello: false, heartbeat: false, wait: false })

export type HoldRequest = {
  readonly watch: Watch
  /** How long the server is asked to hold; for a poll, how long to wait before asking. */
  readonly waitSeconds: number
  /** Ends it. */
  readonly signal: AbortSignal
  readonly proven: Proven
  /** The first changes are what was missed while the app was away. */
  readonly catchUp: boolean
  /** The server is seen to hold the request. */
  readonly onHeld: () => void
  readonly onPart: (part: Pick<Part, 'changes' | 'relist'>) => void
}

/** How one hold ended. */
export type HoldEnd =
  /** As agreed: the wait was over, or (long-poll, poll) changes came. */
  | { readonly type: 'ended'; readonly changes: number }
  /** Held, but answered in one piece: no streaming here. */
  | { readonly type: 'not-streamed' }
  /** Answered at once, without holding. */
  | { readonly type: 'not-held' }
  /** Nothing came although it should have: something on the way keeps it back. */
  | { readonly type: 'hung' }
  /** It was held and broke off. */
  | { readonly type: 'cut'; readonly heldMs: number; readonly error: DavError }
  | { readonly type: 'failed'; readonly error: DavError }
  /** The resource itself is gone, or closed to this user. */
  | { readonly type: 'lost' }
  /** There is no token to start from. */
  | { readonly type: 'no-state' }
  /** Its signal was aborted, or a newer run took over. */
  | { readonly type: 'stopped' }

/** One way to learn of changes. */
export type PushMechanism = {
  readonly name: PushMechanismName
  /** Waits for changes once and brings them into the cache. Never throws. */
  readonly hold: (request: HoldRequest) => Promise<HoldEnd>
}
