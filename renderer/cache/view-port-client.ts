import type {
  BrokenObject,
  DeltaOrigin,
  ObjectState,
  SearchResult,
  ViewAnswer,
  ViewOccurrence,
  ViewRequest,
} from '../../shared/ipc/view-port.ts'
import type { ContactRow } from '../../shared/model/contact.ts'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import { patchRows, replaceRows } from './keyed-rows.ts'
import { bySortKey, byStart } from './row-order.ts'
import { createStore, type Store } from './store.ts'

/** What a MessagePort is to this client. */
export type ViewPort = Pick<MessagePort, 'postMessage' | 'close' | 'start'> & {
  onmessage: ((event: MessageEvent<ViewAnswer>) => void) | null
}

export type OccurrencesDelta = {
  /** `live`: it came from elsewhere (ring); `own`: the user's edit; `bulk`: a listing. */
  origin: DeltaOrigin
  /** Occurrences that are new or changed. */
  keys: readonly string[]
  removed: readonly string[]
  /** Where occurrences that moved stood before. */
  moved: readonly { key: string; start: number; end: number }[]
}

export type OccurrencesState = {
  /** By start, longer first. An occurrence that did not change stays the same object. */
  occurrences: readonly ViewOccurrence[]
  /** Whether this is all there is in the range. */
  complete: boolean
  /** The last change that came while the view was open; a new object for each. */
  lastDelta: OccurrencesDelta | null
}

export type ContactsState = { contacts: readonly ContactRow[]; complete: boolean }

/** `object` is undefined until known, null when there is none. */
export type ShownObject = { collection: CollectionId; href: Href; object: ObjectState | null | undefined }

export type OccurrencesRange = {
  /** First and first instant after, milliseconds since the epoch. */
  start: number
  end: number
  /** IANA name of the display zone. */
  zone: string
  hidden: readonly CollectionId[]
}

export type ViewPortClient = {
  /** Takes a port to a newly born worker in place of the one before; what is open is opened there again. */
  connect(port: ViewPort): void
  /** How often a database was announced on this and former ports: 0 until there is one to read. */
  readonly databases: Store<number>
  /** All objects that cannot be read. */
  readonly broken: Store<readonly BrokenObject[]>
  /** What the view of this name shows; views are kept for the life of the page. */
  occurrences(view: string): Store<OccurrencesState>
  openOccurrences(view: string, range: OccurrencesRange): void
  contacts(view: string): Store<ContactsState>
  openContacts(view: string, hidden: readonly CollectionId[]): void
  /** What the view of this name shows; null while it is not open. */
  object(view: string): Store<ShownObject | null>
  openObject(view: string, collection: CollectionId, href: Href): void
  /** One object as it is now; null when there is none. */
  readObject(collection: CollectionId, href: Href): Promise<ObjectState | null>
  close(view: string): void
  search(query: string, limit: number): Promise<SearchResult[]>
}

type WritableStore<Value> = ReturnType<typeof createStore<Value>>

/**
 * The window's end of the view port.
 *
 * @param snapshot what occurrence views show until the worker first answers
 */
export function createViewPortClient(snapshot: () => readonly ViewOccurrence[]): ViewPortClient {
  let port: ViewPort | null = null
  let lastRequest = 0
  let answered = false
  const databases = createStore(0)
  const broken = createStore<readonly BrokenObject[]>([])
  const open = new Map<string, ViewRequest>()
  const reads = new Map<string, (object: ObjectState | null) => void>()
  const searches = new Map<number, { ask: ViewRequest; found: (results: SearchResult[]) => void }>()
  const occurrenceStores = new Map<string, WritableStore<OccurrencesState>>()
  const contactStores = new Map<string, WritableStore<ContactsState>>()
  const objectStores = new Map<string, WritableStore<ShownObject | null>>()

  /** What a new view can show at once: what an open one shows, or what the last run showed. */
  function alreadyHere(): readonly ViewOccurrence[] {
    for (const [view, store] of occurrenceStores) if (open.has(view)) return store.current().occurrences
    return answered ? [] : snapshot().toSorted(byStart)
  }

  function occurrencesStore(view: string): WritableStore<OccurrencesState> {
    let store = occurrenceStores.get(view)
    if (store === undefined) {
      store = createStore<OccurrencesState>({ occurrences: alreadyHere(), complete: false, lastDelta: null })
      occurrenceStores.set(view, store)
    }
    return store
  }

  function contactsStore(view: string): WritableStore<ContactsState> {
    let store = contactStores.get(view)
    if (store === undefined) contactStores.set(view, (store = createStore({ contacts: [], complete: false })))
    return store
  }

  function objectStore(view: string): WritableStore<ShownObject | null> {
    let store = objectStores.get(view)
    if (store === undefined) objectStores.set(view, (store = createStore<ShownObject | null>(null)))
    return store
  }

  function receive(answer: ViewAnswer): void {
    answered = true
    switch (answer.type) {
      case 'ready':
        return databases.set(databases.current() + 1)
      case 'broken':
        return broken.set(answer.objects)
      case 'occurrences': {
        const store = occurrencesStore(answer.view)
        const { occurrences, lastDelta } = store.current()
        return store.set({
          occurrences: answer.complete
            ? replaceRows(occurrences, answer.occurrences, byStart)
            : patchRows(occurrences, answer.occurrences, [], byStart),
          complete: answer.complete,
          lastDelta,
        })
      }
      case 'occurrences.delta': {
        const store = occurrencesStore(answer.view)
        const { occurrences, complete } = store.current()
        return store.set({
          occurrences: patchRows(occurrences, answer.put, answer.removed, byStart),
          complete,
          lastDelta: {
            origin: answer.origin,
            keys: answer.put.map(({ key }) => key),
            removed: answer.removed,
            moved: answer.moved,
          },
        })
      }
      case 'contacts': {
        const store = contactsStore(answer.view)
        const { contacts } = store.current()
        return store.set({
          contacts: answer.complete
            ? replaceRows(contacts, answer.contacts, bySortKey)
            : patchRows(contacts, answer.contacts, [], bySortKey),
          complete: answer.complete,
        })
      }
      case 'contacts.delta': {
        const store = contactsStore(answer.view)
        const { contacts, complete } = store.current()
        return store.set({ contacts: patchRows(contacts, answer.put, answer.removed, bySortKey), complete })
      }
      case 'object': {
        const read = reads.get(answer.view)
        if (read !== undefined) {
          reads.delete(answer.view)
          leave(answer.view)
          return read(answer.object)
        }
        const store = objectStore(answer.view)
        const { collection, href, object } = answer
        const asked = store.current()
        if (asked?.collection === collection && asked.href === href) store.set({ collection, href, object })
        return
      }
      case 'found': {
        searches.get(answer.request)?.found(answer.results)
        searches.delete(answer.request)
      }
    }
  }

  function ask(view: string, request: ViewRequest): void {
    open.set(view, request)
    port?.postMessage(request)
  }

  function leave(view: string): void {
    open.delete(view)
    port?.postMessage({ type: 'close', view } satisfies ViewRequest)
  }

  return {
    connect(next) {
      port?.close()
      port = next
      broken.set([])
      next.onmessage = ({ data }) => receive(data)
      next.start()
      for (const request of open.values()) next.postMessage(request)
      for (const search of searches.values()) next.postMessage(search.ask)
    },
    databases,
    broken,
    occurrences: occurrencesStore,
    openOccurrences(view, { start, end, zone, hidden }) {
      const store = occurrencesStore(view)
      const { occurrences, lastDelta } = store.current()
      const off = new Set(hidden)
      // What is already here goes on being shown; the worker's answer completes it.
      store.set({
        occurrences: occurrences.filter((each) => each.start < end && each.end >= start && !off.has(each.collection)),
        complete: false,
        lastDelta,
      })
      ask(view, { type: 'occurrences.open', view, start, end, zone, hidden: [...hidden] })
    },
    contacts: contactsStore,
    openContacts(view, hidden) {
      const store = contactsStore(view)
      const off = new Set(hidden)
      store.set({
        contacts: store.current().contacts.filter(({ collection }) => !off.has(collection)),
        complete: false,
      })
      ask(view, { type: 'contacts.open', view, hidden: [...hidden] })
    },
    object: objectStore,
    openObject(view, collection, href) {
      const store = objectStore(view)
      store.set({ collection, href, object: undefined })
      ask(view, { type: 'object.open', view, collection, href })
    },
    readObject(collection, href) {
      const view = `read ${++lastRequest}`
      return new Promise((read) => {
        reads.set(view, read)
        ask(view, { type: 'object.open', view, collection, href })
      })
    },
    close(view) {
      leave(view)
      const store = occurrenceStores.get(view)
      store?.set({ ...store.current(), complete: false, lastDelta: null })
      contactStores.get(view)?.set({ contacts: [], complete: false })
      objectStores.get(view)?.set(null)
    },
    search(query, limit) {
      const request = ++lastRequest
      const ask: ViewRequest = { type: 'search', request, query, limit }
      return new Promise((found) => {
        searches.set(request, { ask, found })
        port?.postMessage(ask)
      })
    },
  }
}
