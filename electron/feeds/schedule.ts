const minute = 60
const hour = 60 * minute
const day = 24 * hour

export const SHORTEST_INTERVAL = 15 * minute
export const LONGEST_INTERVAL = 7 * day
const usualInterval = 12 * hour

/** Seconds, or null where nobody said. */
export type IntervalWishes = {
  readonly user: number | null
  /** REFRESH-INTERVAL or X-PUBLISHED-TTL of the feed. */
  readonly published: number | null
}

/** Seconds between two fetches: the user's wish before the feed's, within what is polite and what is still useful. */
export const refreshInterval = ({ user, published }: IntervalWishes): number =>
  Math.min(LONGEST_INTERVAL, Math.max(SHORTEST_INTERVAL, user ?? published ?? usualInterval))
