import { parentOf } from '../store/href.ts'

/** Numbers of the holding side; all times in milliseconds, waits in seconds. */
export type HoldingLimits = {
  readonly perTarget: number
  readonly perUser: number
  readonly total: number
  /** Longest wait, and that of a stream which names none. */
  readonly maxWait: number
  /** A change is told at once if the one before it is this old. */
  readonly quiet: number
  /** How long changes of a burst are gathered. */
  readonly merge: number
  readonly heartbeat: { readonly from: number; readonly to: number }
  /** A part without changes, as a sign of life to the application. */
  readonly liveness: number
}

export const defaultHoldingLimits: HoldingLimits = {
  perTarget: 8,
  perUser: 24,
  total: 500,
  maxWait: 900,
  quiet: 500,
  merge: 200,
  heartbeat: { from: 20_000, to: 25_000 },
  liveness: 300_000,
}

const crowded = 0.8
const crowdedWait = 60

export type Holder = {
  /** The user whose request it is; all of a user's programs share the places. */
  readonly user: string
  /** Href of the home or collection. */
  readonly href: string
  readonly kind: 'long-poll' | 'stream'
  /** Something changed and it is time to say so. */
  readonly onChange: () => void
  /** The server is closing: answer with the current token. */
  readonly onClose: () => void
}

export type Hold = { readonly release: () => void }

export type Holds = {
  readonly limits: HoldingLimits
  /** Takes a place; null where there is none, so that the request is answered at once (load shedding). */
  readonly take: (holder: Holder) => Hold | null
  /** The wait really used for one asked for, in seconds. */
  readonly waitFor: (asked: number | null) => number
  /** Tells holders of these resources, their collections and homes. */
  readonly changed: (hrefs: readonly string[]) => void
  readonly close: () => void
}

type Place = Holder & { timer: NodeJS.Timeout | null }

/** Keeps who waits for what, and paces what they are told: the first change after a quiet spell at once, a burst gathered. */
export function createHolds(limits: HoldingLimits, now: () => number): Holds {
  const places = new Map<string, Set<Place>>()
  const lastChange = new Map<string, number>()
  let closed = false

  const all = (): Place[] => [...places.values()].flatMap((set) => [...set])

  const release = (place: Place): void => {
    if (place.timer !== null) clearTimeout(place.timer)
    place.timer = null
    const set = places.get(place.href)
    set?.delete(place)
    if (set?.size === 0) places.delete(place.href)
  }

  const tell = (place: Place, atOnce: boolean): void => {
    if (place.timer !== null) return
    if (atOnce) return place.onChange()
    place.timer = setTimeout(() => {
      place.timer = null
      place.onChange()
    }, limits.merge)
  }

  return {
    limits,
    take: (holder) => {
      const here = places.get(holder.href) ?? new Set<Place>()
      const everywhere = all()
      const ofUser = everywhere.filter(({ user }) => user === holder.user)
      const full =
        closed ||
        [...here].filter(({ user }) => user === holder.user).length >= limits.perTarget ||
        ofUser.length >= limits.perUser ||
        everywhere.length >= limits.total * (holder.kind === 'long-poll' ? crowded : 1)
      if (full) return null
      const place: Place = { ...holder, timer: null }
      here.add(place)
      places.set(holder.href, here)
      return { release: () => release(place) }
    },
    waitFor: (asked) => {
      const longest = all().length > limits.total * crowded ? crowdedWait : limits.maxWait
      return Math.min(asked ?? longest, longest)
    },
    changed: (hrefs) => {
      const targets = new Set<string>()
      for (const href of hrefs) {
        targets.add(href)
        for (let parent = parentOf(href); parent !== '/'; parent = parentOf(parent)) targets.add(parent)
      }
      const at = now()
      for (const target of targets) {
        const quiet = at - (lastChange.get(target) ?? -Infinity) >= limits.quiet
        lastChange.set(target, at)
        for (const place of places.get(target) ?? []) tell(place, quiet)
      }
    },
    close: () => {
      closed = true
      for (const place of all()) {
        release(place)
        place.onClose()
      }
    },
  }
}
