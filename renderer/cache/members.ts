import type { PendingChange } from '../../shared/model/change.ts'
import type { CollectionId, Href, PendingChangeId } from '../../shared/model/names.ts'
import type { Address, Dated, Mark } from './occurrence-index.ts'
import { slimEntry, type CardEntry, type SlimEntry } from './slim-entry.ts'

/** A contact as it stands. */
export type Card = { at: Address; entry: CardEntry; mark: Mark }

/** An object as the user sees it: what the server holds, or what the user made of it. */
export type Member = Dated | Card

export const isDated = (member: Member): member is Dated => member.entry.type !== 'card'

/** What a server row is to the indexes; `data` is read of series only, whose instances come from their text. */
export type ServerRow = Address & { slim: SlimEntry; data: string }

/** One member that changed, as it was and as it is; null: not there. */
export type MemberChange = { before: Member | null; after: Member | null }

/** An object that its server holds and nobody can read. */
export type BrokenMember = { at: Address; reason: string }

export type Members = {
  get(at: Address): Member | null
  /** What cannot be read; the same array until that changes. */
  broken(): readonly BrokenMember[]
  all(): Iterable<Member>
  /** The user's edits of one object, oldest first. */
  edits(at: Address): readonly PendingChange[]
  putServer(rows: readonly ServerRow[]): void
  removeServer(at: readonly Address[]): void
  /** Forgets what servers hold of collections for which `gone` is true. */
  forget(gone: (collection: CollectionId) => boolean): void
  putPending(pending: PendingChange): void
  removePending(ids: readonly PendingChangeId[]): void
  resetPending(pending: readonly PendingChange[]): void
}

type Slot = {
  at: Address
  /** As the server holds it. */
  server: { entry: SlimEntry; data: string | null } | null
  /** Oldest first. */
  edits: readonly PendingChange[]
  member: Member | null
}

const marks: Record<PendingChange['state'], Mark> = {
  waiting: 'waiting',
  parked: 'parked',
  conflict: 'conflict',
}

function memberOf(at: Address, entry: SlimEntry, data: string, mark: Mark): Member | null {
  switch (entry.type) {
    case 'none':
    case 'broken':
      return null
    case 'series':
      return { at, entry, mark, source: data }
    case 'single':
      return { at, entry, mark }
    case 'card':
      return { at, entry, mark }
  }
}

/**
 * All objects as the user sees them: server rows with the user's open edits laid over them. Neither overwrites the other, so that an
 * edit given up shows the server's version again.
 *
 * @param onChange hears every member whose look may have changed, once per change
 */
export function createMembers(onChange: (change: MemberChange) => void): Members {
  const slots = new Map<CollectionId, Map<Href, Slot>>()
  const edited = new Map<PendingChangeId, Slot>()
  const unread = new Map<Slot, BrokenMember>()
  let broken: readonly BrokenMember[] = []

  const find = ({ collection, href }: Address): Slot | undefined => slots.get(collection)?.get(href)

  function slotAt({ collection, href }: Address): Slot {
    let within = slots.get(collection)
    if (within === undefined) slots.set(collection, (within = new Map()))
    let slot = within.get(href)
    if (slot === undefined)
      within.set(href, (slot = { at: { collection, href }, server: null, edits: [], member: null }))
    return slot
  }

  function seen({ at, server, edits }: Slot): Member | null {
    const edit = edits.at(-1)
    if (edit !== undefined && edit.data !== null)
      return memberOf(at, slimEntry(edit.data), edit.data, marks[edit.state])
    // A deletion that did not get through leaves the object standing, marked.
    const mark = edit === undefined ? 'none' : marks[edit.state]
    if (server === null || mark === 'waiting') return null
    return memberOf(at, server.entry, server.data ?? '', mark)
  }

  function setServer(slot: Slot, server: Slot['server']): void {
    slot.server = server
    const known = unread.get(slot)?.reason
    const reason = server?.entry.type === 'broken' ? server.entry.reason : undefined
    if (known !== reason) {
      if (reason === undefined) unread.delete(slot)
      else unread.set(slot, { at: slot.at, reason })
      broken = [...unread.values()]
    }
    refresh(slot)
  }

  function refresh(slot: Slot): void {
    const before = slot.member
    slot.member = seen(slot)
    if (slot.server === null && slot.edits.length === 0) slots.get(slot.at.collection)?.delete(slot.at.href)
    if (before !== null || slot.member !== null) onChange({ before, after: slot.member })
  }

  function drop(id: PendingChangeId): void {
    const slot = edited.get(id)
    if (slot === undefined) return
    edited.delete(id)
    slot.edits = slot.edits.filter((edit) => edit.id !== id)
    refresh(slot)
  }

  function putPending(change: PendingChange): void {
    const slot = slotAt(change)
    edited.set(change.id, slot)
    slot.edits = [...slot.edits.filter(({ id }) => id !== change.id), change].toSorted((a, b) => a.at - b.at)
    refresh(slot)
  }

  return {
    get: (at) => find(at)?.member ?? null,
    *all() {
      for (const within of slots.values()) for (const { member } of within.values()) if (member !== null) yield member
    },
    broken: () => broken,
    edits: (at) => find(at)?.edits ?? [],
    putServer(rows) {
      for (const row of rows)
        setServer(slotAt(row), { entry: row.slim, data: row.slim.type === 'series' ? row.data : null })
    },
    removeServer(addresses) {
      for (const at of addresses) {
        const slot = find(at)
        if (slot !== undefined) setServer(slot, null)
      }
    },
    forget(gone) {
      for (const [collection, within] of slots) {
        if (!gone(collection)) continue
        for (const slot of within.values()) setServer(slot, null)
      }
    },
    putPending,
    removePending(ids) {
      for (const id of ids) drop(id)
    },
    resetPending(next) {
      const kept = new Set(next.map(({ id }) => id))
      for (const id of edited.keys()) if (!kept.has(id)) drop(id)
      for (const change of next) putPending(change)
    },
  }
}
