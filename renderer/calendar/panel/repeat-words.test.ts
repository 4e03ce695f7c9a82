import { createIntl, type MessageDescriptor } from 'react-intl'
import { expect, it } from 'vitest'
import type { Text } from '../../i18n/use-text.ts'
import { timeLabels } from '../time/labels.ts'
import { repeatWords } from './repeat-words.ts'

const intl = createIntl({ locale: 'en-GB', onError: () => {} })
const reader = {
  t: (message: MessageDescriptor, values?: Parameters<Text>[1]) => intl.formatMessage(message, values),
  labels: timeLabels('en-GB'),
  zone: 'Europe/Berlin',
}
const words = (rrule: string): string => repeatWords(rrule, '2026-11-18', reader)

it('says a rule as one would', () => {
  expect(words('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20261216T225959Z')).toBe(
    'Every second Wednesday until 16 December',
  )
  expect(words('FREQ=WEEKLY;UNTIL=20270101T120000Z')).toBe('Every Wednesday until 1 January 2027')
  expect(words('FREQ=DAILY;COUNT=10')).toBe('Every day 10 times')
  expect(words('FREQ=WEEKLY')).toBe('Every Wednesday')
  expect(words('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toBe('Every weekday')
  expect(words('FREQ=WEEKLY;INTERVAL=3;BYDAY=FR,MO')).toBe('Every 3 weeks on Monday and Friday')
  expect(words('FREQ=MONTHLY')).toBe('Every month on the 18th')
  expect(words('FREQ=MONTHLY;INTERVAL=2;BYDAY=3WE')).toBe('Every second month on the third Wednesday')
  expect(words('FREQ=YEARLY')).toBe('Every year on 18 November')
  expect(words('FREQ=MONTHLY;BYDAY=-1FR')).toBe('Repeats by a rule of its own')
})
