import type { Collection } from '../../../shared/model/collection.ts'
import type { CollectionId } from '../../../shared/model/names.ts'
import { isWritable } from '../scope.ts'

const KEY = 'calendar-for-new'

export const rememberCalendar = (collection: CollectionId): void => localStorage.setItem(KEY, collection)

/** The calendar a new event goes to: the one written to last, else the first that is shown and takes events; null: there is none. */
export function calendarForNew(
  collections: ReadonlyMap<CollectionId, Collection>,
  hidden: readonly CollectionId[],
): CollectionId | null {
  const fit = [...collections.values()].filter(
    (each) => isWritable(each) && (each.components.length === 0 || each.components.includes('VEVENT')),
  )
  const last = localStorage.getItem(KEY)
  const chosen = fit.find(({ id }) => id === last) ?? fit.find(({ id }) => !hidden.includes(id)) ?? fit[0]
  return chosen?.id ?? null
}
