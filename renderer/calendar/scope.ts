import { createContext, useContext } from 'react'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { Reader } from './event/describe.ts'

/** What every part of the calendar needs: words and figures of the locale, the display zone, and the calendars by id. */
export type Scope = Reader & { locale: string; collections: ReadonlyMap<CollectionId, Collection> }

export const ScopeContext = createContext<Scope | null>(null)

/** @throws Error outside of a ScopeContext */
export function useScope(): Scope {
  const scope = useContext(ScopeContext)
  if (scope === null) throw new Error('The calendar was drawn outside of its scope.')
  return scope
}

/** Whether the user may add, change and remove events of a calendar; a server that does not say is taken to allow it. */
export const isWritable = (collection: Collection | undefined): boolean =>
  collection !== undefined &&
  collection.kind === 'calendar' &&
  !collection.readOnly &&
  (collection.privileges === null || collection.privileges.includes('write-content'))
