import { assignLanes, type BarSpan, type PlacedBar } from './lanes.ts'

/** A timed event of one day; the order given is the order shown. */
export type DayItem = { key: string; day: number }
export type PlacedItem = DayItem & { lane: number }

/** One row of the month: bars and items by line, and by day how many found no line. */
export type MonthWeekLayout = { bars: PlacedBar[]; items: PlacedItem[]; hidden: number[] }

/**
 * Lays out a week of the month view: bars take lines first, timed items fill the gaps. Where a day has more than `lines`, its last
 * line is kept free for "+n more"; a bar that would lie there is hidden on all its days.
 *
 * @param lines how many lines fit below the date
 */
export function layOutMonthWeek(bars: readonly BarSpan[], items: readonly DayItem[], lines: number): MonthWeekLayout {
  const placedBars = assignLanes(bars).bars
  const taken = Array.from({ length: 7 }, () => new Set<number>())
  for (const bar of placedBars) for (let day = bar.first; day <= bar.last; day++) taken[day]?.add(bar.lane)

  const placedItems = items.map((item) => {
    const used = taken[item.day]
    let lane = 0
    while (used?.has(lane)) lane++
    used?.add(lane)
    return { ...item, lane }
  })

  const overflows = taken.map((used) => used.size > 0 && Math.max(...used) >= lines)
  const last = lines - 1
  const fits = (bar: PlacedBar): boolean =>
    bar.lane < last || (bar.lane === last && !overflows.slice(bar.first, bar.last + 1).includes(true))

  const hidden = Array.from({ length: 7 }, () => 0)
  const shownBars = placedBars.filter((bar) => {
    if (fits(bar)) return true
    for (let day = bar.first; day <= bar.last; day++) hidden[day] = (hidden[day] ?? 0) + 1
    return false
  })
  const shownItems = placedItems.filter((item) => {
    if (item.lane < last || (item.lane === last && overflows[item.day] !== true)) return true
    hidden[item.day] = (hidden[item.day] ?? 0) + 1
    return false
  })
  return { bars: shownBars, items: shownItems, hidden }
}
