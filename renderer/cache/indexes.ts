import { createContactIndex, type ContactIndex } from './contact-index.ts'
import { createMembers, isDated, type Member, type MemberChange, type Members } from './members.ts'
import { createOccurrenceIndex, type OccurrenceIndex } from './occurrence-index.ts'

export type Indexes = {
  members: Members
  occurrences: OccurrenceIndex
  contacts: ContactIndex
  /** What changed since it was last asked. */
  takeChanges(): MemberChange[]
}

/** All objects as the user sees them, with the indexes that follow them. */
export function createIndexes(): Indexes {
  const occurrences = createOccurrenceIndex()
  const contacts = createContactIndex()
  let changes: MemberChange[] = []

  function enter(member: Member): void {
    if (isDated(member)) occurrences.add(member)
    else contacts.add(member)
  }
  function leave(member: Member): void {
    if (isDated(member)) occurrences.remove(member)
    else contacts.remove(member)
  }

  const members = createMembers((change) => {
    if (change.before !== null) leave(change.before)
    if (change.after !== null) enter(change.after)
    changes.push(change)
  })

  return {
    members,
    occurrences,
    contacts,
    takeChanges() {
      const taken = changes
      changes = []
      return taken
    },
  }
}
