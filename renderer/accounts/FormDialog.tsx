import { useId, type ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { messages } from './messages.ts'
import './accounts.css'

/** A few fields in a dialog, sent with Enter or its button; not while `busy`. `width` is in px. */
export function FormDialog({
  title,
  submit,
  busy,
  width,
  onSubmit,
  onClose,
  children,
}: {
  title: string
  submit: string
  busy: boolean
  width?: number
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const t = useText()
  const form = useId()

  return (
    <Dialog
      title={title}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      {...(width === undefined ? {} : { width })}
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
          if (!busy) onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
