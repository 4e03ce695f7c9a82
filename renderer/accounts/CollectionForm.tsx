import { useState } from 'react'
import { hues, type Hue } from '../../shared/model/collection.ts'
import type { AccountId } from '../../shared/model/names.ts'
import { useTask } from '../bridge/use-task.ts'
import { hueNames } from '../i18n/hue-names.ts'
import { useText } from '../i18n/use-text.ts'
import { HuePicker } from '../ui/HuePicker.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './collection-messages.ts'
import { FormDialog } from './FormDialog.tsx'

type Values = { displayName: string; hue: Hue; account: AccountId | null }

/**
 * Name, colour and account of a calendar or address book. `withHue` is false where nothing is painted in it; `accounts` is empty where it
 * cannot be moved. `onSave` throws what is then said in the form.
 */
export function CollectionForm({
  title,
  submit,
  initial,
  withHue,
  accounts,
  onSave,
  onClose,
}: {
  title: string
  submit: string
  initial: Values
  withHue: boolean
  accounts: readonly { id: AccountId; label: string }[]
  onSave: (values: Values) => Promise<unknown>
  onClose: () => void
}) {
  const t = useText()
  const [values, setValues] = useState(initial)
  const { failure, busy, refuse, run } = useTask()

  function save(): void {
    const displayName = values.displayName.trim()
    if (displayName === '') refuse(t(messages.nameMissing))
    else
      void run(async () => {
        await onSave({ ...values, displayName })
        onClose()
      })
  }

  return (
    <FormDialog title={title} submit={submit} busy={busy} width={400} onSubmit={save} onClose={onClose}>
      <TextField
        label={t(messages.name)}
        value={values.displayName}
        onChange={(displayName) => setValues({ ...values, displayName })}
        error={failure}
        focusFirst
      />
      {withHue && (
        <HuePicker
          label={t(messages.colour)}
          hues={hues}
          value={values.hue}
          name={(hue) => t(hueNames[hue])}
          onChange={(hue) => setValues({ ...values, hue })}
        />
      )}
      {accounts.length > 1 && (
        <Select
          label={t(messages.account)}
          items={accounts}
          value={values.account}
          onChange={(account) => setValues({ ...values, account })}
        />
      )}
    </FormDialog>
  )
}
