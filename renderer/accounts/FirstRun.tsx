import { useId, useState, type ReactNode } from 'react'
import { Button as Choice } from 'react-aria-components'
import { invoke } from '../bridge/commands.ts'
import { useTask } from '../bridge/use-task.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Failure } from '../ui/Failure.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { AddAccountForm, nothingTyped } from './AddAccountForm.tsx'
import { ExampleWeek } from './ExampleWeek.tsx'
import { Logo } from './Logo.tsx'
import { messages } from './messages.ts'
import './first-run.css'

/** The first thing a new user sees: two ways in, one of them a single press. `controls` are the window's own buttons. */
export function FirstRun({ controls }: { controls: ReactNode }) {
  const t = useText()
  const [typed, setTyped] = useState(nothingTyped)
  const [adding, setAdding] = useState(false)
  const { failure, busy, run } = useTask()

  return (
    <div className="first-run" data-platform={window.daystream.platform}>
      <div className="first-run-drag">{controls}</div>
      <main className="first-run-main">
        <div className="first-run-column">
          <Logo />
          {adding ? (
            <>
              <h1 className="first-run-headline">{t(messages.addAccount)}</h1>
              <p className="first-run-question">{t(messages.addAccountHint)}</p>
              <AddAccountForm
                typed={typed}
                onType={setTyped}
                onDone={() => setAdding(false)}
                footer={({ form, busy: looking }) => (
                  <div className="account-foot">
                    <Button onPress={() => setAdding(false)}>{t(messages.back)}</Button>
                    <Button variant="primary" type="submit" form={form} isDisabled={looking}>
                      {t(messages.submit)}
                    </Button>
                  </div>
                )}
              />
            </>
          ) : (
            <>
              <h1 className="first-run-headline">{t(messages.headline)}</h1>
              <p className="first-run-question">{t(messages.where)}</p>
              <Way
                icon="laptop"
                title={t(messages.onThisComputer)}
                hint={t(messages.onThisComputerHint)}
                first
                isDisabled={busy}
                onPress={() => void run(() => invoke('account.addLocal', {}))}
              />
              <Way
                icon="server"
                title={t(messages.addAccount)}
                hint={t(messages.addAccountHint)}
                isDisabled={busy}
                onPress={() => setAdding(true)}
              />
              <Failure reason={failure === null ? null : t(messages.failedLocal, { reason: failure })} />
              <p className="first-run-note">
                <Icon name="lock" size={14} />
                {t(messages.noUs)}
              </p>
            </>
          )}
        </div>
      </main>
      <ExampleWeek />
    </div>
  )
}

function Way({
  icon,
  title,
  hint,
  first = false,
  isDisabled,
  onPress,
}: {
  icon: IconName
  title: string
  hint: string
  first?: boolean
  isDisabled: boolean
  onPress: () => void
}) {
  const hintId = useId()
  return (
    <div className={first ? 'first-run-way first-run-way-first' : 'first-run-way'}>
      <Icon name={icon} />
      <span className="first-run-way-text">
        <Choice
          className="first-run-way-title ui-focusable"
          aria-describedby={hintId}
          isDisabled={isDisabled}
          onPress={onPress}
        >
          {title}
        </Choice>
        <span id={hintId} className="first-run-way-hint">
          {hint}
        </span>
      </span>
      <Icon name="go" />
    </div>
  )
}
