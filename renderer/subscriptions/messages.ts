import { defineMessages } from 'react-intl'

export const messages = defineMessages({
  title: { id: 'subscribe.title', defaultMessage: 'Subscribe to a calendar' },
  close: { id: 'subscribe.close', defaultMessage: 'Close' },
  cancel: { id: 'subscribe.cancel', defaultMessage: 'Cancel' },
  link: { id: 'subscribe.link', defaultMessage: 'Link of the calendar' },
  linkHint: {
    id: 'subscribe.linkHint',
    defaultMessage: 'Paste a webcal:// or https:// link: holidays, a club, a timetable.',
  },
  allow: { id: 'subscribe.allow', defaultMessage: 'Allow feeds from {origin}' },
  reading: { id: 'subscribe.reading', defaultMessage: 'Reading the link…' },
  preview: { id: 'subscribe.preview', defaultMessage: 'What is behind the link' },
  events: {
    id: 'subscribe.events',
    defaultMessage: '{count, plural, =0 {no events yet} one {# event} other {# events}}',
  },
  noneComing: { id: 'subscribe.noneComing', defaultMessage: 'Nothing coming up in it at present.' },
  untitled: { id: 'subscribe.untitled', defaultMessage: 'Untitled' },
  name: { id: 'subscribe.name', defaultMessage: 'Name' },
  colour: { id: 'subscribe.colour', defaultMessage: 'Colour' },
  keepIn: { id: 'subscribe.keepIn', defaultMessage: 'Keep it in' },
  fetchedHere: {
    id: 'subscribe.fetchedHere',
    defaultMessage: 'This computer fetches it. Changes appear while Daystream runs.',
  },
  fetchedThere: {
    id: 'subscribe.fetchedThere',
    defaultMessage: 'Your server fetches it. All your devices see it, also when this one is off.',
  },
  onlyRemembered: {
    id: 'subscribe.onlyRemembered',
    defaultMessage: 'The server only remembers the link. This computer fetches it.',
  },
  notKnown: {
    id: 'subscribe.notKnown',
    defaultMessage: 'Your server fetches it where it can, else this computer does.',
  },
  interval: { id: 'subscribe.interval', defaultMessage: 'Look for changes' },
  quarter: { id: 'subscribe.quarter', defaultMessage: 'Every 15 minutes' },
  hour: { id: 'subscribe.hour', defaultMessage: 'Every hour' },
  sixHours: { id: 'subscribe.sixHours', defaultMessage: 'Every 6 hours' },
  day: { id: 'subscribe.day', defaultMessage: 'Every day' },
  week: { id: 'subscribe.week', defaultMessage: 'Every week' },
  asAsked: { id: 'subscribe.asAsked', defaultMessage: 'As the feed asks' },
  keepVanished: { id: 'subscribe.keepVanished', defaultMessage: 'Keep events that vanish from the feed' },
  keepVanishedHint: { id: 'subscribe.keepVanishedHint', defaultMessage: 'So that last season is not lost' },
  readOnlyHere: { id: 'subscribe.readOnlyHere', defaultMessage: 'Only this computer has read the link so far' },
  subscribe: { id: 'subscribe.subscribe', defaultMessage: 'Subscribe' },
})
