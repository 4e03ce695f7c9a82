/** A place the focus can go to: an event in its day, by the order of days in sight. */
export type Stop = { key: string; day: number; start: number }
export type Direction = 'previous' | 'next' | 'earlier-day' | 'later-day'

/**
 * The event that an arrow leads to: up and down go through the day and on into the next one, left and right to the event nearest in time
 * in the nearest day that has any.
 *
 * @param stops in the order of reading: by day, within it by start
 * @param from key of the event in focus; one that is not among them leads to the first
 * @returns null at the edge of what is in sight
 */
export function neighbour(stops: readonly Stop[], from: string, direction: Direction): string | null {
  const index = stops.findIndex(({ key }) => key === from)
  const here = stops[index]
  if (here === undefined) return stops[0]?.key ?? null
  if (direction === 'previous') return stops[index - 1]?.key ?? null
  if (direction === 'next') return stops[index + 1]?.key ?? null

  const beside = stops.filter(({ day }) => (direction === 'later-day' ? day > here.day : day < here.day))
  const day = direction === 'later-day' ? beside[0]?.day : beside.at(-1)?.day
  let best: Stop | null = null
  for (const stop of beside)
    if (stop.day === day && (best === null || Math.abs(stop.start - here.start) < Math.abs(best.start - here.start)))
      best = stop
  return best?.key ?? null
}
