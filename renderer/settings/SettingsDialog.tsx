import { changeSettings, useAppState } from '../bridge/app-state.ts'
import { useText } from '../i18n/use-text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { SegmentedControl } from '../ui/SegmentedControl.tsx'
import { Switch } from '../ui/Switch.tsx'
import { orSay } from '../view-state/notice.ts'
import { AccountList } from './AccountList.tsx'
import { FeedOrigins } from './FeedOrigins.tsx'
import { messages } from './messages.ts'
import './settings.css'

/** What the user may set: how it looks, which accounts, which near feeds, how passwords are kept. Each change holds at once. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const state = useAppState((each) => each.state)
  if (state === null) return null
  const { settings, credentialStorage, version } = state
  return (
    <Dialog title={t(messages.settings)} closeLabel={t(messages.close)} isOpen onClose={onClose} width={560}>
      <div className="settings">
        <section aria-label={t(messages.theme)}>
          <h3>{t(messages.theme)}</h3>
          <SegmentedControl
            label={t(messages.theme)}
            value={settings.theme}
            items={[
              { id: 'system', label: t(messages.themeSystem) },
              { id: 'light', label: t(messages.themeLight) },
              { id: 'dark', label: t(messages.themeDark) },
            ]}
            onChange={(theme) => orSay(changeSettings({ theme }))}
          />
        </section>
        <AccountList />
        <FeedOrigins origins={settings.allowFeedOrigins} />
        <section aria-label={t(messages.passwords)}>
          <h3>{t(messages.passwords)}</h3>
          <p className="muted">
            {credentialStorage === 'keyring'
              ? t(messages.inKeyring)
              : credentialStorage === 'weak'
                ? t(messages.weakly)
                : t(messages.inMemory)}
          </p>
          {credentialStorage !== 'keyring' && (
            <Switch
              label={t(messages.weakStorage)}
              hint={t(messages.weakStorageHint)}
              isSelected={settings.weakCredentialStorage}
              onChange={(weakCredentialStorage) => orSay(changeSettings({ weakCredentialStorage }))}
            />
          )}
        </section>
        <p className="muted settings-version">{t(messages.version, { version })}</p>
      </div>
    </Dialog>
  )
}
