import { fromAbsolute } from '@internationalized/date'

const MINUTE = 60_000
/** Clock changes fall on quarter hours of UTC, so that within one a clock runs evenly. */
const QUARTER = 15 * MINUTE
const MAX_KNOWN = 10_000

const known = new Map<string, Map<number, number>>()

/** Minutes since midnight that a clock in an IANA zone shows at an instant. */
export function clockMinute(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER)
  let minutes = known.get(zone)
  if (minutes === undefined || minutes.size > MAX_KNOWN) known.set(zone, (minutes = new Map()))
  let start = minutes.get(quarter)
  if (start === undefined) {
    const { hour, minute } = fromAbsolute(quarter * QUARTER, zone)
    minutes.set(quarter, (start = hour * 60 + minute))
  }
  return (start + Math.floor((instant - quarter * QUARTER) / MINUTE)) % 1440
}
