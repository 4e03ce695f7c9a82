import type { TimeRange } from '../../shared/icalendar/occurrences.ts'
import type { DeltaOrigin, ViewAnswer, ViewOccurrence, ViewRequest } from '../../shared/ipc/view-port.ts'
import type { ContactRow } from '../../shared/model/contact.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import { contactRow, type ContactIndex } from './contact-index.ts'
import { isDated, type MemberChange, type Members } from './members.ts'
import type { Address, OccurrenceIndex, OccurrenceQuery } from './occurrence-index.ts'
import { sameRow } from './keyed-rows.ts'

/** How far around a view series are worked out beforehand: two months. */
const AHEAD_MS = 62 * 86_400_000

export type Post = (answer: ViewAnswer) => void

type OpenOccurrences = {
  type: 'occurrences'
  post: Post
  view: string
  range: TimeRange
  zone: string
  /** Switched off by the user. */
  off: readonly CollectionId[]
  /** What was sent, by object. */
  shown: Map<string, ViewOccurrence[]>
  complete: boolean
}
type OpenContacts = {
  type: 'contacts'
  post: Post
  view: string
  off: readonly CollectionId[]
  shown: Map<string, ContactRow>
}
type OpenObject = { type: 'object'; at: Address; show: () => void }
type OpenView = OpenOccurrences | OpenContacts | OpenObject

export type ViewsParts = {
  members: Members
  occurrences: OccurrenceIndex
  contacts: ContactIndex
  /** Whether everything stored is in the indexes. */
  loaded: () => boolean
  /** Collections whose objects are no entries of the user's calendar, as a schedule inbox (RFC 6638 §2.2). */
  unshown: () => ReadonlySet<CollectionId>
  /** Posts one object as it now is. */
  showObject: (post: Post, view: string, at: Address) => void
}

export type Views = {
  /** Takes a window's request; `mayGoOn` bounds the series worked out before the first answer. */
  ask(post: Post, request: Exclude<ViewRequest, { type: 'search' }>, mayGoOn: () => boolean): void
  /** A window is gone, or has another port. */
  leave(post: Post): void
  /** Tells each view what a batch changed in it; series that `mayGoOn` puts off are left to `finish`. */
  changed(changes: readonly MemberChange[], origin: DeltaOrigin, mayGoOn: () => boolean): void
  /** Answers all views of occurrences and contacts again, whole. */
  refresh(mayGoOn: () => boolean): void
  /** Goes on with what first answers left out; whether nothing is left. */
  finish(mayGoOn: () => boolean): boolean
  /** Works out series around the views; whether nothing is left. */
  prepare(mayGoOn: () => boolean): boolean
}

const memberKey = ({ collection, href }: Address): string => `${collection}\n${href}`

function byMember(occurrences: readonly ViewOccurrence[]): Map<string, ViewOccurrence[]> {
  const grouped = new Map<string, ViewOccurrence[]>()
  for (const occurrence of occurrences) {
    const key = memberKey(occurrence)
    const group = grouped.get(key)
    if (group === undefined) grouped.set(key, [occurrence])
    else group.push(occurrence)
  }
  return grouped
}

/** The worker's end of the view ports: what each window has open, what it was last sent, and what that lacks. */
export function createViews({ members, occurrences, contacts, loaded, unshown, showObject }: ViewsParts): Views {
  const open = new Map<Post, Map<string, OpenView>>()

  const all = function* (): Iterable<OpenView> {
    for (const views of open.values()) yield* views.values()
  }
  const hiddenIn = ({ off }: OpenOccurrences | OpenContacts): ReadonlySet<CollectionId> =>
    new Set([...off, ...unshown()])
  const queryOf = (view: OpenOccurrences): OccurrenceQuery => ({
    range: view.range,
    zone: view.zone,
    hidden: hiddenIn(view),
  })

  function answerOccurrences(view: OpenOccurrences, mayGoOn: () => boolean): void {
    const found = occurrences.find(queryOf(view), mayGoOn)
    const complete = found.complete && loaded()
    const known = view.complete || complete ? null : view.shown
    view.shown = byMember(found.occurrences)
    view.complete = complete
    // Until all is there, only what is new is worth sending again.
    const news = known === null ? found.occurrences : found.occurrences.filter((each) => !known.has(memberKey(each)))
    view.post({ type: 'occurrences', view: view.view, occurrences: news, complete })
  }

  function answerContacts(view: OpenContacts): void {
    const rows = contacts.rows(hiddenIn(view))
    view.shown = new Map(rows.map((row) => [row.key, row]))
    view.post({ type: 'contacts', view: view.view, contacts: rows, complete: loaded() })
  }

  function tellOccurrences(
    view: OpenOccurrences,
    changed: ReadonlyMap<string, MemberChange>,
    origin: DeltaOrigin,
    mayGoOn: () => boolean,
  ): void {
    const put: ViewOccurrence[] = []
    const removed: string[] = []
    const moved: { key: string; start: number; end: number }[] = []
    const query = queryOf(view)
    for (const [key, { after }] of changed) {
      const now = after !== null && isDated(after) ? occurrences.ofObject(after, query, mayGoOn) : []
      if (now === null) {
        view.complete = false
        continue
      }
      const before = new Map(view.shown.get(key)?.map((occurrence) => [occurrence.key, occurrence]))
      for (const occurrence of now) {
        const old = before.get(occurrence.key)
        before.delete(occurrence.key)
        if (old !== undefined && sameRow(old, occurrence)) continue
        put.push(occurrence)
        if (old !== undefined && (old.start !== occurrence.start || old.end !== occurrence.end))
          moved.push({ key: old.key, start: old.start, end: old.end })
      }
      removed.push(...before.keys())
      if (now.length > 0) view.shown.set(key, now)
      else view.shown.delete(key)
    }
    if (put.length > 0 || removed.length > 0)
      view.post({ type: 'occurrences.delta', view: view.view, put, removed, moved, origin })
  }

  function tellContacts(view: OpenContacts, changed: ReadonlyMap<string, MemberChange>, origin: DeltaOrigin): void {
    const put: ContactRow[] = []
    const removed: string[] = []
    const hidden = hiddenIn(view)
    for (const [key, { after }] of changed) {
      const old = view.shown.get(key)
      const shown = after !== null && !isDated(after) && !hidden.has(after.at.collection)
      if (shown) {
        const row = contactRow(after)
        view.shown.set(key, row)
        if (old === undefined || !sameRow(old, row)) put.push(row)
      } else if (old !== undefined) {
        view.shown.delete(key)
        removed.push(key)
      }
    }
    if (put.length > 0 || removed.length > 0)
      view.post({ type: 'contacts.delta', view: view.view, put, removed, origin })
  }

  function answer(view: OpenView, mayGoOn: () => boolean): void {
    if (view.type === 'occurrences') answerOccurrences(view, mayGoOn)
    else if (view.type === 'contacts') answerContacts(view)
    else view.show()
  }

  return {
    ask(post, request, mayGoOn) {
      const views = open.get(post) ?? new Map<string, OpenView>()
      open.set(post, views)
      switch (request.type) {
        case 'close':
          views.delete(request.view)
          return
        case 'occurrences.open': {
          const { view, start, end, zone, hidden } = request
          const opened: OpenView = {
            type: 'occurrences',
            post,
            view,
            range: { start, end },
            zone,
            off: hidden,
            shown: new Map(),
            complete: false,
          }
          views.set(view, opened)
          return answer(opened, mayGoOn)
        }
        case 'contacts.open': {
          const { view, hidden } = request
          const opened: OpenView = { type: 'contacts', post, view, off: hidden, shown: new Map() }
          views.set(view, opened)
          return answer(opened, mayGoOn)
        }
        case 'object.open': {
          const { view, collection, href } = request
          const at = { collection, href }
          const opened: OpenView = { type: 'object', at, show: () => showObject(post, view, at) }
          views.set(view, opened)
          return answer(opened, mayGoOn)
        }
      }
    },
    leave: (post) => void open.delete(post),
    changed(changes, origin, mayGoOn) {
      if (changes.length === 0) return
      const changed = new Map<string, MemberChange>()
      for (const change of changes) {
        const at = (change.after ?? change.before)?.at
        if (at !== undefined) changed.set(memberKey(at), { ...change, after: members.get(at) })
      }
      for (const view of all()) {
        if (view.type === 'occurrences') tellOccurrences(view, changed, origin, mayGoOn)
        else if (view.type === 'contacts') tellContacts(view, changed, origin)
        else if (changed.has(memberKey(view.at))) view.show()
      }
    },
    refresh(mayGoOn) {
      for (const view of all()) if (view.type !== 'object') answer(view, mayGoOn)
    },
    finish(mayGoOn) {
      for (const view of all()) {
        if (view.type !== 'occurrences' || view.complete) continue
        answerOccurrences(view, mayGoOn)
        if (!view.complete) return false
      }
      return true
    },
    prepare(mayGoOn) {
      for (const view of all()) {
        if (view.type !== 'occurrences') continue
        const { start, end } = view.range
        const around = { ...queryOf(view), range: { start: start - AHEAD_MS, end: end + AHEAD_MS } }
        if (!occurrences.prepare(around, mayGoOn)) return false
      }
      return true
    },
  }
}
