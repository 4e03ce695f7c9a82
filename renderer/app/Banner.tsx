import { useState } from 'react'
import { useAppState } from '../bridge/app-state.ts'
import { invoke } from '../bridge/commands.ts'
import { useAccounts } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { closeNotice, orSay, useNotice } from '../view-state/notice.ts'
import { openDialog } from '../view-state/view-state.ts'
import { bannerContent, type BannerContent } from './banner.ts'
import { messages } from './messages.ts'
import './banner.css'

/** The one thing the user should know, with the next step; no row at all while there is none. */
export function Banner() {
  const t = useText()
  const state = useAppState((each) => each.state)
  const accounts = useAccounts() ?? []
  const notice = useNotice(({ message }) => message)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const content = state === null ? null : bannerContent(state, accounts, notice, closed)
  if (content === null) return null
  const close = (): void => {
    if (content.type === 'notice') closeNotice()
    else setClosed(new Set([...closed, content.key]))
  }
  return (
    <output className="banner" data-type={content.type}>
      <Icon name="warn" />
      <span className="banner-words">
        <Words content={content} />
      </span>
      <Way content={content} />
      <IconButton icon="x" label={t(messages.close)} tooltip={false} onPress={close} />
    </output>
  )
}

function Words({ content }: { content: BannerContent }) {
  const t = useText()
  switch (content.type) {
    case 'notice':
      return content.message
    case 'needs-you':
    case 'unreachable':
      return (
        <>
          <strong dir="auto">{content.name}: </strong>
          {content.message} {t(messages.editsKept)}
        </>
      )
    case 'offline':
      return t(messages.offline)
    case 'rebuilding':
      return t(messages.rebuilding)
    case 'no-keyring':
      return t(messages.noKeyring)
  }
}

function Way({ content }: { content: BannerContent }) {
  const t = useText()
  switch (content.type) {
    case 'needs-you':
      return (
        <Button onPress={() => openDialog({ type: 'password', account: content.account })}>
          {t(messages.enterPassword)}
        </Button>
      )
    case 'unreachable':
      return (
        <Button onPress={() => orSay(invoke('sync.checkNow', { account: content.account }))}>
          {t(messages.tryNow)}
        </Button>
      )
    case 'no-keyring':
      return <Button onPress={() => openDialog({ type: 'settings' })}>{t(messages.settings)}</Button>
    case 'notice':
    case 'offline':
    case 'rebuilding':
      return null
  }
}
