import { useState } from 'react'
import type { Account } from '../../shared/model/account.ts'
import { invoke } from '../bridge/commands.ts'
import { useTask } from '../bridge/use-task.ts'
import { useText } from '../i18n/use-text.ts'
import { TextField } from '../ui/TextField.tsx'
import { FormDialog } from './FormDialog.tsx'
import { messages } from './messages.ts'

/** Asks for an account's password again, after its server refused it or it was not kept. */
export function PasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText()
  const [password, setPassword] = useState('')
  const { failure, busy, run } = useTask()

  async function save(): Promise<void> {
    await invoke('account.setPassword', { account: account.id, password })
    onClose()
  }

  return (
    <FormDialog
      title={t(messages.passwordTitle, { name: account.displayName })}
      submit={t(messages.savePassword)}
      busy={busy}
      onSubmit={() => void run(save)}
      onClose={onClose}
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
    </FormDialog>
  )
}
