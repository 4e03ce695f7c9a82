import { create } from 'zustand'

/** Something just done that can be taken back; `label` says what, in the user's words. */
export type Undoable = { label: string; undo: () => Promise<void> }

const DEPTH = 50

export const useUndo = create<{ done: readonly Undoable[] }>(() => ({ done: [] }))

/** Remembers how to take back what was just done. */
export function canUndo(undoable: Undoable): void {
  useUndo.setState(({ done }) => ({ done: [...done.slice(1 - DEPTH), undoable] }))
}

/**
 * Takes the last thing back and returns its label; null when there is nothing. When it fails, it stays to be tried again.
 *
 * @throws what the undoing throws
 */
export async function undoLast(): Promise<string | null> {
  const last = useUndo.getState().done.at(-1)
  if (last === undefined) return null
  await last.undo()
  useUndo.setState(({ done }) => ({ done: done.filter((each) => each !== last) }))
  return last.label
}
