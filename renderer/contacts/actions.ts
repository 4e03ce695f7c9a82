import type { CollectionId, Href } from '../../shared/model/names.ts'
import type { CardPatch } from '../../shared/vcard/card-fields.ts'
import { createCard, editCard } from '../../shared/vcard/edit.ts'
import { invoke } from '../bridge/commands.ts'
import { viewPort } from '../cache/window-cache.ts'
import { canUndo } from '../view-state/undo.ts'

type CardAddress = { collection: CollectionId; href: Href }

/** What is taken back, in words, and what the contact is called in the pending list. */
type Undo = { label: string; title: string }

/** Writes `before` back over whatever the card is now; null: takes the card away. */
async function restore({ collection, href }: CardAddress, before: string | null, title: string): Promise<void> {
  const now = await viewPort.readObject(collection, href)
  const base = now?.base ?? null
  if (before !== null) await invoke('edit.put', { collection, href, base, data: before, title })
  else if (now !== null && now.data !== null)
    await invoke('edit.delete', { collection, href, base: base ?? { etag: null, data: now.data }, title })
}

/** Creates a contact and says where. @throws CommandError when main refuses */
export async function addContact(collection: CollectionId, fields: CardPatch, undo: Undo): Promise<Href> {
  const data = createCard(fields)
  const { href } = await invoke('edit.put', { collection, href: null, base: null, data, title: undo.title })
  canUndo({ label: undo.label, undo: () => restore({ collection, href }, null, undo.title) })
  return href
}

/**
 * Changes what a patch says of a contact; one deleted meanwhile is not brought back.
 *
 * @throws CommandError when main refuses, DavError when the card does not parse
 */
export async function changeContact(address: CardAddress, patch: CardPatch, undo: Undo): Promise<void> {
  const now = await viewPort.readObject(address.collection, address.href)
  if (now === null || now.data === null || Object.keys(patch).length === 0) return
  const before = now.data
  const data = editCard(before, patch)
  await invoke('edit.put', { ...address, base: now.base, data, title: patch.displayName ?? undo.title })
  canUndo({ label: undo.label, undo: () => restore(address, before, undo.title) })
}

/** Deletes a contact. @throws CommandError when main refuses */
export async function deleteContact(address: CardAddress, undo: Undo): Promise<void> {
  const now = await viewPort.readObject(address.collection, address.href)
  if (now === null || now.data === null) return
  const before = now.data
  await invoke('edit.delete', { ...address, base: now.base ?? { etag: null, data: before }, title: undo.title })
  canUndo({ label: undo.label, undo: () => restore(address, before, undo.title) })
}
