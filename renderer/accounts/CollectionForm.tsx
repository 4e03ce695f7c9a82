import { useId, useState } from 'react'
import { hues, type Hue } from '../../shared/model/collection.ts'
import type { AccountId } from '../../shared/model/names.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { hueNames } from '../i18n/hue-names.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HuePicker } from '../ui/HuePicker.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './collection-messages.ts'
import './accounts.css'

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
  const form = useId()
  const [values, setValues] = useState(initial)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function save(): Promise<void> {
    if (values.displayName.trim() === '') {
      setFailure(t(messages.nameMissing))
      return
    }
    setBusy(true)
    try {
      await onSave({ ...values, displayName: values.displayName.trim() })
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={title}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      width={400}
      footer={
        <>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="account-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void save()
        }}
      >
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
      </form>
    </Dialog>
  )
}
