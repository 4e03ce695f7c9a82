import { create } from 'zustand'
import type { EventForm } from './event-form.ts'

/** A form as it was begun and as it is now. */
export type UnsavedForm = { before: EventForm; form: EventForm }

/** Edits that were begun and not saved, by the key of the event: leaving the panel loses none of them. */
export const useUnsaved = create<{ forms: ReadonlyMap<string, UnsavedForm> }>(() => ({ forms: new Map() }))

/** Keeps a form; null forgets it. */
export function keepForm(key: string, unsaved: UnsavedForm | null): void {
  useUnsaved.setState(({ forms }) => {
    const next = new Map(forms)
    if (unsaved === null) next.delete(key)
    else next.set(key, unsaved)
    return { forms: next }
  })
}
