import type { Collection } from '../../shared/model/collection.ts'
import { useText } from '../i18n/use-text.ts'
import { showContact, useViewState } from '../view-state/view-state.ts'
import { addContact } from './actions.ts'
import { emptyCard } from './changed-fields.ts'
import { ContactEditor } from './ContactEditor.tsx'
import { messages } from './messages.ts'

/** Types a new contact; `books` are the address books that can take it, the one listed first. */
export function NewContact({ books }: { books: readonly Collection[] }) {
  const t = useText()
  const listed = useViewState((state) => state.addressBook)
  const ordered = books.toSorted((a, b) => Number(b.id === listed) - Number(a.id === listed))
  const [first] = ordered
  if (first === undefined) return <p className="contacts-empty">{t(messages.noAddressBook)}</p>
  return (
    <ContactEditor
      title={t(messages.newContact)}
      initial={emptyCard}
      books={ordered}
      onCancel={() => showContact(null)}
      onSave={async (patch, book) => {
        const collection = book ?? first.id
        const title = patch.displayName ?? ''
        const href = await addContact(collection, patch, { label: t(messages.created, { name: title }), title })
        showContact({ collection, href })
      }}
    />
  )
}
