type Keyed = { readonly key: string }

/** Whether two rows would be drawn alike: fields are strings, numbers, booleans, null, or short lists and records of these. */
export function sameRow(a: object, b: object): boolean {
  const left = Object.entries(a)
  const right = b as Record<string, unknown>
  if (left.length !== Object.keys(right).length) return false
  return left.every(([name, value]) => {
    const other = right[name]
    if (value === other) return true
    return typeof value === 'object' && typeof other === 'object' && JSON.stringify(value) === JSON.stringify(other)
  })
}

/**
 * Brings rows shown up to date, keeping every row that did not change as the same object, so that what is drawn from it need not be
 * drawn again.
 *
 * @param shown what is shown now, in `order`
 * @param put new and changed rows, in any order
 * @param removed keys that go
 * @param order how rows are sorted; never 0 for two rows of different keys
 * @returns the rows in order; `shown` itself when nothing changed
 */
export function patchRows<Row extends Keyed>(
  shown: readonly Row[],
  put: readonly Row[],
  removed: readonly string[],
  order: (a: Row, b: Row) => number,
): readonly Row[] {
  const before = new Map(shown.map((row) => [row.key, row]))
  const changed = put.filter((row) => {
    const old = before.get(row.key)
    return old === undefined || !sameRow(old, row)
  })
  const gone = new Set(removed.filter((key) => before.has(key)))
  if (changed.length === 0 && gone.size === 0) return shown
  for (const { key } of changed) gone.add(key)
  return mergeSorted(
    shown.filter(({ key }) => !gone.has(key)),
    changed.toSorted(order),
    order,
  )
}

/** As `patchRows`, where `next` is all there is. */
export function replaceRows<Row extends Keyed>(
  shown: readonly Row[],
  next: readonly Row[],
  order: (a: Row, b: Row) => number,
): readonly Row[] {
  const kept = new Set(next.map(({ key }) => key))
  return patchRows(
    shown,
    next,
    shown.filter(({ key }) => !kept.has(key)).map(({ key }) => key),
    order,
  )
}

function mergeSorted<Row>(a: readonly Row[], b: readonly Row[], order: (a: Row, b: Row) => number): Row[] {
  const merged: Row[] = []
  let next = 0
  for (const row of a) {
    for (let other = b[next]; other !== undefined && order(other, row) < 0; other = b[next]) {
      merged.push(other)
      next++
    }
    merged.push(row)
  }
  for (; next < b.length; next++) merged.push(b[next] as Row)
  return merged
}
