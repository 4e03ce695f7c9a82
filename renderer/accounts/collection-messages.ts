import { defineMessages } from 'react-intl'

export const messages = defineMessages({
  newCalendar: { id: 'collection.newCalendar', defaultMessage: 'New calendar' },
  newAddressBook: { id: 'collection.newAddressBook', defaultMessage: 'New address book' },
  editTitle: { id: 'collection.edit', defaultMessage: 'Name and colour' },
  renameTitle: { id: 'collection.rename', defaultMessage: 'Rename' },
  name: { id: 'collection.name', defaultMessage: 'Name' },
  nameMissing: {
    id: 'collection.nameMissing',
    defaultMessage: 'Type a name, so that you can tell it from the others.',
  },
  colour: { id: 'collection.colour', defaultMessage: 'Colour' },
  account: { id: 'collection.account', defaultMessage: 'Account' },
  create: { id: 'collection.create', defaultMessage: 'Create' },
  save: { id: 'collection.save', defaultMessage: 'Save' },
  deleteTitle: { id: 'collection.deleteTitle', defaultMessage: 'Delete “{name}”?' },
  deleteCalendar: {
    id: 'collection.deleteCalendar',
    defaultMessage:
      'The calendar and all its events are deleted on {where}, for everybody who uses it. This cannot be undone.',
  },
  deleteAddressBook: {
    id: 'collection.deleteAddressBook',
    defaultMessage:
      'The address book and all its contacts are deleted on {where}, for everybody who uses it. This cannot be undone.',
  },
  unsubscribeTitle: { id: 'collection.unsubscribeTitle', defaultMessage: 'Unsubscribe from “{name}”?' },
  unsubscribeText: {
    id: 'collection.unsubscribeText',
    defaultMessage:
      'Its events are no longer shown. The feed itself stays where it is; you can subscribe again at any time.',
  },
  thisComputer: { id: 'collection.thisComputer', defaultMessage: 'this computer' },
  delete: { id: 'collection.delete', defaultMessage: 'Delete' },
  unsubscribe: { id: 'collection.unsubscribe', defaultMessage: 'Unsubscribe' },
})
