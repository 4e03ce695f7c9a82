import { useId, useState } from 'react'
import type { Account } from '../../shared/model/account.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './messages.ts'
import './accounts.css'

/** Asks for an account's password again, after its server refused it or it was not kept. */
export function PasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText()
  const form = useId()
  const [password, setPassword] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function save(): Promise<void> {
    setBusy(true)
    try {
      await invoke('account.setPassword', { account: account.id, password })
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t(messages.passwordTitle, { name: account.displayName })}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={busy}>
            {t(messages.savePassword)}
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
        <p>{t(messages.passwordWhy, { user: account.user })}</p>
        <TextField
          label={t(messages.password)}
          type="password"
          value={password}
          onChange={setPassword}
          error={failure}
          focusFirst
          autoComplete="current-password"
        />
      </form>
    </Dialog>
  )
}
