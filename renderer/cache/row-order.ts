import type { ViewOccurrence } from '../../shared/ipc/view-port.ts'
import type { ContactRow } from '../../shared/model/contact.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Earlier first, then longer first, then by key: the order a grid lays events out in. */
export const byStart = (a: ViewOccurrence, b: ViewOccurrence): number =>
  a.start - b.start || b.end - a.end || byText(a.key, b.key)

/** The order of the contact list. */
export const bySortKey = (a: ContactRow, b: ContactRow): number => byText(a.sortKey, b.sortKey) || byText(a.key, b.key)
