import { useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { AddAccountForm, nothingTyped } from './AddAccountForm.tsx'
import { messages } from './messages.ts'

/** Adds an account while others are there already. */
export function AddAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [typed, setTyped] = useState(nothingTyped)
  return (
    <Dialog title={t(messages.addAccount)} closeLabel={t(messages.close)} isOpen onClose={onClose}>
      <p className="account-intro">{t(messages.addAccountHint)}</p>
      <AddAccountForm
        typed={typed}
        onType={setTyped}
        onDone={onClose}
        footer={({ form, busy }) => (
          <div className="account-foot">
            <Button onPress={onClose}>{t(messages.cancel)}</Button>
            <Button variant="primary" type="submit" form={form} isDisabled={busy}>
              {t(messages.submit)}
            </Button>
          </div>
        )}
      />
    </Dialog>
  )
}
