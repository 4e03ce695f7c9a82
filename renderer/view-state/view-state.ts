import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { AccountId, CollectionId, Href } from '../../shared/model/names.ts'

export const calendarViews = ['day', 'week', 'month', 'agenda'] as const
export type CalendarView = (typeof calendarViews)[number]

/** Points at one occurrence: enough to find it again after it changed. */
export type Selection = { key: string; collection: CollectionId; href: Href; recurrenceId: string | null }

/** A new event being typed: instants are milliseconds since the epoch. */
export type Draft = { start: number; end: number; allDay: boolean; collection: CollectionId | null }

export type Dialog =
  | { type: 'add-account' }
  | { type: 'subscribe'; url: string | null }
  | { type: 'settings' }
  /** `account` null: the first that can hold one. */
  | { type: 'new-calendar'; account: AccountId | null }
  | { type: 'new-address-book'; account: AccountId | null }
  | { type: 'edit-collection'; collection: CollectionId }
  | { type: 'delete-collection'; collection: CollectionId }
  | { type: 'password'; account: AccountId }
  | { type: 'remove-account'; account: AccountId }
  | { type: 'shortcuts' }
  | { type: 'palette' }
  | { type: 'conflict'; pending: string }

type State = {
  section: 'calendar' | 'contacts'
  view: CalendarView
  /** The day the view is about, `YYYY-MM-DD` in the display zone. */
  date: string
  /** Collections switched off in the rail. */
  hidden: CollectionId[]
  railOpen: boolean
  selected: Selection | null
  draft: Draft | null
  /** Whether the panel shows the selected event for editing. */
  editing: boolean
  contact: { collection: CollectionId; href: Href } | null
  /** The address book whose contacts are listed; null: all. */
  addressBook: CollectionId | null
  /** What the contact list is narrowed by. */
  contactQuery: string
  /** Whether a new contact is being typed. */
  newContact: boolean
  dialog: Dialog | null
}

const today = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** What this window shows: never server data. View, date and hidden collections outlive the window. */
export const useViewState = create<State>()(
  persist(
    (): State => ({
      section: 'calendar',
      view: 'week',
      date: today(),
      hidden: [],
      railOpen: true,
      selected: null,
      draft: null,
      editing: false,
      contact: null,
      addressBook: null,
      contactQuery: '',
      newContact: false,
      dialog: null,
    }),
    {
      name: 'view-state',
      partialize: ({ section, view, hidden, railOpen }) => ({ section, view, hidden, railOpen }),
    },
  ),
)

const set = (change: Partial<State> | ((state: State) => Partial<State>)): void => {
  useViewState.setState(change)
}

export const showDate = (date: string): void => set({ date })
export const showView = (view: CalendarView): void => set({ view, section: 'calendar' })
export const showToday = (): void => set({ date: today() })
export const showSection = (section: State['section']): void => set({ section })
export const select = (selected: Selection | null): void => set({ selected, editing: false, draft: null })
export const edit = (selected: Selection): void => set({ selected, editing: true, draft: null })
export const startDraft = (draft: Draft | null): void => set({ draft, selected: null, editing: draft !== null })
export const openDialog = (dialog: Dialog | null): void => set({ dialog })
export const toggleRail = (): void => set(({ railOpen }) => ({ railOpen: !railOpen }))
export const showContact = (contact: State['contact']): void =>
  set({ contact, section: 'contacts', newContact: false, editing: false })
export const showAddressBook = (addressBook: CollectionId | null): void => set({ addressBook, section: 'contacts' })
export const searchContacts = (contactQuery: string): void => set({ contactQuery })
export const startContact = (): void => set({ newContact: true, contact: null, section: 'contacts' })
export const toggleCollection = (id: CollectionId): void =>
  set(({ hidden }) => ({
    hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id],
  }))
/** Hides exactly these collections. */
export const showOnly = (hidden: CollectionId[]): void => set({ hidden })
