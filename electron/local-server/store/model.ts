import type { ChangeIndex } from './change-index.ts'
import type { CollectionFile } from './collection-file.ts'

export const homeKinds = ['calendars', 'addressbooks'] as const
export type HomeKind = (typeof homeKinds)[number]

/** What the files' extension and media type follow from. */
export const extensionOf: Record<HomeKind, string> = { calendars: '.ics', addressbooks: '.vcf' }

/** Components that a calendar takes of which nothing else was said. */
export const ALL_COMPONENTS = ['VEVENT', 'VTODO', 'VJOURNAL']

/** A CalendarObjectResource or AddressObjectResource, without its text. */
export type Member = {
  readonly name: string
  /** In its collection's folder. */
  readonly file: string
  /** Without quotes. */
  readonly etag: string
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly mtime: number
  readonly uid: string | null
  /** VEVENT, VTODO, VJOURNAL…; null in an address book. */
  readonly component: string | null
}

/** A calendar or address book. Only the store changes it. */
export type StoredCollection = {
  readonly kind: HomeKind
  readonly name: string
  /** Ends in `/`. */
  readonly href: string
  readonly directory: string
  file: CollectionFile
  /** Without quotes; changes with the properties, not with the members. */
  etag: string
  readonly members: Map<string, Member>
  /** UID → name of the member that has it. */
  readonly uids: Map<string, string>
  /** fileKey → member's name. */
  readonly files: Map<string, string>
  /** Keys are members' names. */
  readonly changes: ChangeIndex
}

/** A calendar home or address book home. */
export type StoredHome = {
  readonly kind: HomeKind
  /** Ends in `/`. */
  readonly href: string
  readonly directory: string
  readonly collections: Map<string, StoredCollection>
  /** Keys are Hrefs of collections and of members. */
  readonly changes: ChangeIndex
}

/** What a data file says of itself, taken from its text. */
export type ObjectFacts = { readonly uid: string | null; readonly component: string | null }
