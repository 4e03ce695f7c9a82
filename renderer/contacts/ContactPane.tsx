import { useEffect, useMemo, useState } from 'react'
import type { CollectionId, Href } from '../../shared/model/names.ts'
import type { CardFields } from '../../shared/vcard/card-fields.ts'
import { readCard } from '../../shared/vcard/read.ts'
import { useAccounts, useCollections, useObject } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { IconButton } from '../ui/Button.tsx'
import { orSay } from '../view-state/notice.ts'
import { showContact } from '../view-state/view-state.ts'
import { changeContact, deleteContact } from './actions.ts'
import { ContactCard } from './ContactCard.tsx'
import { ContactEditor } from './ContactEditor.tsx'
import { messages } from './messages.ts'

function read(text: string): CardFields | null {
  try {
    return readCard(text)
  } catch {
    return null // the text itself is shown instead
  }
}

/** One contact: its card, or its editor. */
export function ContactPane({ collection, href }: { collection: CollectionId; href: Href }) {
  const t = useText()
  const object = useObject(collection, href)
  const book = useCollections()?.find(({ id }) => id === collection)
  const account = useAccounts()?.find(({ id }) => id === book?.account)
  const [editing, setEditing] = useState(false)
  const text = object?.data ?? null
  const card = useMemo(() => (text === null ? null : read(text)), [text])
  const readOnly = book?.readOnly ?? false

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const place = event.target instanceof Element ? event.target.closest('input, textarea, [role="dialog"]') : null
      if (event.key !== 'e' || event.ctrlKey || event.metaKey || event.altKey || place !== null || readOnly) return
      event.preventDefault()
      setEditing(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [readOnly])

  if (object === undefined) return null
  if (object === null || text === null) return <p className="contacts-empty">{t(messages.gone)}</p>
  if (card === null)
    return (
      <div className="card">
        <p>{t(messages.unreadable)}</p>
        <pre className="card-raw">{text}</pre>
      </div>
    )

  const title = card.displayName

  async function remove(): Promise<void> {
    await deleteContact({ collection, href }, { label: t(messages.deleted, { name: title }), title })
    showContact(null)
  }

  return (
    <>
      <div className="contacts-back">
        <IconButton icon="left" label={t(messages.back)} onPress={() => showContact(null)} />
      </div>
      {editing ? (
        <ContactEditor
          title={t(messages.editContact)}
          initial={card}
          books={[]}
          onCancel={() => setEditing(false)}
          onSave={async (patch) => {
            await changeContact({ collection, href }, patch, { label: t(messages.changed, { name: title }), title })
            setEditing(false)
          }}
        />
      ) : (
        <ContactCard
          card={card}
          pending={object.pending}
          where={[account?.displayName, book?.displayName].filter(Boolean).join(', ')}
          readOnly={readOnly}
          onEdit={() => setEditing(true)}
          onDelete={() => orSay(remove())}
        />
      )}
    </>
  )
}
