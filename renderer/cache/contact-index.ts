import type { ContactRow } from '../../shared/model/contact.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { Card } from './members.ts'

/** A contact as a line of the list. */
export function contactRow({ at, entry: { card }, mark }: Card): ContactRow {
  const { uid, displayName, sortKey, organisation, emails, phones, kind, hasPhoto } = card
  return {
    key: `${at.collection}\n${at.href}`,
    ...at,
    uid,
    displayName,
    sortKey,
    organisation,
    emails,
    phones,
    kind,
    hasPhoto,
    pending: mark,
  }
}

export type ContactIndex = {
  add(card: Card): void
  remove(card: Card): void
  /** Contacts outside the hidden collections, in no order. */
  rows(hidden: ReadonlySet<CollectionId>): ContactRow[]
}

export function createContactIndex(): ContactIndex {
  const cards = new Set<Card>()
  return {
    add: (card) => void cards.add(card),
    remove: (card) => void cards.delete(card),
    rows: (hidden) => [...cards].filter(({ at }) => !hidden.has(at.collection)).map(contactRow),
  }
}
