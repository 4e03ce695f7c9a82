import type { AlarmFields } from '../../../shared/icalendar/event-fields.ts'
import type { Reader } from '../event/describe.ts'
import { clockMinute } from '../time/clock.ts'
import { dateOf } from '../time/day-frame.ts'
import { panelMessages as messages } from './panel-messages.ts'

const HOUR = 60
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/** `10 minutes before`: minutes before the start, negative after it. */
export function minutesWords(minutes: number, { t }: Pick<Reader, 't'>): string {
  if (minutes === 0) return t(messages.atStart)
  if (minutes < 0) return t(messages.minutesAfter, { count: -minutes })
  if (minutes % WEEK === 0) return t(messages.weeksBefore, { count: minutes / WEEK })
  if (minutes % DAY === 0) return t(messages.daysBefore, { count: minutes / DAY })
  if (minutes % HOUR === 0) return t(messages.hoursBefore, { count: minutes / HOUR })
  return t(messages.minutesBefore, { count: minutes })
}

/** A reminder in words. */
export function reminderWords({ trigger }: AlarmFields, reader: Reader): string {
  const { t, labels, zone } = reader
  if (trigger.type === 'at')
    return t(messages.atTime, {
      day: labels.mediumDay(dateOf(trigger.epochMs, zone)),
      time: labels.time(clockMinute(trigger.epochMs, zone)),
    })
  const when = minutesWords(trigger.minutes, reader)
  return trigger.related === 'start' ? when : t(messages.beforeEnd, { when })
}
