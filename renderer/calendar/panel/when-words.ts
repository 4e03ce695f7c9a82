import type { DateValue } from '../../../shared/icalendar/date-value.ts'
import type { EventFields } from '../../../shared/icalendar/event-fields.ts'
import { DAY, MINUTE, parseLocal } from '../../../shared/icalendar/local-time.ts'
import { ianaZone } from '../../../shared/icalendar/time-zones.ts'
import type { Reader } from '../event/describe.ts'
import { messages as common } from '../messages.ts'
import { clockMinute } from '../time/clock.ts'
import { addDays, dateOf } from '../time/day-frame.ts'
import { panelMessages as messages } from './panel-messages.ts'

/** `Europe/Berlin` → `Berlin`. */
export const placeOf = (tzid: string): string => (tzid.split('/').at(-1) ?? tzid).replaceAll('_', ' ')

function instantOf(value: DateValue, zone: string): number {
  if (value.type === 'zoned') return value.epochMs
  const local = parseLocal(value.type === 'date' ? value.date : value.local)
  return ianaZone(zone)?.toEpoch(local) ?? local
}

function lengthWords(ms: number, { t }: Reader): string {
  const minutes = Math.round(ms / MINUTE)
  const hours = Math.floor(minutes / 60)
  const parts = [
    hours > 0 ? t(messages.hours, { hours }) : '',
    minutes % 60 > 0 || hours === 0 ? t(messages.minutes, { minutes: minutes % 60 }) : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/**
 * When an event is, in the display zone, and below it how long it takes and in which zone it was written.
 *
 * @returns two lines; null where the event has no start
 */
export function whenWords({ start, end, allDay }: EventFields, reader: Reader): { main: string; more: string } | null {
  const { t, labels, zone } = reader
  if (start === null) return null
  const from = instantOf(start, zone)
  const to = end === null ? from : instantOf(end, zone)
  if (allDay && start.type === 'date') {
    const last = end?.type === 'date' ? addDays(end.date, -1) : start.date
    const count = Math.max(1, Math.round((parseLocal(last) - parseLocal(start.date)) / DAY) + 1)
    if (count === 1) return { main: labels.mediumDay(start.date), more: t(common.wholeDay) }
    const main = `${labels.mediumDay(start.date)}${t(common.dash)}${labels.mediumDay(last)}`
    return { main, more: t(messages.days, { count }) }
  }
  const first = dateOf(from, zone)
  const last = dateOf(to, zone)
  const times = labels.range(clockMinute(from, zone), clockMinute(to, zone))
  const until = first === last ? times.end : [labels.mediumDay(last), times.end].join(t(common.separator))
  const main = `${labels.mediumDay(first)}${t(common.separator)}${times.start}${from === to ? '' : t(common.dash) + until}`
  return { main, more: [lengthWords(to - from, reader), zoneWords(start, zone, reader)].join(t(common.separator)) }
}

function zoneWords(start: DateValue, zone: string, { t, labels }: Reader): string {
  if (start.type !== 'zoned') return t(messages.floating)
  const there = ianaZone(start.tzid)
  if (there === null || there.offsetAt(start.epochMs) === ianaZone(zone)?.offsetAt(start.epochMs))
    return t(messages.zoneTime, { place: placeOf(there === null ? start.tzid : zone) })
  return t(messages.there, {
    time: labels.time(clockMinute(start.epochMs, start.tzid)),
    place: placeOf(start.tzid),
  })
}
