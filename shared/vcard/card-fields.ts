/** One EMAIL, TEL or URL. */
export type CardValue = {
  /** Which property of its kind it is in the card, from 0; null for one that is new. */
  index: number | null
  value: string
  /** Lower case, without `pref` and `internet`: `home`, `work`, `cell`, `fax`… */
  types: string[]
  /** The user's own label (X-ABLabel), or empty. */
  label: string
  preferred: boolean
}
/** ADR (RFC 6350 §6.3.1). */
export type CardAddress = {
  index: number | null
  poBox: string
  extended: string
  street: string
  locality: string
  region: string
  postalCode: string
  country: string
  types: string[]
  label: string
  preferred: boolean
}

/** What a contact's panel and editor show. Empty strings and lists: not given. */
export type CardFields = {
  uid: string
  version: '2.1' | '3.0' | '4.0'
  kind: 'individual' | 'group'
  /** FN. */
  displayName: string
  given: string
  family: string
  additional: string
  prefix: string
  suffix: string
  nickname: string
  organisation: string
  department: string
  title: string
  emails: CardValue[]
  phones: CardValue[]
  urls: CardValue[]
  addresses: CardAddress[]
  /** `YYYY-MM-DD`, `--MM-DD` without a year, or the text as it stands. */
  birthday: string
  anniversary: string
  note: string
  /** `data:` URI or URL; empty: none. */
  photo: string
  categories: string[]
  /** Of a group: UIDs or URIs as written. */
  members: string[]
}
export type CardInput = Omit<CardFields, 'uid' | 'version'>
export type CardPatch = Partial<CardInput>

/** What the contact list needs. */
export type CardIndex = {
  uid: string
  displayName: string
  given: string
  family: string
  organisation: string
  emails: string[]
  phones: string[]
  kind: 'individual' | 'group'
  hasPhoto: boolean
  /** Lower-cased, accents removed, family name first. */
  sortKey: string
}
