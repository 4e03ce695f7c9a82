import type { DateInput } from '../../shared/icalendar/date-value.ts'
import { localString } from '../../shared/icalendar/local-time.ts'
import { ianaZone } from '../../shared/icalendar/time-zones.ts'
import type { When } from './gesture/gesture.ts'

/**
 * A new start and end as the event writes times: in days, floating, or in its own zone. One whose zone only its own text explains is
 * written in the display zone.
 *
 * @param written the present start
 */
export function datesOf(
  when: When,
  written: DateInput | null,
  displayZone: string,
): { start: DateInput; end: DateInput } {
  if (when.startDate !== null && when.endDate !== null)
    return { start: { type: 'date', date: when.startDate }, end: { type: 'date', date: when.endDate } }
  const tzid = written?.type === 'zoned' && ianaZone(written.tzid) !== null ? written.tzid : displayZone
  const at = (instant: number): DateInput => {
    const local = localString(ianaZone(tzid)?.toLocal(instant) ?? instant)
    return written?.type === 'floating' ? { type: 'floating', local } : { type: 'zoned', tzid, local }
  }
  return { start: at(when.start), end: at(when.end) }
}
