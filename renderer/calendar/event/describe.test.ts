import { createIntl, type MessageDescriptor } from 'react-intl'
import { describe, expect, it } from 'vitest'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { aViewOccurrence } from '../../../shared/testing/builders.ts'
import type { Text } from '../../i18n/use-text.ts'
import { timeLabels } from '../time/labels.ts'
import { describeEvent } from './describe.ts'

const intl = createIntl({ locale: 'en-GB', onError: () => {} })
const reader = {
  t: (message: MessageDescriptor, values?: Parameters<Text>[1]) => intl.formatMessage(message, values),
  labels: timeLabels('en-GB'),
  zone: 'Europe/Berlin',
}
const workshop = aViewOccurrence('Wayfinding workshop', {
  start: Date.parse('2026-11-18T12:00:00Z'),
  end: Date.parse('2026-11-18T13:30:00Z'),
  location: 'Room Elbe',
})
const named = (over: Partial<ViewOccurrence>): string =>
  describeEvent({ ...workshop, ...over }, 'Design team', reader).replaceAll(/(?<=day), (?=\d)/gu, ' ')

describe('the accessible name of an event', () => {
  it('says what, when and where it belongs', () => {
    expect(named({})).toBe('Wayfinding workshop, Wednesday 18 November, 13:00 – 14:30, Design team')
  })

  it('says the days of an all-day event', () => {
    const days = { allDay: true, startDate: '2026-11-18', endDate: '2026-11-21' }
    expect(named(days)).toBe('Wayfinding workshop, Wednesday 18 November to Friday 20 November, all day, Design team')
    expect(named({ ...days, endDate: '2026-11-19' })).toBe(
      'Wayfinding workshop, Wednesday 18 November, all day, Design team',
    )
  })

  it('says the last day of one that goes past midnight', () => {
    expect(named({ end: Date.parse('2026-11-19T01:00:00Z') })).toBe(
      'Wayfinding workshop, Wednesday 18 November, 13:00 – Thursday 19 November, 02:00, Design team',
    )
  })

  it('says how it stands', () => {
    expect(named({ summary: ' ', status: 'tentative', recurring: true, pending: 'parked' })).toBe(
      'Untitled, Wednesday 18 November, 13:00 – 14:30, Design team, tentative, repeats, not sent, see why',
    )
  })
})
