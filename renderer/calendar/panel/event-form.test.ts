import { describe, expect, it } from 'vitest'
import type { EventFields } from '../../../shared/icalendar/event-fields.ts'
import { accountId, collectionId, href } from '../../../shared/model/names.ts'
import { draftForm, formOf, inputOf, patchOf, problemIn, spanOf, withStart, type EventForm } from './event-form.ts'

const zone = 'Europe/Berlin'
const collection = collectionId(accountId('local'), href('/a/'))
const workshop: EventFields = {
  uid: 'u',
  component: 'VEVENT',
  recurrenceId: null,
  recurring: true,
  overridden: false,
  summary: 'Wayfinding workshop',
  location: 'Room Elbe',
  description: '',
  start: { type: 'zoned', local: '2026-11-18T13:00:00', tzid: zone, epochMs: Date.parse('2026-11-18T12:00:00Z') },
  end: { type: 'zoned', local: '2026-11-18T14:30:00', tzid: zone, epochMs: Date.parse('2026-11-18T13:30:00Z') },
  allDay: false,
  rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
  url: '',
  categories: [],
  status: 'confirmed',
  transparency: 'opaque',
  classification: 'public',
  color: '',
  alarms: [{ action: 'DISPLAY', description: '', trigger: { type: 'before', minutes: 10, related: 'start' } }],
  organizer: null,
  attendees: [],
  sequence: 0,
  created: null,
  lastModified: null,
  completed: false,
}
const form = formOf(workshop, collection, zone)
const offsite = formOf(
  {
    ...workshop,
    allDay: true,
    start: { type: 'date', date: '2026-11-19' },
    end: { type: 'date', date: '2026-11-22' },
    rrule: null,
  },
  collection,
  zone,
)

describe('the form of an event', () => {
  it('holds what the event says, its last day included', () => {
    expect(form).toMatchObject({
      startDate: '2026-11-18',
      startTime: '13:00',
      endTime: '14:30',
      tzid: zone,
      alarms: [10],
    })
    expect(offsite).toMatchObject({ startDate: '2026-11-19', endDate: '2026-11-21', allDay: true })
  })

  it('changes nothing where nothing was touched', () => {
    expect(patchOf(form, form)).toEqual({})
    expect(patchOf(offsite, offsite)).toEqual({})
  })

  it('writes only what was changed', () => {
    expect(patchOf({ ...form, summary: 'Workshop ' }, form)).toEqual({ summary: 'Workshop' })
    expect(patchOf({ ...form, repeat: { type: 'none' } }, form)).toEqual({ rrule: null })
    expect(patchOf({ ...offsite, endDate: '2026-11-22' }, offsite)).toEqual({
      start: { type: 'date', date: '2026-11-19' },
      end: { type: 'date', date: '2026-11-23' },
    })
    expect(patchOf({ ...form, tzid: null }, form)).toMatchObject({
      start: { type: 'floating', local: '2026-11-18T13:00:00' },
    })
  })

  it('keeps its length when the start moves', () => {
    expect(withStart(form, { startTime: '23:30' })).toMatchObject({ endDate: '2026-11-19', endTime: '01:00' })
    expect(withStart(offsite, { startDate: '2026-12-01' })).toMatchObject({ endDate: '2026-12-03' })
    expect(withStart(form, { startTime: null })).toMatchObject({ startTime: null, endTime: '14:30' })
  })

  it('says what is missing', () => {
    const problem = (change: Partial<EventForm>) => problemIn({ ...form, ...change })
    expect(problem({})).toBeNull()
    expect(problem({ endTime: '12:00' })).toBe('ends-before')
    expect(problem({ startDate: null })).toBe('incomplete')
    expect(problem({ collection: null })).toBe('no-calendar')
  })

  it('begins with the place that was drawn', () => {
    const draft = draftForm(
      {
        start: Date.parse('2026-11-18T09:00:00Z'),
        end: Date.parse('2026-11-18T10:15:00Z'),
        allDay: false,
        collection: null,
      },
      collection,
      zone,
    )
    expect(draft).toMatchObject({ startTime: '10:00', endTime: '11:15', startDate: '2026-11-18' })
    expect(inputOf({ ...draft, summary: ' Call ' })).toMatchObject({
      summary: 'Call',
      start: { type: 'zoned', local: '2026-11-18T10:00:00', tzid: zone },
      rrule: null,
    })
    expect(spanOf(draft, zone)).toEqual({
      start: Date.parse('2026-11-18T09:00:00Z'),
      end: Date.parse('2026-11-18T10:15:00Z'),
    })
    const days = draftForm(
      {
        start: Date.parse('2026-11-17T23:00:00Z'),
        end: Date.parse('2026-11-19T23:00:00Z'),
        allDay: true,
        collection: null,
      },
      collection,
      zone,
    )
    expect(days).toMatchObject({ startDate: '2026-11-18', endDate: '2026-11-19' })
    expect(spanOf(days, zone)?.end).toBe(Date.parse('2026-11-19T23:00:00Z'))
  })
})
