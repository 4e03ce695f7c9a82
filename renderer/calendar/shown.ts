import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'

let shown: readonly ViewOccurrence[] = []

/** Remembers what the view shows, for handlers of pointer and keys: they find an event by the key of its block. */
export function setShown(occurrences: readonly ViewOccurrence[]): void {
  shown = occurrences
}

export const findOccurrence = (key: string): ViewOccurrence | undefined => shown.find((each) => each.key === key)
