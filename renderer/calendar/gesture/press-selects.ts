import type { MouseEvent } from 'react'
import { select } from '../../view-state/view-state.ts'
import { selectionOf } from '../event/selection.ts'
import { findOccurrence } from '../shown.ts'

/** Selects the event whose block was pressed; returns whether there was one. */
export function selectPressed(event: MouseEvent<HTMLElement>): boolean {
  if (!(event.target instanceof Element)) return false
  const key = event.target.closest<HTMLElement>('[data-key]')?.dataset['key']
  const occurrence = key === undefined ? undefined : findOccurrence(key)
  if (occurrence !== undefined) select(selectionOf(occurrence))
  return occurrence !== undefined
}

/** For a list of events that can only be pressed. */
export const pressSelects = {
  onClick(event: MouseEvent<HTMLElement>): void {
    selectPressed(event)
  },
}
