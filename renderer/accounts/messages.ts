import { defineMessages } from 'react-intl'

export const messages = defineMessages({
  headline: { id: 'first.headline', defaultMessage: 'Your calendars and contacts, the moment they change.' },
  where: { id: 'first.where', defaultMessage: 'Where should they live?' },
  onThisComputer: { id: 'first.onThisComputer', defaultMessage: 'On this computer' },
  onThisComputerHint: {
    id: 'first.onThisComputerHint',
    defaultMessage: 'Starts at once. Plain files in a folder of yours, no account, works without a network.',
  },
  addAccount: { id: 'account.add', defaultMessage: 'Add an account' },
  addAccountHint: {
    id: 'account.addHint',
    defaultMessage:
      'Any CalDAV or CardDAV server: your company’s, your provider’s, your own. An e-mail address is usually enough.',
  },
  noUs: { id: 'first.noUs', defaultMessage: 'Daystream talks to your servers only. There is no account with us.' },
  exampleWeek: { id: 'first.exampleWeek', defaultMessage: 'Example week' },
  exampleEvent: { id: 'first.exampleEvent', defaultMessage: 'Workshop' },
  exampleBy: { id: 'first.exampleBy', defaultMessage: 'by Tomasz, just now' },
  back: { id: 'first.back', defaultMessage: 'Back' },
  address: { id: 'account.address', defaultMessage: 'Server address or e-mail' },
  addressHint: { id: 'account.addressHint', defaultMessage: 'For example cal.work.example or ines@work.example' },
  user: { id: 'account.user', defaultMessage: 'User name' },
  userHint: { id: 'account.userHint', defaultMessage: 'Often the whole e-mail address' },
  password: { id: 'account.password', defaultMessage: 'Password' },
  passwordHint: {
    id: 'account.passwordHint',
    defaultMessage: `If your provider has app passwords, use one. {storage, select,
      keyring {It is kept in this computer’s keyring.}
      weak {It is kept on disk, as you agreed in the settings.}
      other {No keyring was found, so it is asked for again after a restart.}}`,
  },
  addressMissing: {
    id: 'account.addressMissing',
    defaultMessage: 'Type the address of your server, or your e-mail address.',
  },
  submit: { id: 'account.submit', defaultMessage: 'Add account' },
  looking: { id: 'account.looking', defaultMessage: 'Looking for your calendars…' },
  cancel: { id: 'account.cancel', defaultMessage: 'Cancel' },
  close: { id: 'account.close', defaultMessage: 'Close' },
  failedLocal: { id: 'account.failedLocal', defaultMessage: 'That did not work: {reason}' },
  passwordTitle: { id: 'account.passwordTitle', defaultMessage: 'Password for {name}' },
  passwordWhy: {
    id: 'account.passwordWhy',
    defaultMessage: 'Your edits are kept and are sent as soon as the server accepts the password for {user}.',
  },
  savePassword: { id: 'account.savePassword', defaultMessage: 'Use this password' },
  removeTitle: { id: 'account.removeTitle', defaultMessage: 'Remove {name}?' },
  removeRemote: {
    id: 'account.removeRemote',
    defaultMessage: 'Its calendars and contacts go from this computer. Everything stays on {host}.',
  },
  removeLocal: {
    id: 'account.removeLocal',
    defaultMessage: 'Its calendars and contacts are no longer shown. The files stay in your data folder.',
  },
  removePending: {
    id: 'account.removePending',
    defaultMessage:
      '{count, plural, one {One edit has not been sent yet. Its text stays in the list under Sync status until you discard it.} other {# edits have not been sent yet. Their texts stay in the list under Sync status until you discard them.}}',
  },
  remove: { id: 'account.remove', defaultMessage: 'Remove account' },
})
