import { useId, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Account } from '../../shared/model/account.ts'
import { hues, type Collection, type Hue } from '../../shared/model/collection.ts'
import type { AccountId } from '../../shared/model/names.ts'
import { changeSettings, useAppState } from '../bridge/app-state.ts'
import { invoke } from '../bridge/commands.ts'
import { useTask } from '../bridge/use-task.ts'
import { useAccounts, useCollections } from '../cache/hooks.ts'
import { accountOrder } from '../i18n/account-order.ts'
import { hueNames } from '../i18n/hue-names.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { HuePicker } from '../ui/HuePicker.tsx'
import { RadioList } from '../ui/RadioList.tsx'
import { Select } from '../ui/Select.tsx'
import { Switch } from '../ui/Switch.tsx'
import { TextField } from '../ui/TextField.tsx'
import { FeedPreviewCard } from './FeedPreviewCard.tsx'
import { messages } from './messages.ts'
import { usePreview } from './use-preview.ts'
import './subscriptions.css'

const DEFAULT_INTERVAL = 'PT1H'
const NONE_ALLOWED: readonly string[] = []

/** Who would fetch a feed kept in an account, as far as its other subscriptions tell. */
function fetcher(account: Account, collections: readonly Collection[]): keyof typeof messages {
  if (account.kind === 'local') return 'fetchedHere'
  const known = collections.find((each) => each.account === account.id && each.subscription !== null)?.subscription
  if (known === undefined || known === null) return 'notKnown'
  return known.fetchedBy === 'server' ? 'fetchedThere' : 'onlyRemembered'
}

/** Paste a link, see what is behind it, say where to keep it. What was typed stays whatever is refused. */
export function SubscribeDialog({ url, onClose }: { url: string | null; onClose: () => void }) {
  const t = useText()
  const form = useId()
  const { locale } = useIntl()
  const known = (useAccounts() ?? []).toSorted(accountOrder(locale))
  // This computer is the likeliest place for a feed: first here, last in every other list.
  const accounts = known.toSorted((a, b) => Number(b.kind === 'local') - Number(a.kind === 'local'))
  const collections = useCollections() ?? []
  const [link, setLink] = useState(url ?? '')
  const [name, setName] = useState<string | null>(null)
  const [hue, setHue] = useState<Hue | null>(null)
  const [account, setAccount] = useState<AccountId | null>(null)
  const [interval, setInterval] = useState<string | null>(null)
  const [keepVanished, setKeepVanished] = useState(false)
  const { failure, busy, refuse, run } = useTask()

  const allowed = useAppState((app) => app.state?.settings.allowFeedOrigins) ?? NONE_ALLOWED
  const state = usePreview(link, allowed)
  const near = state.type === 'failed' ? state.origin : null
  const preview = state.type === 'found' ? state.preview : null
  const asked = preview?.refreshInterval ?? null
  const shownName = name ?? preview?.title ?? ''
  const shownHue = hue ?? preview?.hue ?? 'cyan'
  const shownInterval = interval ?? asked ?? DEFAULT_INTERVAL
  const chosen = account ?? accounts[0]?.id ?? null
  const intervals = [
    { id: 'PT15M', label: t(messages.quarter) },
    { id: 'PT1H', label: t(messages.hour) },
    { id: 'PT6H', label: t(messages.sixHours) },
    { id: 'P1D', label: t(messages.day) },
    { id: 'P1W', label: t(messages.week) },
  ]

  function subscribe(): void {
    if (preview === null || chosen === null || busy) return
    refuse(null)
    void run(async () => {
      await invoke('subscription.create', {
        account: chosen,
        source: preview.source,
        displayName: shownName.trim() === '' ? t(messages.untitled) : shownName.trim(),
        hue: shownHue,
        refreshInterval: shownInterval,
        deletionsSuppressed: keepVanished,
      })
      onClose()
    })
  }

  return (
    <Dialog
      title={t(messages.title)}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      width={548}
      footer={
        <>
          <p className="ui-dialog-foot-start">{preview !== null && t(messages.readOnlyHere)}</p>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={preview === null || chosen === null || busy}>
            {t(messages.subscribe)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="subscribe-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          subscribe()
        }}
      >
        <TextField
          label={t(messages.link)}
          {...(preview === null ? { hint: t(messages.linkHint) } : {})}
          value={link}
          onChange={setLink}
          error={state.type === 'failed' ? state.message : null}
          focusFirst
          inputMode="url"
        />
        {near !== null && (
          <Button onPress={() => void changeSettings({ allowFeedOrigins: [...allowed, near] })}>
            {t(messages.allow, { origin: near })}
          </Button>
        )}
        <output className={state.type === 'reading' ? 'muted' : 'visually-hidden'}>
          {state.type === 'reading' && t(messages.reading)}
        </output>
        {preview !== null && (
          <>
            <FeedPreviewCard preview={preview} hue={shownHue} />
            <div className="subscribe-name">
              <TextField label={t(messages.name)} value={shownName} onChange={setName} />
              <HuePicker
                label={t(messages.colour)}
                hues={hues}
                value={shownHue}
                name={(each) => t(hueNames[each])}
                onChange={setHue}
              />
            </div>
            <RadioList
              label={t(messages.keepIn)}
              value={chosen}
              onChange={setAccount}
              items={accounts.map((each) => ({
                id: each.id,
                label: each.displayName,
                hint: t(messages[fetcher(each, collections)]),
              }))}
            />
            <div className="subscribe-interval">
              <Select
                label={t(messages.interval)}
                value={shownInterval}
                onChange={setInterval}
                items={
                  asked === null || intervals.some(({ id }) => id === asked)
                    ? intervals
                    : [{ id: asked, label: t(messages.asAsked) }, ...intervals]
                }
              />
            </div>
            <Switch
              label={t(messages.keepVanished)}
              hint={t(messages.keepVanishedHint)}
              isSelected={keepVanished}
              onChange={setKeepVanished}
            />
          </>
        )}
        <Failure reason={failure} />
      </form>
    </Dialog>
  )
}
