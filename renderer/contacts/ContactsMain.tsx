import { useMemo } from 'react'
import { useCollections } from '../cache/hooks.ts'
import type { ContactRow } from '../../shared/model/contact.ts'
import { useText } from '../i18n/use-text.ts'
import { useViewState } from '../view-state/view-state.ts'
import { ContactList } from './ContactList.tsx'
import { ContactPane } from './ContactPane.tsx'
import { messages } from './messages.ts'
import { NewContact } from './NewContact.tsx'
import { matchingContacts } from './sections.ts'
import './contacts.css'

/** The list and, beside it, one contact. `contacts` are those of the address books shown; `complete` once that is all. */
export function ContactsMain({ contacts, complete }: { contacts: readonly ContactRow[]; complete: boolean }) {
  const t = useText()
  const query = useViewState((state) => state.contactQuery)
  const contact = useViewState((state) => state.contact)
  const creating = useViewState((state) => state.newContact)
  const collections = useCollections() ?? []
  const rows = useMemo(() => matchingContacts(contacts, query), [contacts, query])
  const selected = contact === null ? null : `${contact.collection}\n${contact.href}`
  return (
    <div className="contacts" data-open={contact !== null || creating ? '' : undefined}>
      <div className="contacts-list">
        {rows.length > 0 ? (
          <ContactList rows={rows} selected={selected} />
        ) : (
          complete && (
            <div className="contacts-empty">
              {query.trim() === '' ? (
                <>
                  <h2>{t(messages.none)}</h2>
                  <p>{t(messages.noneHint)}</p>
                </>
              ) : (
                <p>{t(messages.noneFound, { query })}</p>
              )}
            </div>
          )
        )}
      </div>
      <div className="contacts-pane">
        {creating ? (
          <NewContact books={collections.filter(({ kind, readOnly }) => kind === 'addressbook' && !readOnly)} />
        ) : contact !== null ? (
          <ContactPane key={selected} collection={contact.collection} href={contact.href} />
        ) : (
          rows.length > 0 && <p className="contacts-empty">{t(messages.pickOne)}</p>
        )}
      </div>
    </div>
  )
}
