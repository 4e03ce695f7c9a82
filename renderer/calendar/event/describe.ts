import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Text } from '../../i18n/use-text.ts'
import { messages } from '../messages.ts'
import { addDays, dateOf } from '../time/day-frame.ts'
import type { TimeLabels } from '../time/labels.ts'
import { clockMinute } from '../time/clock.ts'

/** What describing an event needs to know of the window. */
export type Reader = { t: Text; labels: TimeLabels; zone: string }

/** The SUMMARY, or words for one that is empty. */
export const titleOf = ({ summary }: { summary: string }, t: Text): string =>
  summary.trim() === '' ? t(messages.untitled) : summary

const pendingWords = {
  waiting: messages.waiting,
  parked: messages.notSent,
  conflict: messages.clash,
} as const

/** When an event is, as for a reader who does not see the grid: `Wednesday 18 November, 13:00 – 14:30`. */
export function whenOf(occurrence: ViewOccurrence, { t, labels, zone }: Reader): string {
  const first = occurrence.startDate ?? dateOf(occurrence.start, zone)
  const last =
    occurrence.endDate === null
      ? dateOf(Math.max(occurrence.start, occurrence.end - 1), zone)
      : addDays(occurrence.endDate, -1)
  if (occurrence.allDay) {
    const days =
      last <= first
        ? labels.longDay(first)
        : t(messages.daysRange, { first: labels.longDay(first), last: labels.longDay(last) })
    return [days, t(messages.wholeDay)].join(t(messages.separator))
  }
  const { start, end } = labels.range(clockMinute(occurrence.start, zone), clockMinute(occurrence.end, zone))
  const until = first === last ? end : [labels.longDay(last), end].join(t(messages.separator))
  return `${labels.longDay(first)}${t(messages.separator)}${start}${t(messages.dash)}${until}`
}

/** The accessible name of an event: what, when, in which calendar, and how it stands. */
export function describeEvent(occurrence: ViewOccurrence, calendar: string, reader: Reader): string {
  const { t } = reader
  const parts = [titleOf(occurrence, t), whenOf(occurrence, reader), calendar]
  if (occurrence.component === 'VTODO') parts.push(t(occurrence.completed ? messages.taskDone : messages.task))
  if (occurrence.status === 'tentative') parts.push(t(messages.tentative))
  if (occurrence.status === 'cancelled') parts.push(t(messages.cancelled))
  if (occurrence.recurring) parts.push(t(messages.repeats))
  if (occurrence.pending !== 'none') parts.push(t(pendingWords[occurrence.pending]))
  return parts.filter((part) => part !== '').join(t(messages.separator))
}
