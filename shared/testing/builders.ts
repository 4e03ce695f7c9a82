import type { ViewOccurrence } from '../ipc/view-port.ts'
import type { Account } from '../model/account.ts'
import type { PendingChange } from '../model/change.ts'
import type { Collection } from '../model/collection.ts'
import { accountId, collectionId, href, pendingChangeId } from '../model/names.ts'

/** A configured account of a server elsewhere, of which only the name is known. */
export const anAccount = (id: string, more: Partial<Account> = {}): Account => ({
  id: accountId(id),
  displayName: id,
  kind: 'remote',
  origin: 'https://cal.example:8443',
  user: 'ines',
  principal: null,
  calendarHomes: [],
  addressbookHomes: [],
  calendarUserAddresses: [],
  ...more,
})

/** A calendar that can be written and synced, named like its path; of the account `a` unless said otherwise. */
export const aCollection = (path: string, more: Partial<Collection> = {}): Collection => ({
  id: collectionId(more.account ?? accountId('a'), href(path)),
  account: accountId('a'),
  href: href(path),
  home: href('/'),
  kind: 'calendar',
  displayName: path,
  rawColor: null,
  hue: 'blue',
  order: null,
  components: [],
  privileges: null,
  readOnly: false,
  supportsSyncCollection: true,
  ctag: null,
  syncToken: null,
  subscription: null,
  ...more,
})

/** An event that does not recur and was sent; its UID, href and summary are `name`. It lies at the start of the epoch. */
export const aViewOccurrence = (name: string, more: Partial<ViewOccurrence> = {}): ViewOccurrence => ({
  key: name,
  collection: collectionId(accountId('a'), href('/a/')),
  href: href(`/a/${name}.ics`),
  uid: name,
  component: 'VEVENT',
  recurrenceId: null,
  recurring: false,
  start: 0,
  end: 0,
  allDay: false,
  startDate: null,
  endDate: null,
  zone: 'Europe/Berlin',
  summary: name,
  location: '',
  status: 'confirmed',
  transparent: false,
  alarms: false,
  attendees: 0,
  url: '',
  categories: [],
  completed: false,
  pending: 'none',
  ...more,
})

/** An edit of the user's that makes the object `at`, on its way and named `id`; of the account `a` unless said otherwise. */
export const aPendingChange = (
  id: string,
  at: Pick<PendingChange, 'collection' | 'href'>,
  more: Partial<PendingChange> = {},
): PendingChange => ({
  id: pendingChangeId(id),
  account: accountId('a'),
  ...at,
  at: 1,
  base: null,
  data: '',
  title: id,
  state: 'waiting',
  reason: null,
  theirs: null,
  retryAt: null,
  ...more,
})
