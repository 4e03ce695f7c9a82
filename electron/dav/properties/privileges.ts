import { privileges, type Privilege } from '../../../shared/model/collection.ts'
import { childNamed, childrenNamed, localName, type XmlElement } from '../xml/element.ts'
import { dav } from '../xml/names.ts'

/** Privileges that contain others (RFC 3744 §3.11, §3.12). */
const aggregates: Readonly<Record<string, readonly Privilege[]>> = {
  all: privileges,
  write: ['write-content', 'bind', 'unbind', 'write-properties'],
}

/** `DAV:current-user-privilege-set` (RFC 3744 §5.4); null if the server does not say. */
export function privilegesOf(properties: XmlElement): Privilege[] | null {
  const set = childNamed(properties, dav('current-user-privilege-set'))
  if (set === undefined) return null
  const named = childrenNamed(set, dav('privilege')).flatMap(({ children }) => children.map(localName))
  const granted = new Set<string>(named.flatMap((name): readonly string[] => aggregates[name] ?? [name]))
  return privileges.filter((privilege) => granted.has(privilege))
}
