import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { reasonOf } from '../../shared/model/reason.ts'
import { useAppState } from '../bridge/app-state.ts'
import { CommandError, invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './messages.ts'
import './accounts.css'

type Failure = { field: 'address' | 'password'; message: string }

/** Which field a refusal is about: the password when the server was found and said no, else the address. */
export function failureOf(error: unknown): Failure {
  const message = reasonOf(error)
  const password = error instanceof CommandError && (error.kind === 'unauthorized' || error.kind === 'forbidden')
  return { field: password ? 'password' : 'address', message }
}

/** What was typed; `user` null: not yet, so that it follows the address. */
export type TypedAccount = { address: string; user: string | null; password: string }

export const nothingTyped: TypedAccount = { address: '', user: null, password: '' }

/**
 * Address, user and password of a server. What was typed stays when it is refused, and is its owner's, who may put the form away and
 * show it again. `footer` gets what a submit button needs, so that the form stands in a dialog as well as on a page.
 */
export function AddAccountForm({
  typed,
  onType,
  onDone,
  footer,
}: {
  typed: TypedAccount
  onType: (typed: TypedAccount) => void
  onDone: () => void
  footer: (submit: { form: string; busy: boolean }) => ReactNode
}) {
  const t = useText()
  const form = useId()
  const storage = useAppState(({ state }) => state?.credentialStorage ?? 'keyring')
  const { address, user, password } = typed
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  // An e-mail address is most often the user name too; what the user types there wins.
  const shownUser = user ?? (address.includes('@') && !address.includes('/') ? address : '')

  async function add(): Promise<void> {
    if (address.trim() === '') {
      setFailure({ field: 'address', message: t(messages.addressMissing) })
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      await invoke('account.add', { address: address.trim(), user: shownUser.trim(), password })
      onDone()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <form
        id={form}
        className="account-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!busy) void add()
        }}
      >
        <TextField
          label={t(messages.address)}
          hint={t(messages.addressHint)}
          value={address}
          onChange={(next) => onType({ ...typed, address: next })}
          error={failure?.field === 'address' ? failure.message : null}
          focusFirst
          autoComplete="off"
        />
        <TextField
          label={t(messages.user)}
          hint={t(messages.userHint)}
          value={shownUser}
          onChange={(next) => onType({ ...typed, user: next })}
          autoComplete="username"
        />
        <TextField
          label={t(messages.password)}
          hint={t(messages.passwordHint, { storage })}
          type="password"
          value={password}
          onChange={(next) => onType({ ...typed, password: next })}
          error={failure?.field === 'password' ? failure.message : null}
          autoComplete="current-password"
        />
        <output className="account-busy">{busy && t(messages.looking)}</output>
      </form>
      {footer({ form, busy })}
    </>
  )
}
