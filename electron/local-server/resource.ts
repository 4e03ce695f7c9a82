import { encodeSegment } from './store/href.ts'
import { homeKinds, type HomeKind, type Member, type StoredCollection, type StoredHome } from './store/model.ts'

/** What an address leads to. */
export type Resource =
  | { readonly type: 'root'; readonly href: string }
  | { readonly type: 'principals'; readonly href: string }
  | { readonly type: 'principal'; readonly href: string }
  /** The folder above the homes: `/calendars/`, `/addressbooks/`. */
  | { readonly type: 'homes'; readonly href: string; readonly kind: HomeKind }
  | { readonly type: 'home'; readonly href: string; readonly home: StoredHome }
  | { readonly type: 'collection'; readonly href: string; readonly collection: StoredCollection }
  | {
      readonly type: 'member'
      readonly href: string
      readonly collection: StoredCollection
      readonly member: Member
    }

export type MemberResource = Extract<Resource, { type: 'member' }>

/** An address where nothing is yet, and the resource that would hold it. */
export type Unmapped = {
  readonly type: 'unmapped'
  readonly href: string
  /** Null where nothing can be made. */
  readonly parent: Resource | null
  readonly name: string
}

export type Tree = { readonly user: string; readonly homes: Readonly<Record<HomeKind, StoredHome>> }

export const principalHref = (tree: Tree): string => `/principals/${encodeSegment(tree.user)}/`

const isHomeKind = (segment: string): segment is HomeKind => homeKinds.some((kind) => kind === segment)

const nothing = (segments: readonly string[], parent: Resource | null): Unmapped => ({
  type: 'unmapped',
  href: `/${segments.map(encodeSegment).join('/')}`,
  parent,
  name: segments.at(-1) ?? '',
})

export const collectionResource = (collection: StoredCollection): Resource => ({
  type: 'collection',
  href: collection.href,
  collection,
})

export const memberResource = (collection: StoredCollection, member: Member): MemberResource => ({
  type: 'member',
  href: collection.href + encodeSegment(member.name),
  collection,
  member,
})

/** Finds what decoded path segments lead to. With or without a slash at the end is the same. */
export function resolveResource(tree: Tree, segments: readonly string[]): Resource | Unmapped {
  const [first, user, name, file, ...rest] = segments
  if (first === undefined) return { type: 'root', href: '/' }
  if (first === 'principals') {
    if (user === undefined) return { type: 'principals', href: '/principals/' }
    if (user === tree.user && name === undefined) return { type: 'principal', href: principalHref(tree) }
    return nothing(segments, null)
  }
  if (!isHomeKind(first)) return nothing(segments, null)
  if (user === undefined) return { type: 'homes', href: `/${first}/`, kind: first }
  if (user !== tree.user) return nothing(segments, null)
  const home = tree.homes[first]
  if (name === undefined) return { type: 'home', href: home.href, home }
  const collection = home.collections.get(name)
  if (file === undefined)
    return collection === undefined
      ? nothing(segments, { type: 'home', href: home.href, home })
      : collectionResource(collection)
  if (collection === undefined || rest.length > 0) return nothing(segments, null)
  const member = collection.members.get(file)
  return member === undefined ? nothing(segments, collectionResource(collection)) : memberResource(collection, member)
}

/** The members of a collection in the WebDAV sense, one level down. */
export function* childrenOf(tree: Tree, resource: Resource): IterableIterator<Resource> {
  switch (resource.type) {
    case 'root':
      yield { type: 'principals', href: '/principals/' }
      for (const kind of homeKinds) yield { type: 'homes', href: `/${kind}/`, kind }
      return
    case 'principals':
      yield { type: 'principal', href: principalHref(tree) }
      return
    case 'homes': {
      const home = tree.homes[resource.kind]
      yield { type: 'home', href: home.href, home }
      return
    }
    case 'home':
      for (const collection of resource.home.collections.values()) yield collectionResource(collection)
      return
    case 'collection':
      for (const member of resource.collection.members.values()) yield memberResource(resource.collection, member)
      return
    case 'principal':
    case 'member':
  }
}
