import { useState } from 'react'
import { changeSettings } from '../bridge/app-state.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { orSay } from '../view-state/notice.ts'
import { messages } from './messages.ts'
import { webOrigin } from './web-origin.ts'

/** The near addresses feeds may come from. */
export function FeedOrigins({ origins }: { origins: readonly string[] }) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)

  function allow(): void {
    const origin = webOrigin(typed)
    setWrong(origin === null)
    if (origin === null) return
    setTyped('')
    orSay(changeSettings({ allowFeedOrigins: [...new Set([...origins, origin])] }))
  }

  return (
    <section aria-label={t(messages.feeds)}>
      <h3>{t(messages.feeds)}</h3>
      <p className="muted">{t(messages.feedsHint)}</p>
      <ul>
        {origins.map((origin) => (
          <li key={origin} className="settings-line">
            <span className="settings-text ellipsis">{origin}</span>
            <IconButton
              size={24}
              icon="x"
              label={t(messages.disallow, { origin })}
              onPress={() => orSay(changeSettings({ allowFeedOrigins: origins.filter((each) => each !== origin) }))}
            />
          </li>
        ))}
      </ul>
      <form
        className="settings-allow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          allow()
        }}
      >
        <TextField
          label={t(messages.feedOrigin)}
          hint={t(messages.feedOriginHint)}
          value={typed}
          onChange={setTyped}
          error={wrong ? t(messages.feedOriginWrong) : null}
        />
        <Button type="submit">{t(messages.allow)}</Button>
      </form>
    </section>
  )
}
