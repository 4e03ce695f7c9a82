import { dav } from '../../dav/xml/names.ts'
import { newCollectionFile, type CollectionFile } from './collection-file.ts'
import { ALL_COMPONENTS, type HomeKind } from './model.ts'
import type { Store } from './store.ts'

const named = (name: string, displayName: string, components: string[], now: number): CollectionFile => ({
  ...newCollectionFile(name, now),
  components,
  properties: {
    [dav('displayname')]: { name: dav('displayname'), attributes: {}, children: [], text: displayName },
  },
})

/** Gives a new owner one calendar and one address book. Who deletes them later does not get them again. */
export async function createDefaultCollections(store: Store, now: number): Promise<void> {
  const files: Record<HomeKind, CollectionFile> = {
    calendars: named('calendar', 'Calendar', ALL_COMPONENTS, now),
    addressbooks: named('contacts', 'Contacts', [], now),
  }
  for (const home of store.fresh)
    await store.exclusively((commit) => commit([{ type: 'create-collection', home, file: files[home] }]))
}
