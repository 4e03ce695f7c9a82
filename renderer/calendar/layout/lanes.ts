/** A bar over whole days, as indexes of the columns in sight, both inclusive. */
export type BarSpan = { key: string; first: number; last: number }
export type PlacedBar = BarSpan & { lane: number }

const byFirstThenLonger = (a: BarSpan, b: BarSpan): number => a.first - b.first || b.last - a.last

/** Puts bars on lanes, the first free one each; longer bars come before shorter ones that begin on the same day. */
export function assignLanes(bars: readonly BarSpan[]): { bars: PlacedBar[]; lanes: number } {
  const lastOfLane: number[] = []
  const placed = bars.toSorted(byFirstThenLonger).map((bar) => {
    const free = lastOfLane.findIndex((last) => last < bar.first)
    const lane = free === -1 ? lastOfLane.length : free
    lastOfLane[lane] = bar.last
    return { ...bar, lane }
  })
  return { bars: placed, lanes: lastOfLane.length }
}

export const MAX_LANES = 4

/**
 * The all-day area of a week: up to four lanes, or three and a row that says per day how many more there are.
 *
 * @returns `hidden[day]`: how many bars of that day are not shown; `lanes` counts the shown ones, without that row
 */
export function layOutAllDay(
  bars: readonly BarSpan[],
  days: number,
  expanded: boolean,
): { bars: PlacedBar[]; lanes: number; hidden: number[]; crowded: boolean } {
  const all = assignLanes(bars)
  const hidden = Array.from({ length: days }, () => 0)
  const crowded = all.lanes > MAX_LANES
  if (!crowded || expanded) return { ...all, hidden, crowded }
  const shown = all.bars.filter((bar) => bar.lane < MAX_LANES - 1)
  for (const bar of all.bars)
    if (bar.lane >= MAX_LANES - 1)
      for (let day = bar.first; day <= bar.last; day++) hidden[day] = (hidden[day] ?? 0) + 1
  return { bars: shown, lanes: MAX_LANES - 1, hidden, crowded }
}
