import type { CollectionId, Href } from './names.ts'

/** One line of the contact list: what the list, its search and its sections need of an AddressObjectResource. */
export type ContactRow = {
  /** `${collection}\n${href}` */
  key: string
  collection: CollectionId
  href: Href
  uid: string
  displayName: string
  /** Lower-cased, accents removed, family name first: sorts and sections the list. */
  sortKey: string
  organisation: string
  emails: string[]
  phones: string[]
  kind: 'individual' | 'group'
  hasPhoto: boolean
  pending: 'none' | 'waiting' | 'parked' | 'conflict'
}
