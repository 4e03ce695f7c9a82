import { defineMessages } from 'react-intl'

export const messages = defineMessages({
  settings: { id: 'settings.title', defaultMessage: 'Settings' },
  close: { id: 'settings.close', defaultMessage: 'Close' },
  theme: { id: 'settings.theme', defaultMessage: 'Appearance' },
  themeSystem: { id: 'settings.theme.system', defaultMessage: 'As the system' },
  themeLight: { id: 'settings.theme.light', defaultMessage: 'Light' },
  themeDark: { id: 'settings.theme.dark', defaultMessage: 'Dark' },
  accounts: { id: 'settings.accounts', defaultMessage: 'Accounts' },
  noAccounts: { id: 'settings.noAccounts', defaultMessage: 'No account yet.' },
  userOn: { id: 'settings.userOn', defaultMessage: '{user} on {host}' },
  local: { id: 'settings.local', defaultMessage: 'Plain files in your data folder' },
  pending: {
    id: 'settings.pending',
    defaultMessage: '{count, plural, one {# edit waits to be sent} other {# edits wait to be sent}}',
  },
  changePassword: { id: 'settings.changePassword', defaultMessage: 'Password…' },
  changePasswordOf: { id: 'settings.changePasswordOf', defaultMessage: 'Password of {name}' },
  remove: { id: 'settings.remove', defaultMessage: 'Remove…' },
  removeThis: { id: 'settings.removeThis', defaultMessage: 'Remove {name}' },
  addAccount: { id: 'settings.addAccount', defaultMessage: 'Add an account' },
  addLocal: { id: 'settings.addLocal', defaultMessage: 'On this computer' },
  feeds: { id: 'settings.feeds', defaultMessage: 'Feeds from this computer or your own network' },
  feedsHint: {
    id: 'settings.feedsHint',
    defaultMessage:
      'Such addresses are fetched only when they are listed here, so that no link can reach into your network.',
  },
  feedOrigin: { id: 'settings.feedOrigin', defaultMessage: 'Address to allow' },
  feedOriginHint: { id: 'settings.feedOriginHint', defaultMessage: 'For example http://192.168.1.20:8080' },
  feedOriginWrong: {
    id: 'settings.feedOriginWrong',
    defaultMessage: 'That is not a web address. Type it with http:// or https://, like http://192.168.1.20:8080.',
  },
  allow: { id: 'settings.allow', defaultMessage: 'Allow' },
  disallow: { id: 'settings.disallow', defaultMessage: 'No longer allow {origin}' },
  passwords: { id: 'settings.passwords', defaultMessage: 'Passwords' },
  inKeyring: { id: 'settings.inKeyring', defaultMessage: 'Kept in this computer’s keyring.' },
  inMemory: {
    id: 'settings.inMemory',
    defaultMessage: 'No keyring was found. Passwords are kept in memory and asked for again after a restart.',
  },
  weakly: {
    id: 'settings.weakly',
    defaultMessage: 'No keyring was found. Passwords are on disk, where other programs of yours could read them.',
  },
  weakStorage: { id: 'settings.weakStorage', defaultMessage: 'Keep passwords on disk, weakly protected' },
  weakStorageHint: {
    id: 'settings.weakStorageHint',
    defaultMessage: 'Other programs run by you could read them. Better: install a keyring and start again.',
  },
  version: { id: 'settings.version', defaultMessage: 'Daystream {version}' },
})
