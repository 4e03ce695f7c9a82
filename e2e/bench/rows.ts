/** One line of the result. `ratio` is value / floor; `met` is null where nothing is demanded and the figure is only reported. */
export type Row = {
  name: string
  value: number
  unit: 'ms' | 'MB' | 'bytes' | 'requests'
  /** The same done by the least program that can do it, in the same run; null where there is no such thing. */
  floor: number | null
  ratio: number | null
  /** In words, as shown: `≤ 16`. */
  target: string | null
  met: boolean | null
}

export type Demand = { words: string; met: (value: number, floor: number) => boolean }

export const atMost = (most: number): Demand => ({ words: `≤ ${most}`, met: (value) => value <= most })
export const atMostTimesFloor = (factor: number): Demand => ({
  words: `≤ ${factor} × floor`,
  met: (value, floor) => value <= factor * floor,
})
export const atMostOverFloor = (most: number): Demand => ({
  words: `≤ floor + ${most}`,
  met: (value, floor) => value <= floor + most,
})

const rounded = (value: number): number => Math.round(value * 100) / 100

/** Makes a line. A demand that speaks of the floor is not met where there is none. */
export function row(
  name: string,
  unit: Row['unit'],
  value: number,
  { floor = null, demand = null }: { floor?: number | null; demand?: Demand | null } = {},
): Row {
  return {
    name,
    value: rounded(value),
    unit,
    floor: floor === null ? null : rounded(floor),
    ratio: floor === null || floor <= 0 ? null : rounded(value / floor),
    target: demand?.words ?? null,
    met: demand === null ? null : demand.met(value, floor ?? Number.NaN),
  }
}

/** The lines as a table for people. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['name', 'value', 'unit', 'floor', 'ratio', 'target', 'met'],
    ...rows.map((each) => [
      each.name,
      String(each.value),
      each.unit,
      String(each.floor ?? ''),
      String(each.ratio ?? ''),
      each.target ?? '',
      each.met === null ? '' : each.met ? 'yes' : 'NO',
    ]),
  ]
  const isNumber = (column: number): boolean => column === 1 || column === 3 || column === 4
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)))
  return cells
    .map((line) =>
      line
        .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
