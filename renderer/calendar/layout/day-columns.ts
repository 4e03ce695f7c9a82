/** Part of a day that an event takes, in minutes of wall time since midnight, cut to the day: 0 ≤ start ≤ end ≤ 1440. */
export type DaySpan = { key: string; start: number; end: number }

/** Where a block stands in its day's column. */
export type PlacedBlock = DaySpan & {
  /** Pixels from the inline start of the column: the step of a cascade. */
  inset: number
  /** Inline start as a fraction of the column. */
  from: number
  /** Width as a fraction of the column; a cascading block goes to the inline end. */
  width: number
  /** Drawing order: higher lies above. */
  layer: number
  /** Whether it touches others, and so needs a ring in the colour of the surface. */
  ring: boolean
  /** Minute at which a block above begins to cover it; its own end where none does. */
  clearUntil: number
}

/** Stands for the events that found no column. */
export type MoreBlock = { start: number; end: number; from: number; width: number; keys: string[] }

export const MAX_COLUMNS = 4
const CASCADE_STEP = 16
const CASCADE_MINUTES = 30
const SHARED_WIDTH = 0.95
const MORE_CHUNK = 60

type InColumn = DaySpan & { column: number; until: number }

const byStartThenLonger = (a: DaySpan, b: DaySpan): number => a.start - b.start || b.end - a.end

function assignColumns(cluster: readonly DaySpan[], minimum: number): { items: InColumn[]; columns: number } {
  const ends: number[] = []
  const items = cluster.map((span) => {
    const until = Math.max(span.end, span.start + minimum)
    const free = ends.findIndex((end) => end <= span.start)
    const column = free === -1 ? ends.length : free
    ends[column] = until
    return { ...span, column, until }
  })
  return { items, columns: ends.length }
}

/**
 * The steps of a cascade: each block one further in than the deepest still open. null where two that overlap start too close together for
 * both titles to be read, or the steps would be too many.
 */
function cascadeSteps(items: readonly InColumn[]): InColumn[] | null {
  const steps: InColumn[] = []
  let open: InColumn[] = []
  for (const item of items) {
    open = open.filter((other) => other.until > item.start)
    if (open.some((other) => item.start - other.start < CASCADE_MINUTES)) return null
    const column = Math.max(-1, ...open.map((other) => other.column)) + 1
    if (column >= MAX_COLUMNS) return null
    const step = { ...item, column }
    open.push(step)
    steps.push(step)
  }
  return steps
}

function cascade(steps: readonly InColumn[]): PlacedBlock[] {
  return steps.map((item, index) => {
    const next = steps[index + 1]
    return {
      key: item.key,
      start: item.start,
      end: item.end,
      inset: item.column * CASCADE_STEP,
      from: 0,
      width: 1,
      layer: item.column,
      ring: steps.length > 1,
      clearUntil: next !== undefined && next.start < item.end ? next.start : item.end,
    }
  })
}

function shareColumns(items: readonly InColumn[], columns: number): PlacedBlock[] {
  return items.map((item) => {
    const beside = items
      .filter((other) => other.column > item.column && other.start < item.until && item.start < other.until)
      .map((other) => other.column)
    const next = Math.min(columns, ...beside)
    return {
      key: item.key,
      start: item.start,
      end: item.end,
      inset: 0,
      from: (item.column / columns) * SHARED_WIDTH,
      width: ((next - item.column) / columns) * SHARED_WIDTH,
      layer: item.column,
      ring: true,
      clearUntil: item.end,
    }
  })
}

function gatherMore(hidden: readonly InColumn[], columns: number): MoreBlock[] {
  const place = { from: ((columns - 1) / columns) * SHARED_WIDTH, width: SHARED_WIDTH / columns }
  const groups: MoreBlock[] = []
  for (const item of hidden) {
    const last = groups.at(-1)
    if (last === undefined || item.start >= last.end || item.start >= last.start + MORE_CHUNK) {
      if (last !== undefined) last.end = Math.min(last.end, item.start)
      groups.push({ ...place, start: item.start, end: item.until, keys: [item.key] })
    } else {
      last.end = Math.max(last.end, item.until)
      last.keys.push(item.key)
    }
  }
  return groups
}

function* clusters(spans: readonly DaySpan[], minimum: number): Generator<DaySpan[]> {
  let cluster: DaySpan[] = []
  let until = -Infinity
  for (const span of spans.toSorted(byStartThenLonger)) {
    if (span.start >= until && cluster.length > 0) {
      yield cluster
      cluster = []
    }
    cluster.push(span)
    until = Math.max(until, span.end, span.start + minimum)
  }
  if (cluster.length > 0) yield cluster
}

/**
 * Lays out one day's timed events: those that overlap either cascade (all overlapping starts at least 30 minutes apart) or share the
 * column equally, each widened over what is free beside it. Past four columns the fourth becomes "+n" blocks of at most about an hour.
 *
 * @param minimum minutes that every block counts as long for, so that two short ones never touch
 */
export function layOutDay(spans: readonly DaySpan[], minimum = 18): { blocks: PlacedBlock[]; more: MoreBlock[] } {
  const blocks: PlacedBlock[] = []
  const more: MoreBlock[] = []
  for (const cluster of clusters(spans, minimum)) {
    const { items, columns } = assignColumns(cluster, minimum)
    const steps = cascadeSteps(items)
    if (steps !== null) blocks.push(...cascade(steps))
    else if (columns <= MAX_COLUMNS) blocks.push(...shareColumns(items, columns))
    else {
      const shown = items.filter((item) => item.column < MAX_COLUMNS - 1)
      const hidden = items.filter((item) => item.column >= MAX_COLUMNS - 1)
      // What is hidden takes one column together: nothing widens over it.
      const fence = hidden.map((item) => ({ ...item, column: MAX_COLUMNS - 1 }))
      blocks.push(...shareColumns([...shown, ...fence], MAX_COLUMNS).slice(0, shown.length))
      more.push(...gatherMore(hidden, MAX_COLUMNS))
    }
  }
  return { blocks, more }
}
