import { useState, type ReactNode } from 'react'
import type { Collection } from '../../shared/model/collection.ts'
import type { CollectionId } from '../../shared/model/names.ts'
import type { CardInput, CardPatch } from '../../shared/vcard/card-fields.ts'
import { useTask } from '../bridge/use-task.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Failure } from '../ui/Failure.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useEscape } from '../ui/use-escape.ts'
import { AddressEditor } from './AddressEditor.tsx'
import { changedFields } from './changed-fields.ts'
import { messages } from './messages.ts'
import { nameOf } from './person.ts'
import { ValuesEditor } from './ValuesEditor.tsx'

/**
 * Writes a card. Only what was changed is handed to `onSave`; when that throws, the reason is shown and what was typed stays.
 * `books` are the address books a new contact may go to; empty for one that is in its book already.
 */
export function ContactEditor({
  title,
  initial,
  books,
  onSave,
  onCancel,
}: {
  title: string
  initial: CardInput
  books: readonly Collection[]
  onSave: (patch: CardPatch, book: CollectionId | null) => Promise<void>
  onCancel: () => void
}) {
  const t = useText()
  const [fields, setFields] = useState(initial)
  const [book, setBook] = useState<CollectionId | null>(books[0]?.id ?? null)
  const { failure, busy, refuse, run } = useTask()
  useEscape(onCancel)
  const set = (change: CardPatch): void => setFields({ ...fields, ...change })

  function save(): void {
    const patch = changedFields(initial, fields)
    if ((patch.displayName ?? initial.displayName) === '') refuse(t(messages.nameMissing))
    else void run(() => onSave(patch, book))
  }

  const line = (name: 'given' | 'family' | 'organisation' | 'title' | 'nickname', focusFirst = false): ReactNode => (
    <TextField
      label={t(messages[name])}
      value={fields[name]}
      onChange={(value) => set({ [name]: value })}
      focusFirst={focusFirst}
    />
  )
  const plainDay = fields.birthday === '' || /^\d{4}-\d{2}-\d{2}$/.test(fields.birthday)

  return (
    <form
      className="card card-editor"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) save()
      }}
    >
      <header className="card-head">
        <h2 className="card-name">{nameOf(fields) === '' ? title : nameOf(fields)}</h2>
      </header>
      <div className="card-inputs">
        {books.length > 1 && (
          <Select
            label={t(messages.addressBook)}
            items={books.map(({ id, displayName }) => ({ id, label: displayName }))}
            value={book}
            onChange={setBook}
          />
        )}
        <div className="card-pair">
          {line('given', true)}
          {line('family')}
        </div>
        <div className="card-pair">
          {line('organisation')}
          {line('title')}
        </div>
        <ValuesEditor
          name={t(messages.emails)}
          add={t(messages.addEmail)}
          kinds={['home', 'work', 'other']}
          values={fields.emails}
          onChange={(emails) => set({ emails })}
        />
        <ValuesEditor
          name={t(messages.phones)}
          add={t(messages.addPhone)}
          kinds={['cell', 'home', 'work', 'other']}
          values={fields.phones}
          onChange={(phones) => set({ phones })}
        />
        <AddressEditor addresses={fields.addresses} onChange={(addresses) => set({ addresses })} />
        <div className="card-pair">
          {plainDay ? (
            <DateField
              label={t(messages.birthday)}
              value={fields.birthday === '' ? null : fields.birthday}
              onChange={(birthday) => set({ birthday: birthday ?? '' })}
            />
          ) : (
            <TextField
              label={t(messages.birthday)}
              value={fields.birthday}
              onChange={(birthday) => set({ birthday })}
            />
          )}
          {line('nickname')}
        </div>
        <TextField label={t(messages.note)} lines={3} value={fields.note} onChange={(note) => set({ note })} />
        <Failure reason={failure} />
      </div>
      <footer className="card-buttons">
        <Button onPress={onCancel}>{t(messages.cancel)}</Button>
        <Button variant="primary" type="submit" isDisabled={busy}>
          {t(messages.save)}
        </Button>
      </footer>
    </form>
  )
}
