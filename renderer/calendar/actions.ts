import { createEvent, deleteOccurrence, editEvent, readEvent } from '../../shared/icalendar/edit.ts'
import type { EventInput, EventPatch } from '../../shared/icalendar/event-fields.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { invoke } from '../bridge/commands.ts'
import { viewPort } from '../cache/window-cache.ts'
import { canUndo } from '../view-state/undo.ts'
import type { When } from './gesture/gesture.ts'
import { datesOf } from './dates.ts'

/** One event, or one instance of a series. */
export type EventAddress = { collection: CollectionId; href: Href; recurrenceId: string | null }

/** Whether an edit is meant for one instance of a series or for the whole of it; for an event that does not recur they are the same. */
export type SeriesScope = 'this' | 'all'

/** What the user did, in words, for taking it back: "Move Wayfinding workshop". */
type Undo = { label: string; title: string }

/** The object is not there any more: it was deleted while the user worked on it. */
export class EventGoneError extends Error {
  override readonly name = 'EventGoneError'
}

async function put(
  collection: CollectionId,
  href: Href | null,
  base: { etag: string | null; data: string } | null,
  data: string,
  title: string,
): Promise<Href> {
  return (await invoke('edit.put', { collection, href, base, data, title })).href
}

/** Writes `before` back over whatever an object holds now; null: takes the object away. */
async function restore(collection: CollectionId, href: Href, before: string | null, title: string): Promise<void> {
  const now = await viewPort.readObject(collection, href)
  const base = now?.base ?? null
  if (before !== null) await put(collection, href, base, before, title)
  else if (now !== null && now.data !== null)
    await invoke('edit.delete', { collection, href, base: base ?? { etag: null, data: now.data }, title })
}

/** Changes an object's text, or deletes it where `change` returns null, and remembers how to take it back. */
async function changeObject(
  { collection, href }: EventAddress,
  undo: Undo,
  change: (text: string) => string | null,
): Promise<void> {
  const now = await viewPort.readObject(collection, href)
  if (now === null || now.data === null) throw new EventGoneError(undo.title)
  const before = now.data
  const after = change(before)
  if (after === null)
    await invoke('edit.delete', { collection, href, base: now.base ?? { etag: null, data: before }, title: undo.title })
  else if (after !== before) await put(collection, href, now.base, after, undo.title)
  else return
  canUndo({ label: undo.label, undo: () => restore(collection, href, before, undo.title) })
}

const scopeOf = (recurrenceId: string | null, scope: SeriesScope) =>
  recurrenceId !== null && scope === 'this'
    ? { type: 'this' as const, recurrenceId }
    : { type: 'all' as const, recurrenceId }

/**
 * Moves or resizes an event.
 *
 * @throws CommandError when main refuses, EventGoneError when it was deleted meanwhile
 */
export async function moveEvent(
  address: EventAddress,
  when: When,
  scope: SeriesScope,
  displayZone: string,
  undo: Undo,
): Promise<void> {
  await changeObject(address, undo, (text) => {
    const { start } = readEvent(text, address.recurrenceId)
    return editEvent(text, datesOf(when, start, displayZone), scopeOf(address.recurrenceId, scope))
  })
}

/** Changes what a patch says of an event. @throws as moveEvent */
export async function changeEvent(
  address: EventAddress,
  patch: EventPatch,
  scope: SeriesScope,
  undo: Undo,
): Promise<void> {
  await changeObject(address, undo, (text) => editEvent(text, patch, scopeOf(address.recurrenceId, scope)))
}

/** Creates an event and says where. @throws CommandError when main refuses */
export async function addEvent(collection: CollectionId, fields: EventInput, undo: Undo): Promise<Href> {
  const href = await put(collection, null, null, createEvent(fields), undo.title)
  canUndo({ label: undo.label, undo: () => restore(collection, href, null, undo.title) })
  return href
}

/** Deletes an event, or one instance of a series. @throws as moveEvent */
export async function deleteEvent(address: EventAddress, scope: SeriesScope, undo: Undo): Promise<void> {
  const { recurrenceId } = address
  await changeObject(address, undo, (text) =>
    recurrenceId !== null && scope === 'this' ? deleteOccurrence(text, recurrenceId) : null,
  )
}

/**
 * Puts an event, with a patch applied, into another calendar: it is created there first and deleted here only then, so that no failure
 * loses it. A series moves whole.
 *
 * @returns where it is now
 * @throws as moveEvent
 */
export async function transferEvent(
  address: EventAddress,
  to: CollectionId,
  patch: EventPatch,
  undo: Undo,
): Promise<Href> {
  const { collection, href, recurrenceId } = address
  const now = await viewPort.readObject(collection, href)
  if (now === null || now.data === null) throw new EventGoneError(undo.title)
  const before = now.data
  const created = await put(to, null, null, editEvent(before, patch, scopeOf(recurrenceId, 'all')), undo.title)
  await invoke('edit.delete', { collection, href, base: now.base ?? { etag: null, data: before }, title: undo.title })
  canUndo({
    label: undo.label,
    undo: async () => {
      await restore(collection, href, before, undo.title)
      await restore(to, created, null, undo.title)
    },
  })
  return created
}
