import { useLayoutEffect, useState, type RefObject } from 'react'

const GUTTER = 52
const LEAST_COLUMN = 92
const NARROW_WINDOW = 900
const WIDE_WINDOW = 1800

export type GridSize = {
  /** Days in sight at once. */
  shown: number
  /** px */
  columnWidth: number
  /** Height of an hour, px. */
  hour: number
}

/**
 * How many days have room: all, three, or one. A narrow window shows three also where more would just fit.
 *
 * @param width of the grid with its gutter, px
 */
export function gridSize(width: number, windowWidth: number, days: number): GridSize {
  const room = width - GUTTER
  const wanted = windowWidth < NARROW_WINDOW ? Math.min(3, days) : days
  const shown = [wanted, Math.min(3, days)].find((count) => room / count >= LEAST_COLUMN) ?? 1
  return { shown, columnWidth: room / shown, hour: windowWidth >= WIDE_WINDOW ? 60 : 52 }
}

/** The size of a grid as its place changes. */
export function useGridSize(grid: RefObject<HTMLElement | null>, days: number): GridSize {
  const [width, setWidth] = useState(() => window.innerWidth)
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid])
  return gridSize(width, window.innerWidth, days)
}
