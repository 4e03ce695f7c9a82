import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useViewState } from '../view-state/view-state.ts'

/** What the panel is about, where it stands in the view: the selected event or the new one being drawn. */
const ABOUT = '[data-key][aria-current], .cal-block-draft'

function sideFor(panel: HTMLElement, view: HTMLElement): 'start' | 'end' {
  const about = view.querySelector(ABOUT)?.getBoundingClientRect()
  if (about === undefined) return 'end'
  const whole = view.getBoundingClientRect()
  const atLeft = about.left < whole.left + panel.offsetWidth
  const atRight = about.right > whole.right - panel.offsetWidth
  const [covered, coveredThere] = document.documentElement.dir === 'rtl' ? [atLeft, atRight] : [atRight, atLeft]
  return covered && !coveredThere ? 'start' : 'end'
}

/**
 * Puts a panel that lies over the view on the side where it does not hide what it tells of: at the end, where it can.
 *
 * @returns what to give to the two elements
 */
export function usePanelSide(): { panel: RefObject<HTMLDivElement | null>; view: RefObject<HTMLElement | null> } {
  const panel = useRef<HTMLDivElement>(null)
  const view = useRef<HTMLElement>(null)
  const about = useViewState(({ selected, draft }) => selected?.key ?? draft)
  useLayoutEffect(() => {
    if (panel.current !== null && view.current !== null)
      panel.current.dataset['side'] = sideFor(panel.current, view.current)
  }, [about])
  return { panel, view }
}
